#include <algorithm>

#include "program_state.hpp"
#include "table.hpp"

namespace chuhai::dmn {

namespace {

constexpr std::size_t kWordBits = 64;

std::uint64_t rule_bit(std::size_t rule) { return std::uint64_t{1} << (rule % kWordBits); }

/// All rules of a table.
void fill_rules(std::vector<std::uint64_t>& rows, std::size_t count, std::size_t words, std::size_t rules) {
  rows.resize(count * words);
  for (std::size_t w = 0; w < words; ++w) {
    const std::size_t in_word = std::min(kWordBits, rules - w * kWordBits);
    const std::uint64_t bits = in_word == kWordBits ? ~std::uint64_t{0} : rule_bit(in_word) - 1;
    for (std::size_t row = 0; row < count; ++row) rows[row * words + w] = bits;
  }
}

/// Keeps the rules that the words at `index(row)` allow.
template <class Index>
void and_rows(RulesState& state, const std::vector<std::uint64_t>& bits, std::size_t words, std::size_t rows,
              Index index) {
  const std::uint64_t* source = bits.data();
  std::uint64_t* matched = state.matched.data();
  std::uint64_t* possible = state.possible.data();
  if (words == 1) {
    for (std::size_t row = 0; row < rows; ++row) {
      const std::uint64_t* pair = source + 2 * index(row);
      matched[row] &= pair[0];
      possible[row] &= pair[1];
    }
    return;
  }
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint64_t* pair = source + 2 * words * index(row);
    for (std::size_t w = 0; w < words; ++w) {
      matched[row * words + w] &= pair[w];
      possible[row * words + w] &= pair[words + w];
    }
  }
}

}  // namespace

void ProgramState::add_clause_words(const TablePlan& table, std::size_t clause, Arguments arguments,
                                    std::vector<std::uint64_t>& words) {
  const Run run = plan_->start_run();
  Frame frame;
  table.clauses[clause].frame.fill(run, arguments, frame);
  const std::size_t at = words.size();
  words.resize(at + 2 * table.words, 0);
  for (std::size_t r = 0; r < table.table->rules.size(); ++r) {
    const Rule& rule = table.table->rules[r];
    const feel::Tri passes = clause < rule.tests.size()
                                 ? evaluate_cell(run, rule.tests[clause], *arguments[0], frame)
                                 : feel::Tri::yes;
    const std::size_t word = at + r / kWordBits;
    if (passes == feel::Tri::yes) words[word] |= rule_bit(r);
    if (passes != feel::Tri::no) words[word + table.words] |= rule_bit(r);
  }
}

void ProgramState::extend_clause(const TablePlan& table, std::size_t clause, ClauseState& state,
                                 std::size_t tuples) {
  const std::vector<StepId>& inputs = table.clauses[clause].members;
  std::vector<Code> members;
  std::vector<const feel::Value*> arguments;
  for (auto tuple = static_cast<Code>(state.by_tuple.size() / (2 * table.words)); tuple < tuples; ++tuple) {
    state.tuples.members(tuple, members);
    arguments.clear();
    for (std::size_t i = 0; i < inputs.size(); ++i) arguments.push_back(&steps_[inputs[i]].pool[members[i]]);
    add_clause_words(table, clause, arguments, state.by_tuple);
  }
}

void ProgramState::run_flat_clause(const TablePlan& table, std::size_t clause, RulesState& state,
                                   std::size_t rows) {
  const ClausePlan& plan = table.clauses[clause];
  ClauseState& own = state.clauses[clause];
  const StepState& input = steps_[plan.members[0]];
  if (own.by_class.empty()) {
    for (std::size_t which = 0; which < plan.partition->classes(); ++which) {
      const feel::Value sample = plan.partition->representative(which);
      const feel::Value* argument = &sample;
      add_clause_words(table, clause, Arguments(&argument, 1), own.by_class);
    }
  }
  if (own.scale != input.flat.scale) own.thresholds = plan.partition->at_scale(input.flat.scale);
  own.scale = input.flat.scale;
  const FlatSpan& span = input.flat;
  const Partition::Thresholds& thresholds = own.thresholds;
  if (span.nulls == nullptr) {
    and_rows(state, own.by_class, table.words, rows, [&](std::size_t row) {
      return thresholds.classify(span.data == nullptr ? span.constant : span.data[row]);
    });
    return;
  }
  place_nulls(table, clause, own, rows);
  and_rows(state, own.by_class, table.words, rows, [&](std::size_t row) {
    if (span.nulls[row] != kNoCode) return own.null_places[span.nulls[row]];
    return Code{thresholds.classify(span.data == nullptr ? span.constant : span.data[row])};
  });
}

void ProgramState::place_nulls(const TablePlan& table, std::size_t clause, ClauseState& state,
                               std::size_t rows) {
  const StepState& input = steps_[table.clauses[clause].members[0]];
  if (state.null_places.size() < input.pool.size()) state.null_places.resize(input.pool.size(), kNoCode);
  for (std::size_t row = 0; row < rows; ++row) {
    const Code null = input.flat.nulls[row];
    if (null == kNoCode || state.null_places[null] != kNoCode) continue;
    state.null_places[null] = static_cast<Code>(state.by_class.size() / (2 * table.words));
    const feel::Value* argument = &input.pool[null];
    add_clause_words(table, clause, Arguments(&argument, 1), state.by_class);
  }
}

