#include <algorithm>
#include <utility>

#include "program_compiler.hpp"
#include "table.hpp"
#include "types.hpp"

namespace chuhai::dmn {

namespace {

constexpr int kTypeDepthMax = 30;

bool has_default(const DecisionTable& table) {
  return std::any_of(table.outputs.begin(), table.outputs.end(),
                     [](const OutputClause& output) { return output.default_value.has_value(); });
}

}  // namespace

std::vector<const feel::UnaryTests*> ProgramCompiler::tests_of_type(const std::string& type_ref,
                                                                    const Model& model) {
  std::vector<const feel::UnaryTests*> tests;
  const Model* owner = &model;
  std::string type = canonical_type(type_ref);
  for (int depth = 0; depth < kTypeDepthMax; ++depth) {
    const Model::OwnedItem found = owner->find_owned_item(type);
    if (found.item == nullptr) break;
    if (!found.item->allowed_values_text.empty()) tests.push_back(&found.item->allowed_values);
    if (!found.item->type_constraint_text.empty()) tests.push_back(&found.item->type_constraint);
    owner = found.owner;
    type = canonical_type(found.item->type_ref);
  }
  return tests;
}

StepId ProgramCompiler::compile_clause_input(const Model& model, const InputClause& clause,
                                             const CompileScope& scope) {
  Meaning raw;
  if (clause.expression.node == nullptr) {
    const Frame nothing;
    raw.kind = Meaning::Kind::step;
    raw.step = constant_step(evaluate_literal(plan_->start_run(), clause.expression, nothing));
  } else {
    raw = compile_node(clause.expression.node, scope, clause.expression.text);
  }
  const bool restricted = clause.allowed_values && !clause.allowed_values->any;
  if (!restricted && is_identity(raw, clause.type_ref, model)) return to_step(raw, clause.expression.text);
  Step step;
  step.text = clause.expression.text;
  step.inputs = {to_step(raw, clause.expression.text)};
  FrameShape shape;
  Reads reads;
  std::set<std::string> locals;
  std::vector<const feel::UnaryTests*> tests = tests_of_type(clause.type_ref, model);
  if (restricted) {
    tests.push_back(&*clause.allowed_values);
    for (const feel::NodePtr& test : clause.allowed_values->tests) collect(*test, scope, locals, reads);
  }
  for (const Reads::Variable& variable : reads.variables) {
    shape.add(variable.path, step.inputs.size());
    step.inputs.push_back(variable.step);
  }
  for (const auto& [path, callable] : reads.callables) shape.add_callable(path, callable);
  const auto type = plan_->steps[step.inputs[0]].type;
  if (type && step.inputs.size() == 1) step.filter = Partition::of(tests, *type, plan_->options);
  if (step.filter) step.type = type;
  const Model* owner = &model;
  const InputClause* input = &clause;
  step.function = [owner, input, shape](const Run& run, Arguments arguments) {
    Frame frame;
    shape.fill(run, arguments, frame);
    return conform_clause_input(run, *owner, *input, *arguments[0], frame);
  };
  return memo_step(std::move(step));
}

ClausePlan ProgramCompiler::compile_clause(const Model& model, const DecisionTable& table, std::size_t clause,
                                           const CompileScope& scope) {
  ClausePlan plan;
  plan.members.push_back(compile_clause_input(model, table.inputs[clause], scope));
  Reads reads;
  std::set<std::string> locals;
  std::vector<const feel::UnaryTests*> tests;
  for (const Rule& rule : table.rules) {
    if (clause >= rule.tests.size() || rule.tests[clause].any) continue;
    plan.decides = true;
    tests.push_back(&rule.tests[clause]);
    for (const feel::NodePtr& test : rule.tests[clause].tests) collect(*test, scope, locals, reads);
  }
  for (const Reads::Variable& variable : reads.variables) {
    plan.frame.add(variable.path, plan.members.size());
    plan.members.push_back(variable.step);
  }
  for (const auto& [path, callable] : reads.callables) plan.frame.add_callable(path, callable);
  if (plan.members.size() > 4) plan_->row_by_row.push_back(table.inputs[clause].expression.text);
  const auto type = plan_->steps[plan.members[0]].type;
  if (type && plan.members.size() == 1) plan.partition = Partition::of(tests, *type, plan_->options);
  return plan;
}

StepId ProgramCompiler::compile_rules(const Model& model, const DecisionTable& table,
                                      const CompileScope& scope) {
  TablePlan plan;
  plan.model = &model;
  plan.table = &table;
  plan.words = (table.rules.size() + 63) / 64;
  Step step;
  step.kind = Step::Kind::rules;
  for (std::size_t clause = 0; clause < table.inputs.size(); ++clause) {
    plan.clauses.push_back(compile_clause(model, table, clause, scope));
    const std::vector<StepId>& members = plan.clauses.back().members;
    step.inputs.insert(step.inputs.end(), members.begin(), members.end());
  }
  const std::pair<const void*, std::vector<StepId>> key{&table, step.inputs};
  if (const auto known = shared_.find(key); known != shared_.end()) return known->second;
  step.index = plan_->tables.size();
  step.text = "rules";
  plan_->tables.push_back(std::move(plan));
  const StepId id = add_step(std::move(step));
  shared_.emplace(key, id);
  return id;
}

StepId ProgramCompiler::compile_answer(const Model& model, const DecisionTable& table,
                                       const CompileScope& scope) {
  Step step;
  step.kind = Step::Kind::answer;
  step.text = "answer";
  step.rules = compile_rules(model, table, scope);
  Reads reads;
  std::set<std::string> locals;
  for (const OutputClause& output : table.outputs) {
    for (const feel::NodePtr& value : output.values) collect(*value, scope, locals, reads);
    if (output.default_value) collect_literal(*output.default_value, scope, reads);
  }
  for (const Rule& rule : table.rules) {
    for (const Literal& output : rule.outputs) collect_literal(output, scope, reads);
  }
  FrameShape shape;
  for (const Reads::Variable& variable : reads.variables) {
    shape.add(variable.path, step.inputs.size());
    step.inputs.push_back(variable.step);
  }
  for (const auto& [path, callable] : reads.callables) shape.add_callable(path, callable);
  if (reads.whole_structure || step.inputs.size() > 4) plan_->row_by_row.push_back("outputs of a table");
  const Model* owner = &model;
  const DecisionTable* source = &table;
  step.answer = [owner, source, shape](const Run& run, const TableTrace& trace, Arguments arguments) {
    Frame frame;
    shape.fill(run, arguments, frame);
    return answer_of_trace(run, *owner, *source, trace, frame);
  };
  if (table.outputs.size() == 1 && !gives_list(table) && !has_default(table)) {
    const auto type = column_type(canonical_type(table.outputs[0].type_ref));
    const bool plain = model.find_owned_item(canonical_type(table.outputs[0].type_ref)).item == nullptr;
    if (plain && table.aggregator == Aggregator::none) step.type = type;
  }
  return add_step(std::move(step));
}

}  // namespace chuhai::dmn
