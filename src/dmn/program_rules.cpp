#include <algorithm>

#include "program_state.hpp"
#include "table.hpp"

namespace chuhai::dmn {

namespace {

constexpr std::size_t kWordBits = 64;
/// Answers of the interpreter about single cells that are remembered at most.
constexpr std::size_t kAskedMax = 1'000'000;

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

void set_answer(std::uint64_t* words, std::size_t width, std::size_t rule, feel::Tri answer) {
  if (answer == feel::Tri::yes) words[rule / kWordBits] |= rule_bit(rule);
  if (answer != feel::Tri::no) words[width + rule / kWordBits] |= rule_bit(rule);
}

}  // namespace

/// Asks about cells for one row, by the numbers of its tuples.
class ProgramState::RowOracle final : public CellOracle {
 public:
  RowOracle(ProgramState& state, const TablePlan& table, RulesState& rules)
      : state_(&state), table_(&table), rules_(&rules) {}
  void at(std::size_t row) { row_ = row; }
  feel::Tri ask(std::size_t clause, CellId cell) override {
    const std::size_t place = table_->deciding[clause];
    ClauseState& own = rules_->clauses[place];
    const Code tuple = own.tuple_codes.at(row_);
    const std::uint64_t key = (static_cast<std::uint64_t>(cell) << 32) | tuple;
    const Code known = own.asked.find(key);
    if (known != kNoCode) return static_cast<feel::Tri>(known);
    if (own.asked.size() >= kAskedMax) own.asked = CodeMap();
    const feel::Tri answer = state_->ask_cell(*table_, place, own, cell, tuple);
    own.asked.add(key, static_cast<Code>(answer));
    return answer;
  }

