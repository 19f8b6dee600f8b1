#include "rulebook/assess.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "column/forms.hpp"
#include "judgement.hpp"
#include "row_groups.hpp"

namespace chuhai::rulebook {

namespace {

bool bit(const std::vector<std::uint64_t>& words, std::size_t words_per_row, std::size_t row,
         std::size_t rule) {
  return (words[row * words_per_row + rule / 64] >> (rule % 64) & 1u) != 0;
}

void set_bit(std::vector<std::uint64_t>& words, std::size_t rule) {
  words[rule / 64] |= std::uint64_t{1} << (rule % 64);
}

/// The compiler's own counting is a call into its library where the processor's instruction is not assumed.
unsigned count_bits(std::uint64_t word) {
  word -= (word >> 1) & 0x5555555555555555ULL;
  word = (word & 0x3333333333333333ULL) + ((word >> 2) & 0x3333333333333333ULL);
  word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0FULL;
  return static_cast<unsigned>((word * 0x0101010101010101ULL) >> 56);
}

}  // namespace

base::Result<Assessor> Assessor::create(std::shared_ptr<const Pack> pack, const calendar::Date& as_of,
                                        const std::set<std::string>& masked_rules) {
  dmn::Program::Request request;
  request.tables = pack->findings_tables;
  Assessor assessor;
  for (const ValueDecision& value : pack->values) {
    request.values.push_back(value.decision);
    assessor.value_tables_.push_back(value.is_table ? static_cast<int>(request.tables.size()) : -1);
    if (value.is_table) request.tables.push_back(value.decision);
  }
  auto program = dmn::Program::compile(pack->model, request, feel::Mode::three_valued);
  if (!program) return program.error();
  assessor.program_ = std::make_shared<const dmn::Program>(std::move(*program));
  auto evaluator = dmn::Evaluator::create(pack->model);
  if (!evaluator) return evaluator.error();
  assessor.evaluator_ = std::make_shared<const dmn::Evaluator>(std::move(*evaluator));

  assessor.rules_ = weigh_rules(*pack, as_of, masked_rules);
  assessor.tables_.resize(pack->findings_tables.size());
  for (std::size_t t = 0; t < pack->findings_tables.size(); ++t) {
    const std::size_t begin = pack->first_rule_of_table[t];
    const std::size_t end =
        t + 1 < pack->findings_tables.size() ? pack->first_rule_of_table[t + 1] : pack->rules.size();
    Effects& effects = assessor.tables_[t];
    effects.words = (end - begin + 63) / 64;
    for (auto* set : {&effects.refused, &effects.undecided, &effects.condition, &effects.allowed})
      set->resize(effects.words);
    for (std::size_t r = begin; r < end; ++r) {
      const Reason& weighed = assessor.rules_.effects[r];
      if (!assessor.rules_.active[r]) continue;
      if (weighed.effect == Effect::refused) set_bit(effects.refused, r - begin);
      if (weighed.effect == Effect::undecided) set_bit(effects.undecided, r - begin);
      if (weighed.effect == Effect::allowed) set_bit(effects.allowed, r - begin);
      // A weak source that allows does so on condition that it is confirmed.
      const bool confirms = weighed.effect == Effect::allowed && weighed.standing == Standing::warns;
      if (weighed.effect == Effect::condition || confirms) set_bit(effects.condition, r - begin);
    }
  }
  assessor.pack_ = std::move(pack);
  return assessor;
}

AlikeRows::AlikeRows(const column::Batch& batch, std::span<const Assessor* const> packs)
    : batch_(&batch), grouper_(std::make_unique<RowGrouper>(batch.rows())) {
  for (const Assessor* pack : packs) grouper_->expect(pack->columns_read(batch));
}

AlikeRows::~AlikeRows() = default;

std::vector<const column::Column*> Assessor::columns_read(const column::Batch& batch) const {
  std::vector<const column::Column*> read;
  for (const dmn::ProgramInput& input : program_->inputs()) {
    if (const column::Column* column = batch.find(input.path)) read.push_back(column);
  }
  return read;
}

Assessor::Run Assessor::run(const column::Batch& batch) const {
  AlikeRows alone(batch, {});
  return run(alone);
}

Assessor::Run Assessor::run(AlikeRows& alike) const {
  const column::Batch& batch = *alike.batch_;
  Run run;
  const auto groups = alike.grouper_->find(columns_read(batch));
  if (groups == nullptr) {
    run.output_ = program_->run(batch);
    judge(run.output_, batch.rows(), run.outcomes_, run.condition_counts_);
    for (std::size_t v = 0; v < pack_->values.size(); ++v) {
      run.values_.emplace_back(pack_->values[v].field, run.output_.values[v]);
    }
    return run;
  }
  column::Batch kinds(groups->first_rows.size());
  for (const dmn::ProgramInput& input : program_->inputs()) {
    const column::Column* column = batch.find(input.path);
    if (column != nullptr) kinds.set(input.path, column::gather(*column, groups->first_rows));
  }
  run.output_ = program_->run(kinds);
  run.group_of_row_ = {groups, &groups->group_of_row};
  std::vector<Outcome> outcomes;
  std::vector<std::uint8_t> condition_counts;
  judge(run.output_, kinds.rows(), outcomes, condition_counts);
  run.outcomes_.resize(batch.rows());
  run.condition_counts_.resize(batch.rows());
  const std::uint32_t* group_of_row = groups->group_of_row.data();
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    run.outcomes_[row] = outcomes[group_of_row[row]];
    run.condition_counts_[row] = condition_counts[group_of_row[row]];
  }
  for (std::size_t v = 0; v < pack_->values.size(); ++v) {
    run.values_.emplace_back(pack_->values[v].field,
                             column::gather(run.output_.values[v], groups->group_of_row));
  }
  return run;
}

