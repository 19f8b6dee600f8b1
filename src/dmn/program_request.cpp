#include <algorithm>
#include <utility>

#include "program_compiler.hpp"
#include "table.hpp"
#include "types.hpp"

namespace chuhai::dmn {

namespace {

base::Error no_such_decision(const Model& model, const std::string& name) {
  return {base::ErrorKind::not_found,
          "no_such_decision",
          {"The model has no decision named " + name + ".", "模型中没有名为 " + name + " 的决策。"},
          {model.source, 0, 0, name}};
}

/// True when the answer is certain to be a list, a context or a function.
bool is_never_scalar(const Model& model, const Decision& decision) {
  const Model::OwnedItem item = model.find_owned_item(canonical_type(decision.type_ref));
  if (item.item != nullptr && (item.item->is_collection || !item.item->components.empty())) return true;
  if (decision.logic == nullptr) return false;
  const auto& body = decision.logic->body;
  if (const auto* table = std::get_if<DecisionTable>(&body)) {
    return gives_list(*table) || table->outputs.size() > 1;
  }
  if (const auto* context = std::get_if<BoxedContext>(&body)) {
    return std::none_of(context->entries.begin(), context->entries.end(),
                        [](const ContextEntry& entry) { return entry.name.empty(); });
  }
  return std::holds_alternative<BoxedList>(body) || std::holds_alternative<Relation>(body) ||
         std::holds_alternative<FunctionDefinition>(body) || std::holds_alternative<Filter>(body);
}

}  // namespace

ProgramCompiler::ProgramCompiler(std::shared_ptr<const Model> model, feel::Mode mode)
    : plan_(std::make_shared<CompiledPlan>()) {
  plan_->graph = std::make_shared<const ModelGraph>(model);
  plan_->model = std::move(model);
  plan_->options.mode = mode;
  plan_->options.types = &plan_->graph->types();
}

base::Result<std::shared_ptr<const CompiledPlan>> ProgramCompiler::compile(const Program::Request& request) {
  plan_->distinct_max = request.distinct_max;
  plan_->bit_set_rules_max = request.bit_set_rules_max;
  compile_request(request);
  if (error_) return *error_;
  finish();
  return std::shared_ptr<const CompiledPlan>(plan_);
}

void ProgramCompiler::compile_request(const Program::Request& request) {
  for (const std::string& name : request.values) compile_requested_value(name);
  for (const std::string& name : request.tables) compile_requested_table(name);
}

void ProgramCompiler::compile_requested_value(const std::string& name) {
  const Located located = plan_->graph->find_invocable(name);
  const auto* decision = std::get_if<const Decision*>(&located.element);
  if (decision == nullptr) {
    if (!error_) error_ = no_such_decision(*plan_->model, name);
    return;
  }
  if (is_never_scalar(*located.model, **decision)) {
    refuse(base::ErrorKind::unsupported, "not_scalar",
           {"The decision " + name +
                " gives a list or a structure, which is no column. Ask for it as a table, or ask for a "
                "decision that reads the part you need.",
            "决策 " + name +
                " 的结果是列表或结构，不能作为一列。请按决策表索取，或改为索取其中标量部分的决策。"},
           name);
    return;
  }
  plan_->values.push_back(to_step(compile_decision(located), name));
}

void ProgramCompiler::compile_requested_table(const std::string& name) {
  const Located located = plan_->graph->find_invocable(name);
  const auto* found = std::get_if<const Decision*>(&located.element);
  if (found == nullptr) {
    if (!error_) error_ = no_such_decision(*plan_->model, name);
    return;
  }
  const Decision& decision = **found;
  const auto* table = decision.logic == nullptr ? nullptr : std::get_if<DecisionTable>(&decision.logic->body);
  if (table == nullptr) {
    refuse(base::ErrorKind::invalid, "not_a_table",
           {"The logic of " + name + " is not a decision table.", "决策 " + name + " 的逻辑不是决策表。"},
           name);
    return;
  }
  const CompileScope scope = bind_requirements(*located.model, decision.requirements);
  const StepId rules = compile_rules(*located.model, *table, scope);
  plan_->tables[plan_->steps[rules].index].requested = true;
  plan_->requested_rules.push_back(rules);
}

void ProgramCompiler::finish() {
  mark_needed();
  allow_flat();
  std::sort(plan_->row_by_row.begin(), plan_->row_by_row.end());
  plan_->row_by_row.erase(std::unique(plan_->row_by_row.begin(), plan_->row_by_row.end()),
                          plan_->row_by_row.end());
  plan_->kernels =
      static_cast<std::size_t>(std::count_if(plan_->steps.begin(), plan_->steps.end(), [](const Step& step) {
        return step.needed && step.kind != Step::Kind::leaf && step.kind != Step::Kind::constant;
      }));
}

void ProgramCompiler::mark_needed() {
  for (const StepId id : plan_->values) plan_->steps[id].needed = true;
  for (const StepId id : plan_->requested_rules) plan_->steps[id].needed = true;
  for (auto step = plan_->steps.rbegin(); step != plan_->steps.rend(); ++step) {
    if (!step->needed) continue;
    for (const StepId input : step->inputs) plan_->steps[input].needed = true;
    if (step->kind == Step::Kind::answer) plan_->steps[step->rules].needed = true;
  }
}

void ProgramCompiler::allow_flat() {
  // A step may give plain numbers, which forget how they were written ("1.10"), when every reader only
  // compares or calculates; readers come later in the plan, so it is walked backwards.
  std::vector<bool> hidden(plan_->steps.size(), true);
  std::vector<bool> wanted(plan_->steps.size(), false);
  for (std::size_t i = plan_->steps.size(); i > 0; --i) {
    Step& step = plan_->steps[i - 1];
    if (!step.needed) continue;
    step.flat_allowed = step.kind == Step::Kind::leaf ? wanted[i - 1] : hidden[i - 1];
    if (step.kind == Step::Kind::rules) {
      for (const ClausePlan& clause : plan_->tables[step.index].clauses) {
        for (std::size_t m = 0; m < clause.members.size(); ++m) {
          const bool flat = m == 0 && clause.partition.has_value();
          if (flat) wanted[clause.members[m]] = true;
          if (!flat) hidden[clause.members[m]] = false;
        }
      }
      continue;
    }
    const bool comparison = step.flat && step.flat->is_comparison();
    const bool flat = comparison || ((step.flat || step.filter) && step.flat_allowed);
    for (const StepId input : step.inputs) {
      if (flat) wanted[input] = true;
      if (!flat) hidden[input] = false;
    }
  }
}

}  // namespace chuhai::dmn
