#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/ast.hpp"
#include "feel/parse.hpp"
#include "feel/value.hpp"

namespace chuhai::feel {

/// How null is understood.
enum class Mode : std::uint8_t {
  /// As the standard says: a failed comparison is null, an `if` on null takes the else branch.
  standard,
  /// Null is "unknown": `if` on null is null, `x = null` with x null is null, unary tests on null are
  /// unknown.
  /// Used wherever a wrong "yes" would be worse than no answer.
  three_valued,
};

/// Three values of Kleene logic.
enum class Tri : std::uint8_t { no, unknown, yes };
Tri tri_and(Tri a, Tri b);
Tri tri_or(Tri a, Tri b);
Tri tri_not(Tri a);
Tri to_tri(const Value& value);  ///< true yes, false no, everything else unknown

/// Limits of one evaluation; going over one yields null with a reason, never a hang.
struct EvaluationLimits {
  std::uint64_t steps_max = 20'000'000;
  std::size_t list_items_max = 1'000'000;
  std::size_t depth_max = 500;
};

/// Instants the builtin functions now() and today() give; without one they are null with a reason.
struct EvaluationTime {
  std::optional<calendar::DateTime> now;
};

/// Answers for types that FEEL does not know by itself (item definitions of a model).
class TypeResolver {
 public:
  virtual ~TypeResolver() = default;
  /// Whether `value`, which is not null, is an instance of the declared type; unknown when there is no such
  /// type.
  virtual Tri is_instance(const Value& value, const TypeRef& type, Mode mode) const = 0;
  /// The structure of a declared type without its restrictions, one level deep; no value when there is no
  /// such type.
  virtual std::optional<TypeRef> structure(const TypeRef& type) const = 0;
};

/// What one evaluation has used of its limits. Shared by everything the evaluation calls.
struct EvaluationBudget {
  std::uint64_t steps = 0;
  std::size_t depth = 0;
};

struct EvaluationOptions {
  Mode mode = Mode::standard;
  EvaluationLimits limits;
  EvaluationTime time;
  const TypeResolver* types = nullptr;  ///< borrowed; without one only FEEL's own types are known
  /// Filled by `evaluate` and handed to functions, so that nested calls share one budget. Pass it on.
  EvaluationBudget* budget = nullptr;
};

/// Variables visible to an expression: a chain of frames, innermost first. Frames are borrowed, not owned.
class Environment {
 public:
  explicit Environment(const Environment* outer = nullptr) : outer_(outer) {}
  void set(std::string name, Value value) { frame_.set(std::move(name), std::move(value)); }
  /// Nearest binding or nullptr.
  const Value* find(std::string_view name) const;
  const Context& frame() const { return frame_; }

 private:
  const Environment* outer_;
  Context frame_;
};

/// The one-row interpreter: evaluates a parsed expression. Never throws for bad data: the answer is null with
/// a reason. Built-in functions of DMN 1.5 clause 10.3.4 are found when no variable has the name. Thread
/// rule: any thread; the expression may be shared.
Value evaluate(const Node& expression, const Environment& environment, const EvaluationOptions& options);

/// Evaluates unary tests against `input`. In standard mode unknown tests are reported as unknown too; a
/// decision table treats them as "no match" then.
Tri evaluate_tests(const UnaryTests& tests, const Value& input, const Environment& environment,
                   const EvaluationOptions& options);

/// The type of a function: one for each parameter, and of the result; the name is empty where nothing is
/// known.
struct FunctionType {
  std::vector<TypeRef> parameters;
  TypeRef result;
};

/// A callable: closure of FEEL, a business knowledge model, or a decision service.
class Function {
 public:
  virtual ~Function() = default;
  virtual const std::vector<std::string>& parameters() const = 0;
  /// What is declared of parameters and result.
  virtual FunctionType type() const { return {std::vector<TypeRef>(parameters().size()), {}}; }
  /// True when it can be called with that many arguments.
  virtual bool takes(std::size_t arguments) const { return arguments == parameters().size(); }
  /// Arguments in parameter order; exactly parameters().size() of them.
  virtual Value call(const std::vector<Value>& arguments, const EvaluationOptions& options) const = 0;
};

/// Calls a function by position; wrong counts give null/wrong_arguments.
Value call_function(const Function& function, const std::vector<Value>& arguments,
                    const EvaluationOptions& options);

/// True when `name` is a built-in function.
bool is_builtin(std::string_view name);

/// Whether `value` is an instance of `type` (`instance of`, declared parameters). A null is unknown in
/// three-valued mode and an instance of Null only in standard mode; inside of a list or context it breaks no
/// type. Functions are told apart by what they declare; what they do not declare is taken to fit.
/// Source: OMG DMN 1.5, clause 10.3.2.9.
Tri is_instance(const Value& value, const TypeRef& type, const EvaluationOptions& options);

/// FEEL `=` and ordering between two values: yes, no, or unknown (different kinds, nulls in three-valued
/// mode).
Tri equal(const Value& a, const Value& b, Mode mode);
/// yes when a < b, no when a >= b, unknown when they cannot be compared.
Tri less(const Value& a, const Value& b);

}  // namespace chuhai::feel
