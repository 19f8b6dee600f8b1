#include <optional>
#include <string>
#include <utility>

#include "boxed.hpp"
#include "calendar/calendar.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::dmn {
namespace {

using feel::Kind;
using feel::Tri;
using feel::Value;

bool three_valued(const Run& run) { return run.options.mode == feel::Mode::three_valued; }

Value evaluate_part(const Run& run, const Model& model, const ExpressionPtr& part, const Frame& frame) {
  if (part == nullptr) return Value::null("no_expression", "A part of the expression is missing.");
  return evaluate_boxed(run, model, *part, frame);
}

std::optional<std::int64_t> ordinal(const Value& value) {
  if (value.kind() == Kind::date) return calendar::to_days(value.date());
  return value.kind() == Kind::number ? value.number().to_int64() : std::nullopt;
}

/// The whole numbers or days of a range; null when it is something else or too long.
Value expand_range(const feel::Range& range, std::size_t items_max) {
  const auto low = ordinal(range.low);
  const auto high = ordinal(range.high);
  if (!low || !high || range.low.kind() != range.high.kind())
    return Value::null("wrong_type", "Only a range of whole numbers or dates can be run through.");
  const bool dates = range.low.kind() == Kind::date;
  const auto distance = static_cast<std::uint64_t>(*high) - static_cast<std::uint64_t>(*low);
  if (distance >= items_max) return Value::null("limit_exceeded", "The range has too many members.");
  feel::List items;
  for (std::uint64_t i = range.low_included ? 0 : 1; i < distance + (range.high_included ? 1 : 0); ++i) {
    const std::int64_t at = *low + static_cast<std::int64_t>(i);
    items.push_back(dates ? Value(calendar::from_days(at)) : Value(decimal::Decimal(at)));
  }
  return Value(std::move(items));
}

/// Steps of the limits that one round of a boxed loop uses up.
constexpr std::uint64_t kStepsInOneRound = 40;

/// Counts one round; false when the evaluation has used its steps.
bool spend_round(const Run& run) {
  run.options.budget->steps += kStepsInOneRound;
  return run.options.budget->steps <= run.options.limits.steps_max;
}

Value too_many_rounds() {
  return Value::null("too_many_steps", "The loops of the evaluation take too many rounds.");
}

/// What is run through: a list, the members of a range, or a single value as a list of one.
Value domain_of(const Run& run, const Model& model, const ExpressionPtr& in, const Frame& frame) {
  Value domain = evaluate_part(run, model, in, frame);
  if (domain.is_null() || domain.kind() == Kind::list) return domain;
  if (domain.kind() == Kind::range) return expand_range(domain.range(), run.options.limits.list_items_max);
  return Value(feel::List{std::move(domain)});
}

Value iterate_for(const Run& run, const Model& model, const Iteration& iteration, const feel::List& domain,
                  const Frame& outer) {
  feel::List results;
  results.reserve(domain.size());
  std::uint64_t copied = 0;
  for (const Value& item : domain) {
    if (!spend_round(run)) return too_many_rounds();
    Frame frame(&outer);
    frame.set(iteration.variable, item);
    if (iteration.reads_partial) {
      copied += results.size();
      if (copied > run.options.limits.steps_max)
        return Value::null("limit_exceeded", "The list is too long to look back at every item.");
      frame.set("partial", Value(results));
    }
    results.push_back(evaluate_part(run, model, iteration.body, frame));
  }
  return Value(std::move(results));
}

Value iterate_test(const Run& run, const Model& model, const Iteration& iteration, const feel::List& domain,
                   const Frame& outer) {
  const bool some = iteration.form == Iteration::Form::some;
  Tri all = some ? Tri::no : Tri::yes;
  Value unknown;
  for (const Value& item : domain) {
    if (!spend_round(run)) return too_many_rounds();
    Frame frame(&outer);
    frame.set(iteration.variable, item);
    const Value answer = evaluate_part(run, model, iteration.body, frame);
    if (!answer.is_null() && answer.kind() != Kind::boolean)
      return Value::null("wrong_type",
                         "The condition gives " + feel::to_feel_text(answer) + ", not true or false.");
    if (answer.is_null()) unknown = answer;
    const Tri one = feel::to_tri(answer);
    all = some ? feel::tri_or(all, one) : feel::tri_and(all, one);
  }
  return all == Tri::unknown ? unknown : Value(all == Tri::yes);
}

/// Sets `item`, and the entries of a context item by their names.
void set_item(Frame& frame, const Value& item) {
  if (item.kind() == Kind::context)
    for (const auto& [name, value] : item.context().entries()) frame.set(name, value);
  frame.set("item", item);
}

Value call_with_bindings(const Run& run, const feel::Function& function, const Invocation& invocation,
                         const std::vector<Value>& values) {
  const std::vector<std::string>& names = function.parameters();
  std::vector<Value> arguments;
  arguments.reserve(names.size());
  for (const std::string& name : names)
    arguments.push_back(Value::null("missing", "The parameter " + name + " is not bound."));
  for (std::size_t b = 0; b < values.size(); ++b) {
    std::size_t at = 0;
    while (at < names.size() && names[at] != invocation.bindings[b].parameter) ++at;
    if (at == names.size())
      return Value::null("wrong_arguments",
                         "The function has no parameter " + invocation.bindings[b].parameter + ".");
    arguments[at] = values[b];
  }
  return function.call(arguments, run.options);
}

/// Calls a function FEEL itself knows, with named arguments.
Value call_builtin(const Run& run, const Literal& callee, const Invocation& invocation,
                   const std::vector<Value>& values, const Frame& frame) {
  feel::Node call;
  call.kind = feel::NodeKind::call;
  call.children.push_back(callee.node);
  for (std::size_t b = 0; b < values.size(); ++b) {
    auto argument = std::make_shared<feel::Node>();
    argument->kind = feel::NodeKind::literal;
    argument->value = values[b];
    call.children.push_back(std::move(argument));
    call.names.push_back(invocation.bindings[b].parameter);
  }
  return feel::evaluate(call, frame.environment(), run.options);
}

}  // namespace

