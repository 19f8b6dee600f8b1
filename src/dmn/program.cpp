#include "dmn/program.hpp"

#include <algorithm>
#include <mutex>
#include <set>
#include <utility>

#include "base/assert.hpp"
#include "program_compiler.hpp"
#include "program_state.hpp"

namespace chuhai::dmn {

namespace {

/// States that remember more values than this are dropped after the run.
constexpr std::size_t kRememberedMax = 2'000'000;
/// Counting what is remembered costs about as much as a case.
constexpr std::size_t kRunsBetweenChecks = 4096;

}  // namespace

struct Program::Plan {
  std::shared_ptr<const CompiledPlan> compiled;
  std::vector<ProgramInput> inputs;
  std::vector<StepId> input_steps;  ///< parallel to inputs
  Coverage coverage;

  /// What earlier runs found out, one state for each run that was under way at the same time. The lock is
  /// taken twice a batch, never inside.
  mutable std::mutex mutex;
  mutable std::vector<std::unique_ptr<ProgramState>> idle;

  std::unique_ptr<ProgramState> take() const {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        std::unique_ptr<ProgramState> state = std::move(idle.back());
        idle.pop_back();
        return state;
      }
    }
    return std::make_unique<ProgramState>(*compiled);
  }
  void give_back(std::unique_ptr<ProgramState> state) const {
    if (state->remembered() > kRememberedMax) return;
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(state));
  }
};

Program::Program(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}

base::Result<Program> Program::compile(std::shared_ptr<const Model> model, const Request& request,
                                       feel::Mode mode) {
  CHUHAI_ASSERT(model != nullptr);
  auto compiled = ProgramCompiler(std::move(model), mode).compile(request);
  if (!compiled) return compiled.error();
  auto plan = std::make_shared<Plan>();
  plan->compiled = compiled.value();
  const CompiledPlan& steps = *plan->compiled;
  for (StepId id = 0; id < steps.steps.size(); ++id) {
    const Step& step = steps.steps[id];
    if (step.kind != Step::Kind::leaf || !step.needed) continue;
    plan->input_steps.push_back(id);
    plan->inputs.push_back({steps.leaves[step.index].path, steps.leaves[step.index].type});
  }
  plan->coverage = {steps.kernels, steps.row_by_row};
  return Program(std::move(plan));
}

const std::vector<ProgramInput>& Program::inputs() const { return plan_->inputs; }

const Program::Coverage& Program::coverage() const { return plan_->coverage; }

Program::Output Program::run(const column::Batch& batch) const {
  std::unique_ptr<ProgramState> state = plan_->take();
  Output output = state->run(batch);
  plan_->give_back(std::move(state));
  return output;
}

Program::Session::Session(const Program& program)
    : plan_(program.plan_), state_(plan_->take()), values_(plan_->input_steps.size()) {
  state_->begin_cases();
}

Program::Session::~Session() {
  if (state_ == nullptr) return;
  state_->end_cases();
  plan_->give_back(std::move(state_));
}

Program::Session::Session(Session&& other) noexcept = default;

Program::Session& Program::Session::operator=(Session&& other) noexcept {
  std::swap(plan_, other.plan_);
  std::swap(state_, other.state_);
  std::swap(values_, other.values_);
  std::swap(runs_, other.runs_);
  return *this;
}

void Program::Session::set(std::size_t index, const feel::Value& value) {
  CHUHAI_ASSERT(index < plan_->input_steps.size());
  values_[index] = value;
  state_->fix_leaf(plan_->input_steps[index], value);
}

void Program::Session::clear() {
  for (std::size_t i = 0; i < plan_->input_steps.size(); ++i) set(i, feel::Value());
}

void Program::Session::run() {
  if (++runs_ % kRunsBetweenChecks == 0 && state_->remembered() > kRememberedMax) renew();
  state_->run_case();
}

void Program::Session::renew() {
  state_ = std::make_unique<ProgramState>(*plan_->compiled);
  state_->begin_cases();
  for (std::size_t i = 0; i < values_.size(); ++i) state_->fix_leaf(plan_->input_steps[i], values_[i]);
}

const feel::Value& Program::Session::value(std::size_t index) const {
  CHUHAI_ASSERT(index < plan_->compiled->values.size());
  return state_->value_of_case(plan_->compiled->values[index]);
}

feel::Tri Program::Session::rule_state(std::size_t index, std::size_t rule) const {
  CHUHAI_ASSERT(index < plan_->compiled->requested_rules.size());
  return state_->rule_of_case(plan_->compiled->requested_rules[index], rule);
}

std::vector<std::string> Program::unknown_paths(const column::Batch& batch, std::size_t row,
                                                std::size_t table, std::size_t input) const {
  const CompiledPlan& plan = *plan_->compiled;
  CHUHAI_ASSERT(table < plan.requested_rules.size() && row < batch.rows());
  const TablePlan& rules = plan.tables[plan.steps[plan.requested_rules[table]].index];
  CHUHAI_ASSERT(input < rules.clauses.size());
  std::set<StepId> wanted(rules.clauses[input].members.begin(), rules.clauses[input].members.end());
  std::set<std::string> paths;
  ProgramState state(plan);
  // Inputs of a step come before it, so taking the last first reaches everything.
  while (!wanted.empty()) {
    const StepId id = *wanted.rbegin();
    wanted.erase(id);
    const Step& step = plan.steps[id];
    wanted.insert(step.inputs.begin(), step.inputs.end());
    if (step.kind == Step::Kind::answer) wanted.insert(step.rules);
    if (step.kind != Step::Kind::leaf) continue;
    if (state.leaf_value(batch, step.index, row).is_null()) paths.insert(plan.leaves[step.index].path);
  }
  return {paths.begin(), paths.end()};
}

}  // namespace chuhai::dmn