void ProgramState::run_clause(const TablePlan& table, std::size_t clause, RulesState& state,
                              std::size_t rows) {
  const ClausePlan& plan = table.clauses[clause];
  if (!plan.decides) return;
  const StepState& input = steps_[plan.members[0]];
  if (input.is_flat && plan.partition && plan.members.size() == 1) {
    run_flat_clause(table, clause, state, rows);
    return;
  }
  ClauseState& own = state.clauses[clause];
  std::vector<CodeSpan> members;
  for (const StepId member : plan.members) members.push_back(codes_of(member, rows));
  const CodeSpan tuples = own.tuples.find_rows(members, rows, own.scratch);
  extend_clause(table, clause, own, plan.members.size() == 1 ? input.pool.size() : own.tuples.size());
  if (tuples.codes == nullptr) {
    and_rows(state, own.by_tuple, table.words, rows, [&](std::size_t) { return tuples.constant; });
  } else {
    and_rows(state, own.by_tuple, table.words, rows, [&](std::size_t row) { return tuples.codes[row]; });
  }
}

void ProgramState::run_rules(StepId id, std::size_t rows) {
  const TablePlan& table = plan_->tables[plan_->steps[id].index];
  RulesState& state = rules_[plan_->steps[id].index];
  const std::size_t rules = table.table->rules.size();
  fill_rules(state.matched, rows, table.words, rules);
  fill_rules(state.possible, rows, table.words, rules);
  if (table.words == 0) return;
  for (std::size_t clause = 0; clause < table.clauses.size(); ++clause)
    run_clause(table, clause, state, rows);
}

CodeSpan ProgramState::state_codes(StepId id, std::size_t rows) {
  const std::size_t table_index = plan_->steps[plan_->steps[id].rules].index;
  const RulesState& rules = rules_[table_index];
  const std::size_t words = plan_->tables[table_index].words;
  // In standard mode a rule that might match counts for nothing.
  const bool three_valued = plan_->options.mode == feel::Mode::three_valued;
  AnswerState& answer = answers_[id];
  std::vector<CodeSpan> members;
  for (std::size_t w = 0; w < 2 * words; ++w) {
    std::vector<Code>& column = answer.columns[w];
    column.resize(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const std::size_t at = row * words + w % words;
      const std::uint64_t might = three_valued ? rules.possible[at] & ~rules.matched[at] : 0;
      const std::uint64_t bits = w < words ? rules.matched[at] : might;
      Code code = answer.words[w].find(bits);
      if (code == kNoCode) {
        code = static_cast<Code>(answer.word_values[w].size());
        answer.words[w].add(bits, code);
        answer.word_values[w].push_back(bits);
      }
      column[row] = code;
    }
    members.push_back({column.data(), kNoCode});
  }
  return answer.states.find_rows(members, rows, steps_[id].storage);
}

TableTrace ProgramState::trace_of(StepId id, Code state) {
  const AnswerState& answer = answers_[id];
  const TablePlan& table = plan_->tables[plan_->steps[plan_->steps[id].rules].index];
  TableTrace trace;
  trace.rules.resize(table.table->rules.size());
  if (table.words == 0) return trace;
  std::vector<Code> members;
  answer.states.members(state, members);
  for (std::size_t r = 0; r < trace.rules.size(); ++r) {
    const std::size_t word = r / kWordBits;
    const std::uint64_t matched = answer.word_values[word][members[word]];
    const std::uint64_t might = answer.word_values[table.words + word][members[table.words + word]];
    if ((matched & rule_bit(r)) != 0) {
      trace.rules[r].matches = feel::Tri::yes;
    } else if ((might & rule_bit(r)) != 0) {
      trace.rules[r].matches = feel::Tri::unknown;
    }
  }
  return trace;
}

void ProgramState::run_answer(StepId id, std::size_t rows) {
  const Step& step = plan_->steps[id];
  StepState& state = steps_[id];
  std::vector<CodeSpan> members{state_codes(id, rows)};
  for (const StepId input : step.inputs) members.push_back(codes_of(input, rows));
  const CodeSpan tuples = state.tuples.find_rows(members, rows, state.scratch);
  const std::size_t table_words = plan_->tables[plan_->steps[step.rules].index].words;
  const std::size_t states = table_words == 0 ? 1 : answers_[id].states.size();
  const std::size_t count = step.inputs.empty() ? states : state.tuples.size();
  std::vector<Code> codes;
  std::vector<const feel::Value*> arguments;
  for (auto tuple = static_cast<Code>(state.results.size()); tuple < count; ++tuple) {
    state.tuples.members(tuple, codes);
    arguments.clear();
    for (std::size_t i = 0; i < step.inputs.size(); ++i) {
      arguments.push_back(&steps_[step.inputs[i]].pool[codes[i + 1]]);
    }
    const feel::Value answer = step.answer(plan_->start_run(), trace_of(id, codes[0]), arguments);
    state.results.push_back(state.pool.intern(answer));
  }
  state.has_codes = true;
  if (tuples.codes == nullptr) {
    state.codes = {nullptr, state.results[tuples.constant]};
    return;
  }
  // The tuples may live in `storage` already; each is read before its place is written.
  state.storage.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) state.storage[row] = state.results[tuples.codes[row]];
  state.codes = {state.storage.data(), kNoCode};
}

}  // namespace chuhai::dmn
