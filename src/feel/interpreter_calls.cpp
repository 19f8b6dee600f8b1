#include <algorithm>

#include "builtin_table.hpp"
#include "closure.hpp"
#include "free_names.hpp"
#include "interpreter.hpp"
#include "print.hpp"

namespace chuhai::feel {

namespace {

/// Steps that a call takes besides those of its arguments and its body.
constexpr std::uint64_t kStepsOfCall = 5;
constexpr std::uint64_t kStepsOfBuiltin = 15;

}  // namespace

/// A function value keeps what its body may read, so it outlives the evaluation that made it.
Value Interpreter::run_function_body(const Node& node, const Environment& environment) {
  auto closure = std::make_shared<Closure>(node.names, node.types, node.children[0]);
  for (const std::string& name : free_names(*node.children[0], node.names)) {
    if (!charge(1)) return out_of_steps(node);
    if (const Value* value = environment.find(name)) closure->capture(name, *value);
  }
  return Value(std::shared_ptr<const Function>(std::move(closure)));
}

Value Interpreter::run_call(const Node& node, const Environment& environment) {
  if (!charge(kStepsOfCall)) return out_of_steps(node);
  Value callee = run(*node.children[0], environment);
  if (callee.is_null()) {
    if (callee.reason().code == "unknown_name") {
      return Value::null("unknown_function", "no function is called '" + node.children[0]->text + "'",
                         node.span.begin);
    }
    return callee;
  }
  std::vector<Value> arguments;
  arguments.reserve(node.children.size() - 1);
  for (std::size_t i = 1; i < node.children.size(); ++i)
    arguments.push_back(run(*node.children[i], environment));
  return call_value(callee, node, arguments);
}

Value Interpreter::call_value(const Value& callee, const Node& node, const std::vector<Value>& arguments) {
  if (callee.kind() != Kind::function) {
    return Value::null("not_a_function", brief(callee) + " is no function", node.span.begin);
  }
  const Function& function = *callee.function();
  if (const auto* builtin = dynamic_cast<const BuiltinFunction*>(&function)) {
    if (!charge(kStepsOfBuiltin)) return out_of_steps(node);
    return call_builtin(builtin->name(), arguments, node.names, options_, node.span.begin);
  }
  return node.names.empty() ? call_function(function, arguments, options_)
                            : call_named(function, node, arguments);
}

Value Interpreter::call_named(const Function& function, const Node& node,
                              const std::vector<Value>& arguments) {
  const std::vector<std::string>& parameters = function.parameters();
  std::vector<Value> ordered(parameters.size());
  std::vector<bool> given(parameters.size(), false);
  for (std::size_t i = 0; i < node.names.size(); ++i) {
    const auto found = std::find(parameters.begin(), parameters.end(), node.names[i]);
    if (found == parameters.end()) {
      return Value::null("wrong_arguments", "the function has no parameter '" + node.names[i] + "'",
                         node.span.begin);
    }
    const auto index = static_cast<std::size_t>(found - parameters.begin());
    if (given[index]) {
      return Value::null("wrong_arguments", "the parameter '" + node.names[i] + "' is given twice",
                         node.span.begin);
    }
    given[index] = true;
    ordered[index] = arguments[i];
  }
  const auto missing = std::find(given.begin(), given.end(), false);
  if (missing != given.end()) {
    const std::string& name = parameters[static_cast<std::size_t>(missing - given.begin())];
    return Value::null("wrong_arguments", "the parameter '" + name + "' is not given", node.span.begin);
  }
  return function.call(ordered, options_);
}

}  // namespace chuhai::feel
