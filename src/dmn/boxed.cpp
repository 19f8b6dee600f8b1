#include "boxed.hpp"

#include <string>
#include <utility>

#include "declared_types.hpp"
#include "feel/evaluate.hpp"
#include "table.hpp"

namespace chuhai::dmn {
namespace {

using feel::Value;

/// Steps of the limits that one call uses up.
constexpr std::uint64_t kStepsInOneCall = 100;

/// A boxed function definition with the variables it saw.
class ClosureFunction final : public feel::Function {
 public:
  ClosureFunction(Run run, const Model& model, const FunctionDefinition& definition, feel::Context captured)
      : run_(std::move(run)), model_(&model), definition_(&definition), captured_(std::move(captured)) {
    for (const Parameter& parameter : definition.parameters) names_.push_back(parameter.name);
  }
  const std::vector<std::string>& parameters() const override { return names_; }
  feel::FunctionType type() const override {
    const ExpressionPtr& body = definition_->body;
    return declared_type(*definition_, body == nullptr ? std::string() : body->type_ref, *model_);
  }

  Value call(const std::vector<Value>& arguments, const feel::EvaluationOptions& options) const override {
    const CalledRun called(run_, options);
    const Run& run = called.run();
    const CallGuard guard(run, CallWeight::function);
    if (!guard.allowed()) return guard.refusal();
    Frame frame;
    for (const auto& [name, value] : captured_.entries()) frame.set(name, value);
    for (std::size_t i = 0; i < names_.size() && i < arguments.size(); ++i) {
      Value argument = conform(arguments[i], definition_->parameters[i].type_ref, *model_, options);
      if (argument.is_null() && !arguments[i].is_null()) return argument;
      frame.set(names_[i], std::move(argument));
    }
    if (definition_->body == nullptr) return Value::null("no_logic", "The function has no body.");
    return evaluate_boxed(run, *model_, *definition_->body, frame);
  }

 private:
  Run run_;
  const Model* model_;
  const FunctionDefinition* definition_;
  feel::Context captured_;
  std::vector<std::string> names_;
};

Value evaluate_context(const Run& run, const Model& model, const BoxedContext& context, const Frame& outer) {
  Frame frame(&outer);
  feel::Context result;
  for (const ContextEntry& entry : context.entries) {
    if (entry.expression == nullptr) continue;
    Value value = evaluate_boxed(run, model, *entry.expression, frame);
    value = conform(value, entry.type_ref, model, run.options);
    if (entry.name.empty()) return value;
    frame.set(entry.name, value);
    result.set(entry.name, std::move(value));
  }
  return Value(std::move(result));
}

Value evaluate_list(const Run& run, const Model& model, const BoxedList& list, const Frame& frame) {
  feel::List items;
  items.reserve(list.items.size());
  for (const ExpressionPtr& item : list.items) items.push_back(evaluate_boxed(run, model, *item, frame));
  return Value(std::move(items));
}

Value evaluate_relation(const Run& run, const Model& model, const Relation& relation, const Frame& frame) {
  feel::List rows;
  rows.reserve(relation.rows.size());
  for (const auto& row : relation.rows) {
    feel::Context values;
    for (std::size_t i = 0; i < row.size() && i < relation.columns.size(); ++i)
      values.set(relation.columns[i], conform(evaluate_boxed(run, model, *row[i], frame),
                                              relation.column_types[i], model, run.options));
    rows.emplace_back(std::move(values));
  }
  return Value(std::move(rows));
}

/// Chooses the evaluation for each boxed form.
struct BodyEvaluator {
  const Run& run;
  const Model& model;
  const Frame& frame;

  Value operator()(const Literal& body) const { return evaluate_literal(run, body, frame); }
  Value operator()(const DecisionTable& body) const { return evaluate_table(run, model, body, frame); }
  Value operator()(const BoxedContext& body) const { return evaluate_context(run, model, body, frame); }
  Value operator()(const BoxedList& body) const { return evaluate_list(run, model, body, frame); }
  Value operator()(const Relation& body) const { return evaluate_relation(run, model, body, frame); }
  Value operator()(const Invocation& body) const { return evaluate_invocation(run, model, body, frame); }
  Value operator()(const FunctionDefinition& body) const { return make_closure(run, model, body, frame); }
  Value operator()(const Conditional& body) const { return evaluate_conditional(run, model, body, frame); }
  Value operator()(const Filter& body) const { return evaluate_filter(run, model, body, frame); }
  Value operator()(const Iteration& body) const { return evaluate_iteration(run, model, body, frame); }
};

/// Tools write the type of one output on a table that gives a list; such a type says nothing of the list.
bool type_speaks_of_result(const Expression& expression) {
  const auto* table = std::get_if<DecisionTable>(&expression.body);
  return table == nullptr || !gives_list(*table);
}

}  // namespace

Run start_run(std::shared_ptr<const ModelGraph> graph, const feel::EvaluationOptions& options) {
  Run run{std::move(graph), std::make_shared<CallBudget>(), options};
  run.options.types = &run.graph->types();
  if (run.options.budget == nullptr) run.options.budget = &run.budget->expressions;
  return run;
}

CallGuard::CallGuard(const Run& run, CallWeight weight)
    : budget_(*run.budget), weight_(static_cast<std::uint32_t>(weight)) {
  const std::uint32_t depth = budget_.depth += weight_;
  const std::uint64_t calls = ++budget_.calls;
  allowed_ = depth <= run.options.limits.depth_max && calls <= run.options.limits.steps_max / kStepsInOneCall;
}

CallGuard::~CallGuard() { budget_.depth -= weight_; }

Value CallGuard::refusal() const {
  return Value::null("limit_exceeded", "Functions of the model call each other too deeply or too often.");
}

void Frame::copy_into(feel::Context& target) const {
  if (outer_ != nullptr) outer_->copy_into(target);
  for (const auto& [name, value] : environment_.frame().entries()) target.set(name, value);
}

Value evaluate_literal(const Run& run, const Literal& literal, const Frame& frame) {
  if (literal.node == nullptr) {
    if (literal.text.empty()) return Value::null("no_expression", "The expression is empty.");
    return Value::null("feel_syntax", "The expression could not be parsed: " + literal.text);
  }
  return feel::evaluate(*literal.node, frame.environment(), run.options);
}

Value evaluate_boxed(const Run& run, const Model& model, const Expression& expression, const Frame& frame) {
  Value value = std::visit(BodyEvaluator{run, model, frame}, expression.body);
  if (value.is_null() || expression.type_ref.empty() || !type_speaks_of_result(expression)) return value;
  return conform_result(value, expression.type_ref, model, run.options);
}

feel::FunctionType declared_type(const FunctionDefinition& definition, std::string_view result,
                                 const Model& model) {
  feel::FunctionType type;
  for (const Parameter& parameter : definition.parameters)
    type.parameters.push_back(feel_type(parameter.type_ref, model));
  type.result = feel_type(result, model);
  return type;
}

Value make_closure(const Run& run, const Model& model, const FunctionDefinition& definition,
                   const Frame& frame) {
  if (definition.language != FunctionDefinition::Language::feel)
    return Value::null("external_function", "Functions written in Java or PMML are not run.");
  feel::Context captured;
  frame.copy_into(captured);
  return Value(std::shared_ptr<const feel::Function>(
      std::make_shared<ClosureFunction>(run, model, definition, std::move(captured))));
}

}  // namespace chuhai::dmn
