#include "rulebook/charges.hpp"

#include <algorithm>
#include <utility>

#include "column/forms.hpp"
#include "row_groups.hpp"

namespace chuhai::rulebook {

namespace {

const dmn::DecisionTable* levies_table(const Pack& pack, const std::string& decision) {
  return &std::get<dmn::DecisionTable>(pack.model->find_decision(decision)->logic->body);
}

bool state_bit(const std::vector<std::uint64_t>& states, std::size_t words, std::size_t row,
               std::size_t rule) {
  return (states[row * words + rule / 64] >> (rule % 64) & 1u) != 0;
}

Standing levy_standing(const Source& source, const calendar::Date& as_of) {
  if (source.effective_to && *source.effective_to < as_of) return Standing::expired;
  return source.may_block() ? Standing::applies : Standing::warns;
}

}  // namespace

base::Result<Charger> Charger::create(std::shared_ptr<const Pack> pack, const calendar::Date& as_of,
                                      const std::set<std::string>& masked_rules) {
  Charger charger;
  dmn::Program::Request request;
  const auto add_table = [&](const std::string& decision) {
    request.tables.push_back(decision);
    charger.tables_.push_back(levies_table(*pack, decision));
  };
  // The value tables come first, so that their index is that of their value.
  const auto add_value = [&](const std::optional<ValueDecision>& value, int& index) {
    if (!value) return;
    index = static_cast<int>(request.values.size());
    request.values.push_back(value->decision);
    add_table(value->decision);
  };
  add_value(pack->customs_value_base, charger.base_);
  add_value(pack->customs_value_percent, charger.percent_);
  charger.has_levies_ = !pack->levies.empty();
  if (charger.has_levies_) add_table(pack->levies_decision);
  for (const LevyRule& rule : pack->levies) {
    const Source& source = rule.source();
    const bool in_force = !source.effective_from || *source.effective_from <= as_of;
    charger.standings_.push_back(levy_standing(source, as_of));
    charger.active_.push_back(in_force && !masked_rules.contains(rule.id));
  }
  auto program = dmn::Program::compile(pack->model, request, feel::Mode::three_valued);
  if (!program) return program.error();
  charger.program_ = std::make_shared<const dmn::Program>(std::move(*program));
  charger.pack_ = std::move(pack);
  return charger;
}

Charger::Run Charger::run(const column::Batch& batch) const {
  Run run;
  run.rows_ = run.kinds_ = batch.rows();
  std::vector<const column::Column*> read;
  for (const dmn::ProgramInput& input : program_->inputs()) {
    if (const column::Column* column = batch.find(input.path)) read.push_back(column);
  }
  auto groups = group_rows(read, batch.rows());
  if (!groups) {
    run.output_ = program_->run(batch);
    return run;
  }
  run.kinds_ = groups->first_rows.size();
  column::Batch kinds(run.kinds_);
  for (const dmn::ProgramInput& input : program_->inputs()) {
    if (const column::Column* column = batch.find(input.path))
      kinds.set(input.path, column::gather(*column, groups->first_rows));
  }
  run.output_ = program_->run(kinds);
  run.group_of_row_ = groups->group_of_row;
  return run;
}

std::string Charger::signature(const Run& run, const column::Batch& batch, std::size_t row) const {
  const std::size_t kind = run.kind_of(row);
  std::string key;
  const auto append = [&key](std::uint64_t word) {
    key.append(reinterpret_cast<const char*>(&word), sizeof word);
  };
  for (const dmn::TableStates& states : run.output_.tables) {
    for (std::size_t w = 0; w < states.words; ++w) {
      append(states.matched[kind * states.words + w]);
      append(states.might[kind * states.words + w]);
    }
  }
  for (const column::Column& value : run.output_.values) {
    const bool known = value.reason(kind) == column::kHasValue;
    key += known ? '+' : '-';
    if (!known) continue;
    if (value.type() == column::Type::string) key += value.values().strings[value.index(kind)];
    if (value.type() == column::Type::number)
      key += value.values().number(value.index(kind)).to_plain_string();
  }
  for (const dmn::ProgramInput& input : program_->inputs()) {
    const column::Column* column = batch.find(input.path);
    key.push_back(column != nullptr && column->reason(row) == column::kHasValue ? '1' : '0');
  }
  return key;
}

Charges Charger::charges(const Run& run, const column::Batch& batch, std::size_t row) const {
  Charges found;
  const std::size_t kind = run.kind_of(row);
  found.base = value_part(pack_->customs_value_base, base_, run, batch, row);
  found.percent = value_part(pack_->customs_value_percent, percent_, run, batch, row);
  if (!has_levies_) return found;
  const std::size_t table = tables_.size() - 1;
  const dmn::TableStates& states = run.output_.tables[table];
  std::set<std::string> missing;
  for (std::size_t r = 0; r < pack_->levies.size(); ++r) {
    if (!active_[r]) continue;
    const bool matched = state_bit(states.matched, states.words, kind, r);
    if (!matched && !state_bit(states.might, states.words, kind, r)) continue;
    found.charges.push_back({&pack_->levies[r], matched ? standings_[r] : Standing::might_apply});
    if (!matched) add_unknown(run, batch, row, table, r, missing);
  }
  found.missing.assign(missing.begin(), missing.end());
  return found;
}

CustomsValuePart Charger::value_part(const std::optional<ValueDecision>& decision, int value, const Run& run,
                                     const column::Batch& batch, std::size_t row) const {
  CustomsValuePart part;
  if (value < 0) return part;
  part.computed = true;
  const auto table = static_cast<std::size_t>(value);
  const column::Column& column = run.output_.values[table];
  const dmn::TableStates& states = run.output_.tables[table];
  const std::size_t kind = run.kind_of(row);
  const bool known = column.reason(kind) == column::kHasValue;
  if (known && column.type() == column::Type::string) part.base = column.values().strings[column.index(kind)];
  if (known && column.type() == column::Type::number)
    part.percent = column.values().number(column.index(kind));
  std::set<std::string> missing;
  for (std::size_t r = 0; r < decision->rules.size(); ++r) {
    const bool matched = state_bit(states.matched, states.words, kind, r);
    if (matched && part.rule == nullptr) part.rule = &decision->rules[r];
    if (known || (!matched && !state_bit(states.might, states.words, kind, r))) continue;
    // A matching rule without a result computes with an unknown input, tested or not.
    add_unknown(run, batch, row, table, matched ? std::nullopt : std::optional(r), missing);
  }
  part.missing.assign(missing.begin(), missing.end());
  return part;
}

void Charger::add_unknown(const Run& run, const column::Batch& batch, std::size_t row, std::size_t table,
                          std::optional<std::size_t> rule, std::set<std::string>& missing) const {
  const std::vector<column::Column>& inputs = run.output_.tables[table].inputs;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const bool irrelevant = rule && tables_[table]->rules[*rule].tests[i].any;
    if (irrelevant || inputs[i].reason(run.kind_of(row)) == column::kHasValue) continue;
    for (std::string& path : program_->unknown_paths(batch, row, table, i)) missing.insert(std::move(path));
  }
}

}  // namespace chuhai::rulebook
