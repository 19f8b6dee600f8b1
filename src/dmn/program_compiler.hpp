#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dmn/program.hpp"
#include "program_plan.hpp"

namespace chuhai::dmn {

struct Meaning;
using Meanings = std::map<std::string, Meaning, std::less<>>;

/// What a name of an expression stands for.
struct Meaning {
  enum class Kind : std::uint8_t { none, step, leaf, decision, members, callable, not_flat };
  Kind kind = Kind::none;
  StepId step = 0;
  std::shared_ptr<const Leaf> leaf;         ///< becomes a step when it is read
  Located element;                          ///< of a decision or callable
  std::shared_ptr<const Meanings> members;  ///< of a structure known member by member
  const ItemDefinition* item = nullptr;     ///< the type the members conform to
};

/// The names visible to an expression.
struct CompileScope {
  const CompileScope* outer = nullptr;
  Meanings names;
  const Meaning* find(std::string_view name) const;
};

/// What an expression reads.
struct Reads {
  struct Variable {
    NamePath path;
    StepId step;
  };
  std::vector<Variable> variables;
  std::vector<std::pair<NamePath, Located>> callables;
  bool whole_structure = false;
};

/// Turns the decisions of a model into the steps of a plan.
class ProgramCompiler {
 public:
  ProgramCompiler(std::shared_ptr<const Model> model, feel::Mode mode);
  base::Result<std::shared_ptr<const CompiledPlan>> compile(const Program::Request& request);

 private:
  // Elements of the model (program_bind.cpp).
  Meaning bind_element(const Located& located);
  Meaning bind_input(const Model& model, const std::string& name, const std::string& type_ref);
  Meaning bind_item(const Leaf& leaf, const ItemDefinition& item, const Model& owner,
                    std::vector<const feel::UnaryTests*> tests, int depth);
  Meaning bind_leaf(Leaf leaf, std::string_view canonical, const std::vector<const feel::UnaryTests*>& tests);
  CompileScope bind_requirements(const Model& model, const std::vector<Requirement>& requirements);
  Meaning compile_decision(const Located& located);
  Meaning read(const Meaning& meaning);
  StepId to_step(const Meaning& meaning, const std::string& name);
  StepId context_step(const Meanings& members, const std::string& name);
  void refuse(base::ErrorKind kind, std::string code, base::Text message, const std::string& field);

  // Steps (program_bind.cpp).
  StepId add_step(Step step);
  StepId constant_step(feel::Value value);
  StepId memo_step(Step step);
  Meaning conform_meaning(const Meaning& meaning, const std::string& type_ref, const Model& model);
  bool is_identity(const Meaning& meaning, const std::string& type_ref, const Model& model);

  // Expressions (program_expression.cpp).
  Meaning compile_node(const feel::NodePtr& node, const CompileScope& scope, const std::string& text);
  StepId compile_value(const feel::NodePtr& node, const CompileScope& scope, const std::string& text);
  StepId compile_whole(const feel::NodePtr& node, const Reads& reads, const std::string& text);
  StepId compile_split(const feel::NodePtr& node, const CompileScope& scope, const std::string& text);
  void collect(const feel::Node& node, const CompileScope& scope, std::set<std::string>& locals,
               Reads& reads);
  void collect_children(const feel::Node& node, const CompileScope& scope, std::set<std::string> locals,
                        Reads& reads);
  void collect_meaning(const Meaning& meaning, const NamePath& path, Reads& reads);
  void collect_expression(const Expression* expression, const CompileScope& scope, Reads& reads);
  void collect_literal(const Literal& literal, const CompileScope& scope, Reads& reads);
  void collect_table(const DecisionTable& table, const CompileScope& scope, Reads& reads);
  std::pair<const Meaning*, std::size_t> resolve(const NamePath& chain, const CompileScope& scope);
  std::optional<Meaning> try_inline(const feel::Node& call, const CompileScope& scope,
                                    const std::string& text);
  bool has_inlinable_call(const feel::Node& node, const CompileScope& scope);
  const Knowledge* inlinable(const Meaning* meaning, std::size_t arguments) const;

  // Boxed expressions and tables (program_boxed.cpp).
  Meaning compile_boxed(const Model& model, const Expression& expression, const CompileScope& scope);
  Meaning compile_boxed_body(const Model& model, const Expression& expression, const CompileScope& scope);
  Meaning compile_context(const Model& model, const BoxedContext& context, const CompileScope& outer);
  Meaning compile_conditional(const Model& model, const Conditional& conditional, const CompileScope& scope);
  std::optional<Meaning> compile_invocation(const Model& model, const Invocation& invocation,
                                            const CompileScope& scope);
  Meaning inline_knowledge(const Located& located, std::vector<Meaning> arguments);
  StepId fall_back(const Model& model, const Expression& expression, const CompileScope& scope);
  StepId compile_rules(const Model& model, const DecisionTable& table, const CompileScope& scope);
  ClausePlan compile_clause(const Model& model, const DecisionTable& table, std::size_t clause,
                            const CompileScope& scope, std::vector<CellIndex::Cell>& cells);
  void index_rules(TablePlan& plan, const std::vector<std::vector<CellIndex::Cell>>& cells);
  StepId compile_clause_input(const Model& model, const InputClause& clause, const CompileScope& scope);
  StepId compile_answer(const Model& model, const DecisionTable& table, const CompileScope& scope);
  std::vector<const feel::UnaryTests*> tests_of_type(const std::string& type_ref, const Model& model);

  // The request (program_request.cpp).
  void compile_request(const Program::Request& request);
  void compile_requested_value(const std::string& name);
  void compile_requested_table(const std::string& name);
  void finish();
  void mark_needed();
  void allow_flat();

  std::shared_ptr<CompiledPlan> plan_;
  std::optional<base::Error> error_;
  std::map<std::string, StepId> leaf_steps_;
  std::map<const void*, Meaning> decisions_;
  std::set<const void*> in_progress_;  ///< decisions and functions being compiled, against circles
  std::map<std::pair<const void*, std::vector<StepId>>, StepId> shared_;
  std::vector<feel::NodePtr> synthetic_;  ///< keeps the keys of `shared_` distinct
};

}  // namespace chuhai::dmn
