#include "interpreter.hpp"

#include "arithmetic.hpp"
#include "compare.hpp"
#include "print.hpp"

namespace chuhai::feel {

namespace {

bool is_arithmetic(NodeKind kind) {
  return kind == NodeKind::add || kind == NodeKind::subtract || kind == NodeKind::multiply ||
         kind == NodeKind::divide || kind == NodeKind::power;
}

/// What takes much longer than an ordinary step, in such steps (some 50 ns): so the limit of steps bounds the
/// time.
constexpr std::uint64_t kStepsOfReason = 15;
constexpr std::uint64_t kStepsOfPower = 90;

/// Keeps the nesting of evaluations while it lives.
class DepthGuard {
 public:
  explicit DepthGuard(EvaluationBudget& budget) : budget_(budget) { ++budget_.depth; }
  ~DepthGuard() { --budget_.depth; }
  DepthGuard(const DepthGuard&) = delete;
  DepthGuard& operator=(const DepthGuard&) = delete;

 private:
  EvaluationBudget& budget_;
};

}  // namespace

bool Interpreter::charge(std::uint64_t steps) {
  options_.budget->steps += steps;
  return options_.budget->steps <= options_.limits.steps_max;
}

Value Interpreter::out_of_steps(const Node& node) const {
  return Value::null("too_many_steps",
                     "the evaluation takes more than " + std::to_string(options_.limits.steps_max) + " steps",
                     node.span.begin);
}

Value Interpreter::run(const Node& node, const Environment& environment) {
  if (!charge(1)) return out_of_steps(node);
  const DepthGuard guard(*options_.budget);
  if (options_.budget->depth > options_.limits.depth_max) {
    return Value::null(
        "too_deep",
        "the evaluation is nested more than " + std::to_string(options_.limits.depth_max) + " deep",
        node.span.begin);
  }
  Value value = dispatch(node, environment);
  // Whoever goes over the limit here is refused at the next step.
  if (value.is_null() && node.kind != NodeKind::literal) charge(kStepsOfReason);
  return value;
}

Value Interpreter::dispatch(const Node& node, const Environment& environment) {
  switch (node.kind) {
    case NodeKind::literal:
      return node.value;
    case NodeKind::name:
      return run_name(node, environment);
    case NodeKind::path:
      return run_path(node, environment);
    case NodeKind::negate:
      return negated(run(*node.children[0], environment), node.span.begin);
    case NodeKind::add:
    case NodeKind::subtract:
    case NodeKind::multiply:
    case NodeKind::divide:
    case NodeKind::power:
      return run_arithmetic(node, environment);
    case NodeKind::equal:
    case NodeKind::not_equal:
    case NodeKind::less:
    case NodeKind::less_equal:
    case NodeKind::greater:
    case NodeKind::greater_equal:
      return run_comparison(node, environment);
    case NodeKind::logical_and:
    case NodeKind::logical_or:
      return run_logical(node, environment);
    case NodeKind::between:
      return run_between(node, environment);
    case NodeKind::in:
      return run_in(node, environment);
    case NodeKind::instance_of:
      return run_instance_of(node, environment);
    case NodeKind::if_then_else:
      return run_if(node, environment);
    case NodeKind::for_loop:
      return run_for(node, environment);
    case NodeKind::some:
    case NodeKind::every:
      return run_quantified(node, environment);
    case NodeKind::filter:
      return run_filter(node, environment);
    case NodeKind::call:
      return run_call(node, environment);
    case NodeKind::list:
      return run_list(node, environment);
    case NodeKind::context:
      return run_context(node, environment);
    case NodeKind::range:
      return run_range(node, environment);
    case NodeKind::half_range:
      return run_half_range(node, environment);
    case NodeKind::function_body:
      return run_function_body(node, environment);
    case NodeKind::input_value: {
      const Value* input = environment.find("?");
      return input != nullptr
                 ? *input
                 : Value::null("unknown_name", "'?' is used outside a unary test", node.span.begin);
    }
    case NodeKind::test_unary:
    case NodeKind::test_value:
      break;
  }
  return Value::null("not_an_expression", "a unary test has no value of its own", node.span.begin);
}

/// Long sums lean to the left; walking down first keeps them off the stack.
Value Interpreter::run_arithmetic(const Node& node, const Environment& environment) {
  std::vector<const Node*> spine;
  const Node* left = &node;
  for (; is_arithmetic(left->kind); left = left->children[0].get()) spine.push_back(left);
  Value value = run(*left, environment);
  for (auto it = spine.rbegin(); it != spine.rend(); ++it) {
    const Value right = run(*(*it)->children[1], environment);
    value = arithmetic((*it)->kind, value, right, (*it)->span.begin);
    const std::uint64_t steps = (*it)->kind == NodeKind::power ? kStepsOfPower
                                : value.kind() == Kind::string ? 1 + value.string().size() / 64
                                                               : 1;
    if (!charge(steps)) return out_of_steps(node);
  }
  return value;
}

/// Kleene's `and` and `or`; a side that settles the answer alone ends it.
Value Interpreter::run_logical(const Node& node, const Environment& environment) {
  std::vector<const Node*> spine;
  const Node* left = &node;
  for (; left->kind == node.kind; left = left->children[0].get()) spine.push_back(left);
  const bool conjunction = node.kind == NodeKind::logical_and;
  const Tri settling = conjunction ? Tri::no : Tri::yes;
  Value first = run(*left, environment);
  Tri tri = to_tri(first);
  for (auto it = spine.rbegin(); it != spine.rend() && tri != settling; ++it) {
    const Value right = run(*(*it)->children[1], environment);
    const Tri other = to_tri(right);
    if (tri != Tri::unknown && other == Tri::unknown) first = right;
    tri = conjunction ? tri_and(tri, other) : tri_or(tri, other);
  }
  if (tri != Tri::unknown) return Value(tri == Tri::yes);
  if (first.is_null()) return first;
  return Value::null("wrong_type",
                     brief(first) + " is no boolean, as '" + (conjunction ? "and" : "or") + "' needs",
                     node.span.begin);
}

Value Interpreter::run_comparison(const Node& node, const Environment& environment) {
  const Value a = run(*node.children[0], environment);
  const Value b = run(*node.children[1], environment);
  return to_value(compare_by(node.kind, a, b, options_.mode), a, b, comparison_sign(node.kind),
                  node.span.begin);
}

Value Interpreter::run_between(const Node& node, const Environment& environment) {
  const Value tested = run(*node.children[0], environment);
  const Value low = run(*node.children[1], environment);
  const Value high = run(*node.children[2], environment);
  const Tri above = tri_not(less(tested, low));
  const Tri below = tri_not(less(high, tested));
  const Tri inside = tri_and(above, below);
  return above == Tri::unknown ? to_value(inside, tested, low, ">=", node.span.begin)
                               : to_value(inside, tested, high, "<=", node.span.begin);
}

Value Interpreter::run_if(const Node& node, const Environment& environment) {
  const Value condition = run(*node.children[0], environment);
  if (condition.is_null() && three_valued()) return condition;
  if (!condition.is_null() && condition.kind() != Kind::boolean) {
    return Value::null("wrong_type", "the condition of 'if' is " + brief(condition) + ", no boolean",
                       node.span.begin);
  }
  return run(*node.children[to_tri(condition) == Tri::yes ? 1 : 2], environment);
}

Value Interpreter::run_list(const Node& node, const Environment& environment) {
  List list;
  list.reserve(node.children.size());
  for (const NodePtr& child : node.children) list.push_back(run(*child, environment));
  return Value(std::move(list));
}

/// Entries see the entries before them.
Value Interpreter::run_context(const Node& node, const Environment& environment) {
  Environment frame(&environment);
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (!charge(i / 8)) return out_of_steps(node);
    if (frame.frame().find(node.names[i]) != nullptr) {
      return Value::null("duplicate_key", "the context has two entries '" + node.names[i] + "'",
                         node.span.begin);
    }
    frame.set(node.names[i], run(*node.children[i], frame));
  }
  return Value(frame.frame());
}

