#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/ast.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::feel {

/// Runs one expression for one row: a short function per kind of node. Every null it makes says why.
class Interpreter {
 public:
  /// `options.budget` must be set.
  explicit Interpreter(const EvaluationOptions& options) : options_(options) {}

  Value run(const Node& node, const Environment& environment);
  Tri run_test(const Node& test, const Value& input, const Environment& environment);

 private:
  using Visit = std::function<bool(const Environment&)>;

  Value dispatch(const Node& node, const Environment& environment);
  bool three_valued() const { return options_.mode == Mode::three_valued; }
  bool charge(std::uint64_t steps);
  Value out_of_steps(const Node& node) const;

  // interpreter.cpp
  Value run_arithmetic(const Node& node, const Environment& environment);
  Value run_logical(const Node& node, const Environment& environment);
  Value run_comparison(const Node& node, const Environment& environment);
  Value run_between(const Node& node, const Environment& environment);
  Value run_if(const Node& node, const Environment& environment);
  Value run_list(const Node& node, const Environment& environment);
  Value run_context(const Node& node, const Environment& environment);
  Value run_range(const Node& node, const Environment& environment);
  Value run_half_range(const Node& node, const Environment& environment);
  Value run_instance_of(const Node& node, const Environment& environment);

  // interpreter_access.cpp
  Value run_name(const Node& node, const Environment& environment);
  Value run_path(const Node& node, const Environment& environment);
  Value members(const Value& owner, const Node& node, std::size_t depth);
  Value member(const Value& owner, const Node& node);
  Value run_filter(const Node& node, const Environment& environment);
  Value filter_by_index(const List& list, const Value& index, const Node& node);
  Value filter_by_condition(const List& list, const Node& node, const Environment& environment);
  Value filter_empty(const Node& node, const Environment& environment);

  // interpreter_loops.cpp
  Value run_for(const Node& node, const Environment& environment);
  Value run_quantified(const Node& node, const Environment& environment);
  std::optional<Value> loop(const Node& node, std::size_t index, const Environment& environment,
                            const Visit& visit);
  Value domain(const Node& node, const Environment& environment);
  Value range_items(const Range& range, const Node& node, bool may_descend);
  Value bare_range_items(const Node& node, const Environment& environment);

  // interpreter_calls.cpp
  Value run_call(const Node& node, const Environment& environment);
  Value run_function_body(const Node& node, const Environment& environment);
  Value call_value(const Value& callee, const Node& node, const std::vector<Value>& arguments);
  Value call_named(const Function& function, const Node& node, const std::vector<Value>& arguments);

  // interpreter_tests.cpp
  Value run_in(const Node& node, const Environment& environment);
  Tri run_value_test(const Node& test, const Value& input, const Environment& environment);
  Tri matches_value(const Value& input, const Value& value);

  const EvaluationOptions& options_;
};

}  // namespace chuhai::feel
