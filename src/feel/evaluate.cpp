#include "feel/evaluate.hpp"

#include "builtin_table.hpp"
#include "interpreter.hpp"

namespace chuhai::feel {

namespace {

/// Runs `body` with options that carry a budget.
template <class Body>
auto with_budget(const EvaluationOptions& options, Body body) {
  if (options.budget != nullptr) return body(options);
  EvaluationBudget budget;
  EvaluationOptions own = options;
  own.budget = &budget;
  return body(own);
}

}  // namespace

const Value* Environment::find(std::string_view name) const {
  for (const Environment* environment = this; environment != nullptr; environment = environment->outer_) {
    if (const Value* value = environment->frame_.find(name)) return value;
  }
  return nullptr;
}

Value evaluate(const Node& expression, const Environment& environment, const EvaluationOptions& options) {
  return with_budget(
      options, [&](const EvaluationOptions& own) { return Interpreter(own).run(expression, environment); });
}

Tri evaluate_tests(const UnaryTests& tests, const Value& input, const Environment& environment,
                   const EvaluationOptions& options) {
  if (tests.any) return Tri::yes;
  return with_budget(options, [&](const EvaluationOptions& own) {
    Environment frame(&environment);
    frame.set("?", input);
    Interpreter interpreter(own);
    Tri any = Tri::no;
    for (const NodePtr& test : tests.tests) {
      any = tri_or(any, interpreter.run_test(*test, input, frame));
      if (any == Tri::yes) break;
    }
    return tests.negated ? tri_not(any) : any;
  });
}

bool is_builtin(std::string_view name) { return builtin_function(name) != nullptr; }

}  // namespace chuhai::feel