Value Interpreter::run_range(const Node& node, const Environment& environment) {
  Value low = run(*node.children[0], environment);
  Value high = run(*node.children[1], environment);
  if (low.is_null()) return low;
  if (high.is_null()) return high;
  const Tri reversed = less(high, low);
  if (reversed == Tri::unknown) return to_value(reversed, high, low, "<", node.span.begin);
  if (reversed == Tri::yes) {
    return Value::null("empty_range",
                       "the range starts at " + brief(low) + " and ends before it, at " + brief(high),
                       node.span.begin);
  }
  return Value(Range{std::move(low), std::move(high), node.low_included, node.high_included, true, true});
}

Value Interpreter::run_half_range(const Node& node, const Environment& environment) {
  const Value end = run(*node.children[0], environment);
  if (end.is_null()) return end;
  switch (node.op) {
    case NodeKind::less:
      return Value(Range{Value(), end, false, false, false, true});
    case NodeKind::less_equal:
      return Value(Range{Value(), end, false, true, false, true});
    case NodeKind::greater:
      return Value(Range{end, Value(), false, false, true, false});
    case NodeKind::greater_equal:
      return Value(Range{end, Value(), true, false, true, false});
    case NodeKind::equal:
      return Value(Range{end, end, true, true, true, true, Range::Form::equal_to});
    default:
      return Value(Range{end, end, false, false, true, true, Range::Form::not_equal_to});
  }
}

Value Interpreter::run_instance_of(const Node& node, const Environment& environment) {
  const Value value = run(*node.children[0], environment);
  const Tri tri = is_instance(value, node.types[0], options_);
  if (tri != Tri::unknown) return Value(tri == Tri::yes);
  if (value.is_null()) return value;
  return Value::null("unknown_type", "cannot tell whether " + brief(value) + " is a " + node.types[0].name,
                     node.span.begin);
}

}  // namespace chuhai::feel