 private:
  ProgramState* state_;
  const TablePlan* table_;
  RulesState* rules_;
  std::size_t row_ = 0;
};

feel::Tri ProgramState::ask_cell(const TablePlan& table, std::size_t clause, const ClauseState& state,
                                 CellId cell, Code tuple) {
  const ClausePlan& plan = table.clauses[clause];
  std::vector<Code> members;
  state.tuples.members(tuple, members);
  std::vector<const feel::Value*> arguments;
  for (std::size_t i = 0; i < plan.members.size(); ++i) {
    arguments.push_back(&steps_[plan.members[i]].pool[members[i]]);
  }
  const Run run = plan_->start_run();
  Frame frame;
  plan.frame.fill(run, arguments, frame);
  return evaluate_cell(run, plan.cells->tests(cell), *arguments[0], frame);
}

void ProgramState::extend_clause(const TablePlan& table, std::size_t clause, ClauseState& state,
                                 std::size_t tuples) {
  const ClausePlan& plan = table.clauses[clause];
  const CellIndex& cells = *plan.cells;
  std::vector<Code> members;
  for (auto tuple = static_cast<Code>(state.by_tuple.size() / (2 * table.words)); tuple < tuples; ++tuple) {
    state.tuples.members(tuple, members);
    const Region region = cells.region_of(steps_[plan.members[0]].pool[members[0]]);
    std::vector<std::optional<feel::Tri>> asked(cells.cells());
    state.by_tuple.resize(state.by_tuple.size() + 2 * table.words, 0);
    std::uint64_t* words = &state.by_tuple[2 * table.words * tuple];
    for (std::size_t r = 0; r < cells.rules(); ++r) {
      const CellId cell = cells.cell(r);
      std::optional<feel::Tri>& answer = asked[cell];
      if (!answer) answer = cells.answer(cell, region);
      if (!answer) answer = ask_cell(table, clause, state, cell, tuple);
      set_answer(words, table.words, r, *answer);
    }
  }
}

void ProgramState::run_flat_clause(const TablePlan& table, std::size_t clause, RulesState& state,
                                   std::size_t rows) {
  const ClausePlan& plan = table.clauses[clause];
  ClauseState& own = state.clauses[clause];
  const StepState& input = steps_[plan.members[0]];
  // Null first, then the classes of the partition.
  const Region first = plan.cells->first_region(input.flat.type);
  if (own.by_class.empty()) {
    const std::size_t classes = plan.partition->classes();
    own.by_class.resize((1 + classes) * 2 * table.words, 0);
    for (std::size_t r = 0; r < plan.cells->rules(); ++r) {
      for (const CellIndex::Answer& answer : plan.cells->answers(plan.cells->cell(r))) {
        const feel::Tri tri = answer.certain ? feel::Tri::yes : feel::Tri::unknown;
        if (answer.first == CellIndex::kNull) set_answer(own.by_class.data(), table.words, r, tri);
        for (Region region = std::max(answer.first, first); region <= answer.last && region - first < classes;
             ++region) {
          set_answer(&own.by_class[(1 + region - first) * 2 * table.words], table.words, r, tri);
        }
      }
    }
  }
  if (own.scale != input.flat.scale) own.thresholds = plan.partition->at_scale(input.flat.scale);
  own.scale = input.flat.scale;
  const FlatSpan& span = input.flat;
  const Partition::Thresholds& thresholds = own.thresholds;
  const auto place = [&](std::size_t row) {
    return 1U + thresholds.classify(span.data == nullptr ? span.constant : span.data[row]);
  };
  if (span.nulls == nullptr) {
    and_rows(state, own.by_class, table.words, rows, place);
    return;
  }
  and_rows(state, own.by_class, table.words, rows,
           [&](std::size_t row) { return span.nulls[row] != kNoCode ? 0U : place(row); });
}

void ProgramState::run_clause(const TablePlan& table, std::size_t clause, RulesState& state,
                              std::size_t rows) {
  const ClausePlan& plan = table.clauses[clause];
  const StepState& input = steps_[plan.members[0]];
  if (input.is_flat && plan.partition && plan.members.size() == 1) {
    run_flat_clause(table, clause, state, rows);
    return;
  }
  ClauseState& own = state.clauses[clause];
  const CodeSpan tuples = find_clause_tuples(plan, own, rows);
  extend_clause(table, clause, own, plan.members.size() == 1 ? input.pool.size() : own.tuples.size());
  if (tuples.codes == nullptr) {
    and_rows(state, own.by_tuple, table.words, rows, [&](std::size_t) { return tuples.constant; });
  } else {
    and_rows(state, own.by_tuple, table.words, rows, [&](std::size_t row) { return tuples.codes[row]; });
  }
}

CodeSpan ProgramState::find_clause_tuples(const ClausePlan& plan, ClauseState& own, std::size_t rows) {
  if (plan.members.size() == 1) return codes_of(plan.members[0], rows);
  std::vector<CodeSpan> members;
  for (const StepId member : plan.members) members.push_back(codes_of(member, rows));
  return own.tuples.find_rows(members, rows, own.scratch);
}

void ProgramState::place_rows(const ClausePlan& plan, ClauseState& own, std::size_t rows) {
  const StepState& input = steps_[plan.members[0]];
  own.regions.resize(rows);
  if (input.is_flat && plan.partition && plan.members.size() == 1) {
    if (own.scale != input.flat.scale) own.thresholds = plan.partition->at_scale(input.flat.scale);
    own.scale = input.flat.scale;
    const FlatSpan& span = input.flat;
    const Region first = plan.cells->first_region(span.type);
    for (std::size_t row = 0; row < rows; ++row) {
      const bool null = span.nulls != nullptr && span.nulls[row] != kNoCode;
      const std::int64_t value = span.data == nullptr ? span.constant : span.data[row];
      own.regions[row] = null ? CellIndex::kNull : first + own.thresholds.classify(value);
    }
    return;
  }
  own.tuple_codes = find_clause_tuples(plan, own, rows);
  const CodeSpan codes = codes_of(plan.members[0], rows);
  for (auto code = static_cast<Code>(own.region_of_code.size()); code < input.pool.size(); ++code) {
    own.region_of_code.push_back(plan.cells->region_of(input.pool[code]));
  }
  for (std::size_t row = 0; row < rows; ++row) own.regions[row] = own.region_of_code[codes.at(row)];
}

void ProgramState::run_listed_rules(const TablePlan& table, RulesState& state, std::size_t rows) {
  for (const std::size_t clause : table.deciding) {
    place_rows(table.clauses[clause], state.clauses[clause], rows);
  }
  const bool want_might = table.requested || plan_->options.mode == feel::Mode::three_valued;
  std::vector<Region> regions(table.deciding.size());
  RowOracle oracle(*this, table, state);
  RuleLists found;
  state.rules.clear();
  state.ends.clear();
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < regions.size(); ++i) {
      regions[i] = state.clauses[table.deciding[i]].regions[row];
    }
    oracle.at(row);
    table.tree->find(regions, want_might, oracle, state.search, found);
    state.rules.insert(state.rules.end(), found.matched.begin(), found.matched.end());
    const std::size_t matched_end = state.rules.size();
    state.rules.insert(state.rules.end(), found.might.begin(), found.might.end());
    state.ends.push_back({matched_end, state.rules.size()});
  }
}

void ProgramState::run_rules(StepId id, std::size_t rows) {
  const TablePlan& table = plan_->tables[plan_->steps[id].index];
  RulesState& state = rules_[plan_->steps[id].index];
  if (table.tree != nullptr) {
    run_listed_rules(table, state, rows);
    return;
  }
  const std::size_t rules = table.table->rules.size();
  fill_rules(state.matched, rows, table.words, rules);
  fill_rules(state.possible, rows, table.words, rules);
  if (table.words == 0) return;
  for (const std::size_t clause : table.deciding) run_clause(table, clause, state, rows);
}

void ProgramState::copy_states(Program::Output& output, std::size_t begin, std::size_t rows) const {
  for (std::size_t t = 0; t < plan_->requested_rules.size(); ++t) {
    const std::size_t index = plan_->steps[plan_->requested_rules[t]].index;
    const RulesState& state = rules_[index];
    TableStates& states = output.tables[t];
    const std::size_t at = begin * states.words;
    if (plan_->tables[index].tree == nullptr) {
      for (std::size_t w = 0; w < rows * states.words; ++w) {
        states.matched[at + w] = state.matched[w];
        states.might[at + w] = state.possible[w] & ~state.matched[w];
      }
      continue;
    }
    for (std::size_t row = 0; row < rows; ++row) {
      const std::size_t words = at + row * states.words;
      for (const RuleId r : state.matched_of(row)) states.matched[words + r / kWordBits] |= rule_bit(r);
      for (const RuleId r : state.might_of(row)) states.might[words + r / kWordBits] |= rule_bit(r);
    }
  }
}

}  // namespace chuhai::dmn
