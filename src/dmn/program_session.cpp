#include <algorithm>

#include "program_state.hpp"

namespace chuhai::dmn {

void ProgramState::begin_cases() {
  for (StepId id = 0; id < plan_->steps.size(); ++id) {
    if (plan_->steps[id].kind == Step::Kind::leaf) fix_leaf(id, null_of(column::kMissing));
  }
}

void ProgramState::end_cases() {
  for (LeafState& leaf : leaves_) leaf.fixed = kNoCode;
}

void ProgramState::fix_leaf(StepId id, const feel::Value& value) {
  leaves_[plan_->steps[id].index].fixed = code_of_raw(id, value);
}

void ProgramState::run_case() { run_chunk(0, 1); }

const feel::Value& ProgramState::value_of_case(StepId id) const {
  return steps_[id].pool[steps_[id].codes.at(0)];
}

feel::Tri ProgramState::rule_of_case(StepId id, std::size_t rule) const {
  const std::size_t index = plan_->steps[id].index;
  const RulesState& state = rules_[index];
  const auto holds = [&](std::span<const RuleId> rules) {
    return std::binary_search(rules.begin(), rules.end(), static_cast<RuleId>(rule));
  };
  if (plan_->tables[index].tree != nullptr) {
    if (holds(state.matched_of(0))) return feel::Tri::yes;
    return holds(state.might_of(0)) ? feel::Tri::unknown : feel::Tri::no;
  }
  const std::size_t word = rule / 64;
  const std::uint64_t bit = std::uint64_t{1} << (rule % 64);
  if ((state.matched[word] & bit) != 0) return feel::Tri::yes;
  return (state.possible[word] & bit) != 0 ? feel::Tri::unknown : feel::Tri::no;
}

}  // namespace chuhai::dmn
