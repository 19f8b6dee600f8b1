#include <algorithm>
#include <iterator>
#include <unordered_map>
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

std::vector<RuleId> same_outputs(const DecisionTable& table) {
  std::unordered_map<std::string, RuleId> known;
  std::vector<RuleId> first;
  for (const Rule& rule : table.rules) {
    std::string key;
    for (const Literal& output : rule.outputs) key += output.text + '\x01';
    first.push_back(known.emplace(std::move(key), static_cast<RuleId>(first.size())).first->second);
  }
  return first;
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
                                           const CompileScope& scope, std::vector<CellIndex::Cell>& cells) {
  ClausePlan plan;
  plan.members.push_back(compile_clause_input(model, table.inputs[clause], scope));
  Reads reads;
  for (const Rule& rule : table.rules) {
    CellIndex::Cell& cell = cells.emplace_back();
    if (clause >= rule.tests.size() || rule.tests[clause].any) continue;
    cell.tests = &rule.tests[clause];
    Reads own;
    std::set<std::string> locals;
    for (const feel::NodePtr& test : cell.tests->tests) collect(*test, scope, locals, own);
    cell.reads_variables = !own.variables.empty() || !own.callables.empty();
    for (Reads::Variable& variable : own.variables) {
      const bool known = std::any_of(reads.variables.begin(), reads.variables.end(),
                                     [&](const Reads::Variable& one) { return one.path == variable.path; });
      if (!known) reads.variables.push_back(std::move(variable));
    }
    std::move(own.callables.begin(), own.callables.end(), std::back_inserter(reads.callables));
  }
  for (const Reads::Variable& variable : reads.variables) {
    plan.frame.add(variable.path, plan.members.size());
    plan.members.push_back(variable.step);
  }
  for (const auto& [path, callable] : reads.callables) plan.frame.add_callable(path, callable);
  if (plan.members.size() > 4) plan_->row_by_row.push_back(table.inputs[clause].expression.text);
  return plan;
}

void ProgramCompiler::index_rules(TablePlan& plan, const std::vector<std::vector<CellIndex::Cell>>& cells) {
  std::vector<const CellIndex*> deciding;
  for (std::size_t clause = 0; clause < plan.clauses.size(); ++clause) {
    const bool decides = std::any_of(cells[clause].begin(), cells[clause].end(),
                                     [](const CellIndex::Cell& cell) { return cell.tests != nullptr; });
    if (!decides) continue;
    ClausePlan& own = plan.clauses[clause];
    const auto type = plan_->steps[own.members[0]].type;
    own.cells = std::make_shared<const CellIndex>(plan_->start_run(), cells[clause], type);
    if (type && own.members.size() == 1) own.partition = own.cells->partition(*type);
    plan.deciding.push_back(clause);
    deciding.push_back(own.cells.get());
  }
  if (plan.table->rules.size() > plan_->bit_set_rules_max && !deciding.empty()) {
    plan.tree = std::make_shared<const RuleTree>(std::move(deciding));
  }
}

StepId ProgramCompiler::compile_rules(const Model& model, const DecisionTable& table,
                                      const CompileScope& scope) {
  TablePlan plan;
  plan.model = &model;
  plan.table = &table;
  plan.words = (table.rules.size() + 63) / 64;
  plan.same_outputs = same_outputs(table);
  Step step;
  step.kind = Step::Kind::rules;
  std::vector<std::vector<CellIndex::Cell>> cells(table.inputs.size());
  for (std::size_t clause = 0; clause < table.inputs.size(); ++clause) {
    plan.clauses.push_back(compile_clause(model, table, clause, scope, cells[clause]));
    const std::vector<StepId>& members = plan.clauses.back().members;
    step.inputs.insert(step.inputs.end(), members.begin(), members.end());
  }
  const std::pair<const void*, std::vector<StepId>> key{&table, step.inputs};
  if (const auto known = shared_.find(key); known != shared_.end()) return known->second;
  index_rules(plan, cells);
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
  step.answer = [owner, source, shape](const Run& run, RuleLists rules, Arguments arguments) {
    Frame frame;
    shape.fill(run, arguments, frame);
    return answer_of_rules(run, *owner, *source, std::move(rules), nullptr, frame);
  };
  if (table.outputs.size() == 1 && !gives_list(table) && !has_default(table)) {
    const auto type = column_type(canonical_type(table.outputs[0].type_ref));
    const bool plain = model.find_owned_item(canonical_type(table.outputs[0].type_ref)).item == nullptr;
    if (plain && table.aggregator == Aggregator::none) step.type = type;
  }
  return add_step(std::move(step));
}

}  // namespace chuhai::dmn
