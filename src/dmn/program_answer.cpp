#include <algorithm>
#include <bit>

#include "program_state.hpp"
#include "table.hpp"

namespace chuhai::dmn {

namespace {

constexpr std::size_t kRulesOfWord = 64;

/// Rules of a bit set in the order of the table.
void list_rules(const std::uint64_t* words, std::size_t count, std::vector<RuleId>& rules) {
  for (std::size_t w = 0; w < count; ++w) {
    for (std::uint64_t bits = words[w]; bits != 0; bits &= bits - 1) {
      rules.push_back(
          static_cast<RuleId>(w * kRulesOfWord + static_cast<std::size_t>(std::countr_zero(bits))));
    }
  }
}

}  // namespace

Code ProgramState::intern_rules(StepId id, std::span<const RuleId> matched, std::span<const RuleId> might) {
  AnswerState& answer = answers_[id];
  if (!might.empty() || matched.size() > 1) return answer.sets.intern(matched, might);
  if (matched.empty()) {
    if (answer.none == kNoCode) answer.none = answer.sets.intern({}, {});
    return answer.none;
  }
  const RuleId rule = plan_->tables[plan_->steps[plan_->steps[id].rules].index].same_outputs[matched[0]];
  if (answer.single[rule] == kNoCode) answer.single[rule] = answer.sets.intern({&rule, 1}, {});
  return answer.single[rule];
}

/// Rules whose outputs are alike count once, the first of them.
std::span<const RuleId> ProgramState::distinct_outputs(StepId id, std::span<const RuleId> rules,
                                                       std::vector<RuleId>& kept) {
  if (!plan_->steps[id].inputs.empty()) return rules;
  AnswerState& answer = answers_[id];
  kept.clear();
  ++answer.stamp;
  for (const RuleId rule : rules) {
    const Code state = intern_rules(id, {&rule, 1}, {});
    extend_answers(id, answer.sets.size());
    const Code result = steps_[id].results[state];
    if (answer.seen.size() <= result) answer.seen.resize(steps_[id].pool.size(), 0);
    if (answer.seen[result] == answer.stamp) continue;
    answer.seen[result] = answer.stamp;
    kept.push_back(rule);
  }
  return kept;
}

Code ProgramState::state_of_rules(StepId id, std::span<const RuleId> matched, std::span<const RuleId> might) {
  if (might.empty() && matched.size() < 2) return intern_rules(id, matched, might);
  const HitPolicy policy = plan_->tables[plan_->steps[plan_->steps[id].rules].index].table->hit_policy;
  std::vector<RuleId> kept;
  std::vector<RuleId> kept_might;
  switch (policy) {
    case HitPolicy::unique:
      // Which rules they are changes the message only.
      if (matched.size() > 1) return intern_rules(id, matched.first(2), {});
      return intern_rules(id, {}, might.first(1));
    case HitPolicy::first: {
      matched = matched.first(std::min<std::size_t>(matched.size(), 1));
      if (!matched.empty()) {
        const auto end = std::lower_bound(might.begin(), might.end(), matched[0]);
        might = might.first(static_cast<std::size_t>(end - might.begin()));
      }
      return intern_rules(id, matched, distinct_outputs(id, might, kept));
    }
    case HitPolicy::any:
    case HitPolicy::priority:
      matched = distinct_outputs(id, matched, kept);
      return intern_rules(id, matched, distinct_outputs(id, might, kept_might));
    case HitPolicy::collect:
    case HitPolicy::rule_order:
    case HitPolicy::output_order:
      break;
  }
  return might.empty() ? intern_rules(id, matched, {}) : intern_rules(id, {}, might.first(1));
}

CodeSpan ProgramState::state_codes(StepId id, std::size_t rows) {
  const std::size_t table_index = plan_->steps[plan_->steps[id].rules].index;
  const TablePlan& table = plan_->tables[table_index];
  const RulesState& rules = rules_[table_index];
  AnswerState& answer = answers_[id];
  if (answer.single.empty()) answer.single.assign(table.table->rules.size(), kNoCode);
  // In standard mode a rule that might match counts for nothing.
  const bool three_valued = plan_->options.mode == feel::Mode::three_valued;
  answer.states.resize(rows);
  RuleLists lists;
  std::vector<std::uint64_t> might(table.words);
  for (std::size_t row = 0; row < rows; ++row) {
    if (table.tree != nullptr) {
      answer.states[row] = state_of_rules(id, rules.matched_of(row),
                                          three_valued ? rules.might_of(row) : std::span<const RuleId>());
      continue;
    }
    lists.clear();
    const std::uint64_t* matched = rules.matched.data() + row * table.words;
    list_rules(matched, table.words, lists.matched);
    if (three_valued) {
      for (std::size_t w = 0; w < table.words; ++w) {
        might[w] = rules.possible[row * table.words + w] & ~matched[w];
      }
      list_rules(might.data(), table.words, lists.might);
    }
    answer.states[row] = state_of_rules(id, lists.matched, lists.might);
  }
  return {answer.states.data(), kNoCode};
}

void ProgramState::extend_answers(StepId id, std::size_t tuples) {
  const Step& step = plan_->steps[id];
  StepState& state = steps_[id];
  std::vector<Code> codes;
  std::vector<const feel::Value*> arguments;
  for (auto tuple = static_cast<Code>(state.results.size()); tuple < tuples; ++tuple) {
    state.tuples.members(tuple, codes);
    arguments.clear();
    for (std::size_t i = 0; i < step.inputs.size(); ++i) {
      arguments.push_back(&steps_[step.inputs[i]].pool[codes[i + 1]]);
    }
    const feel::Value answer = step.answer(plan_->start_run(), answers_[id].sets[codes[0]], arguments);
    state.results.push_back(state.pool.intern(answer));
  }
}

void ProgramState::run_answer(StepId id, std::size_t rows) {
  const Step& step = plan_->steps[id];
  StepState& state = steps_[id];
  std::vector<CodeSpan> members{state_codes(id, rows)};
  for (const StepId input : step.inputs) members.push_back(codes_of(input, rows));
  const CodeSpan tuples = state.tuples.find_rows(members, rows, state.scratch);
  extend_answers(id, step.inputs.empty() ? answers_[id].sets.size() : state.tuples.size());
  state.has_codes = true;
  state.storage.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) state.storage[row] = state.results[tuples.codes[row]];
  state.codes = {state.storage.data(), kNoCode};
}

}  // namespace chuhai::dmn