void Assessor::judge(const dmn::Program::Output& output, std::size_t rows, std::vector<Outcome>& outcomes,
                     std::vector<std::uint8_t>& condition_counts) const {
  std::vector<std::uint8_t> marks(rows);
  std::vector<std::uint16_t> conditions(rows);
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    for (std::size_t w = 0; w < tables_[t].words; ++w) {
      add_marks(tables_[t], w, output.tables[t], marks, conditions);
    }
  }
  outcomes.resize(rows);
  condition_counts.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    condition_counts[row] = static_cast<std::uint8_t>(std::min<int>(conditions[row], 255));
    outcomes[row] = outcome_of(marks[row], conditions[row] != 0);
  }
}

void Assessor::add_marks(const Effects& effects, std::size_t word, const dmn::TableStates& states,
                         std::vector<std::uint8_t>& marks, std::vector<std::uint16_t>& conditions) {
  const std::uint64_t refused = effects.refused[word], undecided = effects.undecided[word];
  const std::uint64_t allowed = effects.allowed[word], condition = effects.condition[word];
  const std::uint64_t opens = refused | undecided;
  const std::uint64_t* const matched = states.matched.data() + word;
  const std::uint64_t* const might = states.might.data() + word;
  const std::size_t words = states.words;
  if ((opens | allowed) != 0) {
    for (std::size_t row = 0; row < marks.size(); ++row) {
      const std::uint64_t yes = matched[row * words];
      const bool open = ((yes & undecided) | (might[row * words] & opens)) != 0;
      marks[row] = static_cast<std::uint8_t>(marks[row] | ((yes & refused) != 0 ? kRefused : 0) |
                                             (open ? kUndecided : 0) | ((yes & allowed) != 0 ? kAllowed : 0));
    }
  }
  if (condition == 0) return;
  for (std::size_t row = 0; row < marks.size(); ++row) {
    conditions[row] =
        static_cast<std::uint16_t>(conditions[row] + count_bits(matched[row * words] & condition));
    if ((might[row * words] & condition) != 0) marks[row] |= kMightCondition;
  }
}