Value evaluate_conditional(const Run& run, const Model& model, const Conditional& conditional,
                           const Frame& frame) {
  Value condition = evaluate_part(run, model, conditional.condition, frame);
  if (condition.is_null()) {
    if (three_valued(run)) return condition;
    return evaluate_part(run, model, conditional.else_branch, frame);
  }
  if (condition.kind() != Kind::boolean)
    return Value::null("wrong_type",
                       "The condition gives " + feel::to_feel_text(condition) + ", not true or false.");
  return evaluate_part(run, model, condition.boolean() ? conditional.then_branch : conditional.else_branch,
                       frame);
}

Value evaluate_filter(const Run& run, const Model& model, const Filter& filter, const Frame& outer) {
  Value domain = domain_of(run, model, filter.in, outer);
  if (domain.is_null()) return domain;
  feel::List kept;
  for (const Value& item : domain.list()) {
    if (!spend_round(run)) return too_many_rounds();
    Frame frame(&outer);
    set_item(frame, item);
    Value answer = evaluate_part(run, model, filter.match, frame);
    if (answer.is_null()) {
      if (three_valued(run)) return answer;
      continue;
    }
    if (answer.kind() != Kind::boolean)
      return Value::null("wrong_type",
                         "The filter gives " + feel::to_feel_text(answer) + ", not true or false.");
    if (answer.boolean()) kept.push_back(item);
  }
  return Value(std::move(kept));
}

Value evaluate_iteration(const Run& run, const Model& model, const Iteration& iteration, const Frame& outer) {
  Value domain = domain_of(run, model, iteration.in, outer);
  if (domain.is_null()) return domain;
  if (domain.list().size() > run.options.limits.list_items_max)
    return Value::null("limit_exceeded", "The list has too many items.");
  if (iteration.form == Iteration::Form::for_each)
    return iterate_for(run, model, iteration, domain.list(), outer);
  return iterate_test(run, model, iteration, domain.list(), outer);
}

Value evaluate_invocation(const Run& run, const Model& model, const Invocation& invocation,
                          const Frame& frame) {
  Value callee = evaluate_part(run, model, invocation.callee, frame);
  std::vector<Value> values;
  values.reserve(invocation.bindings.size());
  for (const Binding& binding : invocation.bindings)
    values.push_back(evaluate_part(run, model, binding.expression, frame));
  if (callee.kind() == Kind::function) return call_with_bindings(run, *callee.function(), invocation, values);
  const Literal* literal =
      invocation.callee == nullptr ? nullptr : std::get_if<Literal>(&invocation.callee->body);
  if (literal != nullptr && literal->node != nullptr && feel::is_builtin(literal->text))
    return call_builtin(run, *literal, invocation, values, frame);
  if (callee.is_null()) return callee;
  return Value::null("wrong_type", "What is called is not a function.");
}

}  // namespace chuhai::dmn
