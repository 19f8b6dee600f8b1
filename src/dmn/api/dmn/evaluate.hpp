#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "dmn/model.hpp"
#include "feel/evaluate.hpp"
#include "feel/value.hpp"

namespace chuhai::dmn {

/// How one rule of a table stands for one case.
struct RuleState {
  feel::Tri matches = feel::Tri::no;
  /// Inputs (indices of input clauses) whose test is unknown; only filled when `matches` is unknown.
  std::vector<std::size_t> unknown_inputs;
};

/// A decision table looked at rule by rule, for explanations and for verdicts in three values.
struct TableTrace {
  std::vector<feel::Value> inputs;  ///< values of the input expressions
  std::vector<RuleState> rules;
};

/// Every cell of a table for one case.
struct TableCells {
  std::vector<feel::Value> inputs;            ///< values of the input expressions
  std::vector<std::vector<feel::Tri>> tests;  ///< [rule][input clause]; a rule matches when all of them do
};

/// The one-row interpreter of decision models, and the oracle of the compiled programs.
/// Evaluates decisions on demand, each once; requirements give the variables. In three-valued mode a
/// single-hit table in which an undecided rule could change the answer gives null with reason
/// "undecided_rule", inputs that break their item definition give null with reason "wrong_type" or
/// "not_allowed". Thread rule: const; one evaluation touches no shared state. Source: OMG DMN 1.5 clauses 8
/// (tables, hit policies), 10.2 (boxed), 10.4 (semantics).
class Evaluator {
 public:
  static base::Result<Evaluator> create(std::shared_ptr<const Model> model);

  /// Values for input data by name (imported: "prefix.name" or nested context). Result of the named decision
  /// or service.
  feel::Value decision(std::string_view name, const feel::Context& inputs,
                       const feel::EvaluationOptions& options) const;

  /// As `decision`, for decisions that must stand: a null refuses the request, also one inside of a list or
  /// context, unless an expression says `null` itself.
  /// Errors: not_found/no_such_decision; refused/... with the code of the null's reason (README.md), and the
  /// name of the decision and the path of the null in `where.field`.
  base::Result<feel::Value> official_decision(std::string_view name, const feel::Context& inputs,
                                              const feel::EvaluationOptions& options) const;

  /// All decisions of the model by name.
  feel::Context all_decisions(const feel::Context& inputs, const feel::EvaluationOptions& options) const;

  /// Rule by rule state of a decision whose logic is a decision table. Errors: not_found/no_such_decision,
  /// invalid/not_a_table.
  base::Result<TableTrace> trace(std::string_view decision, const feel::Context& inputs,
                                 const feel::EvaluationOptions& options) const;

  /// As `trace`, with the state of every single cell, also behind one that fails. Errors: as `trace`.
  base::Result<TableCells> cells(std::string_view decision, const feel::Context& inputs,
                                 const feel::EvaluationOptions& options) const;

  const Model& model() const { return *model_; }

 private:
  explicit Evaluator(std::shared_ptr<const Model> model);
  std::shared_ptr<const Model> model_;
  struct Index;
  std::shared_ptr<const Index> index_;
};

/// Checks a value against a declared type of the model (or a FEEL type): the value itself, converted as
/// clause 10.3.2.9.4 allows (singleton list to element), or null with reason wrong_type / not_allowed.
feel::Value conform(const feel::Value& value, std::string_view type_ref, const Model& model,
                    const feel::EvaluationOptions& options);

/// As `conform`, but leaf by leaf, the way input data is taken in: a component that is missing becomes null
/// with reason missing, one that breaks its type becomes null with reason wrong_type or not_allowed, and the
/// rest of the structure stays usable. A structure given for a plain type, or the reverse, is null as a
/// whole.
feel::Value conform_input(const feel::Value& value, std::string_view type_ref, const Model& model,
                          const feel::EvaluationOptions& options);

}  // namespace chuhai::dmn