base::Result<Outcome> Assessor::interpret(const feel::Context& inputs) const {
  feel::EvaluationOptions options;
  options.mode = feel::Mode::three_valued;
  dmn::Program::Output output;
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    auto trace = evaluator_->trace(pack_->findings_tables[t], inputs, options);
    if (!trace) return trace.error();
    dmn::TableStates states;
    states.words = tables_[t].words;
    states.matched.resize(states.words);
    states.might.resize(states.words);
    for (std::size_t r = 0; r < trace->rules.size(); ++r) {
      if (trace->rules[r].matches == feel::Tri::yes) set_bit(states.matched, r);
      if (trace->rules[r].matches == feel::Tri::unknown) set_bit(states.might, r);
    }
    output.tables.push_back(std::move(states));
  }
  std::vector<Outcome> outcomes;
  std::vector<std::uint8_t> condition_counts;
  judge(output, 1, outcomes, condition_counts);
  return outcomes.front();
}

std::string Assessor::signature(const Run& run, const column::Batch& batch, std::size_t row) const {
  std::string key;
  const auto append = [&key](std::uint64_t word) {
    key.append(reinterpret_cast<const char*>(&word), sizeof word);
  };
  const std::size_t kind = run.kind_of(row);
  for (const dmn::TableStates& states : run.output_.tables) {
    for (std::size_t w = 0; w < states.words; ++w) {
      append(states.matched[kind * states.words + w]);
      append(states.might[kind * states.words + w]);
    }
    for (const column::Column& input : states.inputs)
      key.push_back(input.reason(kind) == column::kHasValue ? '1' : '0');
  }
  for (const dmn::ProgramInput& input : program_->inputs()) {
    const column::Column* column = batch.find(input.path);
    key.push_back(column != nullptr && column->reason(row) == column::kHasValue ? '1' : '0');
  }
  return key;
}

Verdict Assessor::explain(const Run& run, const column::Batch& batch, std::size_t row) const {
  Verdict verdict;
  verdict.outcome = run.outcomes_[row];
  verdict.pack = pack_;
  collect_reasons(run, row, verdict);
  if (verdict.outcome == Outcome::undecided) collect_missing(run, batch, row, verdict);
  return verdict;
}

void Assessor::collect_reasons(const Run& run, std::size_t row, Verdict& verdict) const {
  std::vector<feel::Tri> rule_states;
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    const dmn::TableStates& states = run.output_.tables[t];
    const std::size_t begin = pack_->first_rule_of_table[t];
    const std::size_t end = t + 1 < tables_.size() ? pack_->first_rule_of_table[t + 1] : pack_->rules.size();
    for (std::size_t r = 0; r < end - begin; ++r) {
      const bool matched = bit(states.matched, states.words, run.kind_of(row), r);
      const bool might = bit(states.might, states.words, run.kind_of(row), r);
      rule_states.push_back(matched ? feel::Tri::yes : might ? feel::Tri::unknown : feel::Tri::no);
    }
  }
  rulebook::collect_reasons(rules_, rule_states, verdict);
}

const ValueRule* Assessor::value_rule(const Run& run, std::size_t value_index, std::size_t row) const {
  const int table = value_tables_[value_index];
  if (table < 0 || run.output_.values[value_index].reason(run.kind_of(row)) != column::kHasValue)
    return nullptr;
  const dmn::TableStates& states = run.output_.tables[static_cast<std::size_t>(table)];
  const std::vector<ValueRule>& rules = pack_->values[value_index].rules;
  for (std::size_t r = 0; r < rules.size(); ++r) {
    if (bit(states.matched, states.words, run.kind_of(row), r)) return &rules[r];
  }
  return nullptr;
}

}  // namespace chuhai::rulebook
