#include "compare.hpp"
#include "interpreter.hpp"
#include "print.hpp"

namespace chuhai::feel {

namespace {

bool reads_input(const Node& node) {
  if (node.kind == NodeKind::input_value) return true;
  for (const NodePtr& child : node.children) {
    if (reads_input(*child)) return true;
  }
  for (const Iterator& iterator : node.iterators) {
    if (reads_input(*iterator.domain)) return true;
  }
  return false;
}

}  // namespace

Value Interpreter::run_in(const Node& node, const Environment& environment) {
  const Value input = run(*node.children[0], environment);
  Environment frame(&environment);
  frame.set("?", input);
  Tri any = Tri::no;
  for (std::size_t i = 1; i < node.children.size() && any != Tri::yes; ++i) {
    any = tri_or(any, run_test(*node.children[i], input, frame));
  }
  if (any != Tri::unknown) return Value(any == Tri::yes);
  if (input.is_null()) return input;
  return Value::null("unknown_test", "cannot tell whether " + brief(input) + " passes the tests",
                     node.span.begin);
}

Tri Interpreter::run_test(const Node& test, const Value& input, const Environment& environment) {
  if (test.kind == NodeKind::test_value) return run_value_test(test, input, environment);
  return compare_by(test.op, input, run(*test.children[0], environment), options_.mode);
}

/// A test that mentions `?` is a condition. Any other value is compared: a range or list contains the input,
/// a value equals it, and a boolean stands for itself when the input is none.
Tri Interpreter::run_value_test(const Node& test, const Value& input, const Environment& environment) {
  const Node& expression = *test.children[0];
  const Value value = run(expression, environment);
  if (reads_input(expression)) return to_tri(value);
  if (value.is_null()) {
    const bool range = expression.kind == NodeKind::range || expression.kind == NodeKind::half_range;
    return range ? Tri::unknown : equal(input, value, options_.mode);
  }
  if (value.kind() == Kind::boolean && input.kind() != Kind::boolean && !input.is_null())
    return to_tri(value);
  return matches_value(input, value);
}

Tri Interpreter::matches_value(const Value& input, const Value& value) {
  if (value.kind() == Kind::range && input.kind() != Kind::range) return in_range(input, value.range());
  if (value.kind() != Kind::list) return equal(input, value, options_.mode);
  Tri any = input.kind() == Kind::list ? equal(input, value, options_.mode) : Tri::no;
  for (const Value& element : value.list()) {
    if (any == Tri::yes || !charge(1)) return any;
    const bool inside = element.kind() == Kind::range && input.kind() != Kind::range;
    Tri one = inside ? in_range(input, element.range()) : equal(input, element, options_.mode);
    // In two values an element of another kind is simply not the one.
    if (one == Tri::unknown && !inside && !three_valued()) one = Tri::no;
    any = tri_or(any, one);
  }
  return any;
}

}  // namespace chuhai::feel
