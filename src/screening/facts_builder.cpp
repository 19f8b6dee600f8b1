#include "facts_builder.hpp"

#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "columns.hpp"
#include "table/problem.hpp"

namespace chuhai::screening {

namespace {

void set_or_fill(column::Batch& batch, const std::string& path, column::Column column) {
  const column::Column* given = batch.find(path);
  batch.set(path, given == nullptr ? std::move(column) : first_known(*given, column));
}

/// A column of the same shape: one value for each of the first one's.
column::Column with_values(const column::Column& shape, std::shared_ptr<const column::Values> values) {
  switch (shape.form()) {
    case column::Form::flat:
      return column::Column::flat(std::move(values));
    case column::Form::constant:
      return column::Column::constant(std::move(values), shape.size());
    case column::Form::dictionary:
      return column::Column::dictionary(std::move(values), {shape.codes().begin(), shape.codes().end()});
  }
  CHUHAI_ASSERT(false);
}

/// A row that somebody touched with the space bar is no machine.
bool holds_only_spaces(const table::RowBlock& block, std::size_t row) {
  return std::all_of(block.columns.begin(), block.columns.end(),
                     [row](const table::CellColumn& column) { return base::trim(column.text[row]).empty(); });
}

/// Hours of every distinct value, -1 where there is none.
std::vector<float> hours_of(const column::Values& values) {
  std::vector<float> hours(values.size(), -1.0F);
  for (std::size_t i = 0; i < hours.size(); ++i) {
    if (values.reason(i) == column::kHasValue) hours[i] = static_cast<float>(values.number(i).to_double());
  }
  return hours;
}

}  // namespace

FactsBuilder::FactsBuilder(std::vector<std::shared_ptr<const FieldReader>> readers,
                           std::vector<std::pair<std::string, column::Column>> constants)
    : constants_(std::move(constants)) {
  for (auto& reader : readers) encoders_.emplace_back(std::move(reader));
  is_fact_.assign(encoders_.size(), true);
}

void FactsBuilder::keep_only(const std::vector<std::string>& paths) {
  const auto is_kept = [&paths](const ColumnEncoder& encoder) {
    constexpr std::array<std::string_view, 4> kOwn = {"machine.hours", "machine.build_date", kPreviousHours,
                                                      kObservedOn};
    const std::string& field = encoder.reader().use().field;
    return std::find(kOwn.begin(), kOwn.end(), field) != kOwn.end() ||
           std::find(paths.begin(), paths.end(), field) != paths.end();
  };
  // No cell of a free text can be wrong, so nobody misses the column.
  std::erase_if(encoders_, [&](const ColumnEncoder& encoder) {
    return encoder.reader().is_free_text() && !is_kept(encoder);
  });
  is_fact_.clear();
  for (const ColumnEncoder& encoder : encoders_) is_fact_.push_back(is_kept(encoder));
}

BlockFacts FactsBuilder::build(const table::RowBlock& block) {
  BlockFacts out;
  keep_rows(block, out);
  out.facts = column::Batch(out.block_rows.size());
  out.identities.resize(out.block_rows.size());
  for (const table::Problem& problem : block.problems) {
    const auto row = static_cast<std::uint32_t>(problem.row - block.first_row);
    const auto at = std::lower_bound(out.block_rows.begin(), out.block_rows.end(), row);
    if (at == out.block_rows.end() || *at != row) continue;
    const std::string heading =
        problem.code == table::ProblemCode::row_too_short || problem.code == table::ProblemCode::row_too_long
            ? std::string{}
            : table::column_letters(problem.column);
    out.problems.push_back({static_cast<std::size_t>(at - out.block_rows.begin()), heading,
                            table::to_error(problem, {}).message});
  }
  for (std::size_t i = 0; i < encoders_.size(); ++i) add_column(i, block, out);
  for (const auto& [path, one] : constants_) {
    set_or_fill(out.facts, path, column::Column::constant(one.shared_values(), out.facts.rows()));
  }
  add_build_year(out);
  add_observations(out);
  check_hours(out);
  std::stable_sort(out.problems.begin(), out.problems.end(),
                   [](const CellProblem& a, const CellProblem& b) { return a.row < b.row; });
  return out;
}

void FactsBuilder::keep_rows(const table::RowBlock& block, BlockFacts& out) const {
  out.block_rows.reserve(block.rows);
  for (std::size_t row = 0; row < block.rows; ++row) {
    if (block.blank[row] != 0 || holds_only_spaces(block, row)) continue;
    out.block_rows.push_back(static_cast<std::uint32_t>(row));
    out.row_numbers.push_back(block.row_number(row));
  }
}

void FactsBuilder::add_column(std::size_t index, const table::RowBlock& block, BlockFacts& out) {
  ColumnEncoder& encoder = encoders_[index];
  const ColumnUse& use = encoder.reader().use();
  if (use.column >= block.columns.size()) return;
  const std::vector<std::string_view>* cells = &block.columns[use.column].text;
  if (out.block_rows.size() != block.rows) {
    cells_.clear();
    for (const std::uint32_t row : out.block_rows) cells_.push_back((*cells)[row]);
    cells = &cells_;
  }
  ColumnEncoder::Encoded encoded = encoder.encode(*cells, out.block_rows.size(), is_fact_[index]);
  if (encoded.any_problem) {
    for (std::size_t row = 0; row < encoded.ids.size(); ++row) {
      const auto& problem = encoder.reading(encoded.ids[row]).problem;
      if (problem) out.problems.push_back({row, use.heading, *problem});
    }
  }
  for (std::size_t row = 0; row < encoded.ids.size() && encoded.any_identity; ++row) {
    RowIdentity& identity = out.identities[row];
    const std::uint64_t key = encoder.reading(encoded.ids[row]).identity;
    if (identity.key == 0) {
      identity.key = key;
    } else if (key != identity.key) {
      identity.other_key = key;
    }
  }
  if (encoded.any_travel_gear) add_travel_gear(encoder, encoded, out);
  if (encoded.column) set_or_fill(out.facts, use.field, std::move(*encoded.column));
}

void FactsBuilder::add_travel_gear(const ColumnEncoder& encoder, const ColumnEncoder::Encoded& encoded,
                                   BlockFacts& out) const {
  column::ValuesBuilder builder(column::Type::string);
  std::vector<std::uint32_t> codes(encoded.ids.size());
  std::vector<std::pair<std::string, std::uint32_t>> known;
  for (std::size_t row = 0; row < codes.size(); ++row) {
    const std::string& gear = encoder.reading(encoded.ids[row]).travel_gear;
    auto found =
        std::find_if(known.begin(), known.end(), [&](const auto& entry) { return entry.first == gear; });
    if (found == known.end()) {
      known.emplace_back(gear, static_cast<std::uint32_t>(builder.size()));
      found = known.end() - 1;
      if (gear.empty()) {
        builder.add_unknown(column::kMissing);
      } else {
        builder.add(std::string_view(gear));
      }
    }
    codes[row] = found->second;
  }
  set_or_fill(out.facts, "machine.travel_gear",
              column::Column::dictionary(builder.finish(), std::move(codes)));
}

/// A build date tells the build year.
void FactsBuilder::add_build_year(BlockFacts& out) const {
  const column::Column* dates = out.facts.find("machine.build_date");
  if (dates == nullptr) return;
  column::ValuesBuilder builder(column::Type::number);
  const column::Values& values = dates->values();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values.reason(i) != column::kHasValue) {
      builder.add_unknown(values.reason(i));
    } else {
      builder.add(decimal::Decimal(static_cast<std::int64_t>(calendar::from_days(values.days[i]).year)));
    }
  }
  column::Column years = with_values(*dates, builder.finish());
  set_or_fill(out.facts, "machine.build_year", std::move(years));
}

/// Hours and day of observation of the machines that can be told apart.
void FactsBuilder::add_observations(BlockFacts& out) {
  const column::Column* hours = out.facts.find("machine.hours");
  if (hours != nullptr && hours_values_ != hours->shared_values()) {
    hours_values_ = hours->shared_values();
    hours_ = hours_of(*hours_values_);
  }
  const column::Column* observed = out.facts.find(kObservedOn);
  for (std::size_t row = 0; row < out.identities.size(); ++row) {
    RowIdentity& identity = out.identities[row];
    if (identity.key == 0) continue;
    if (hours != nullptr) identity.hours = hours_[hours->index(row)];
    if (observed != nullptr && observed->reason(row) == column::kHasValue) {
      identity.observed_on = calendar::from_days(observed->values().days[observed->index(row)]);
    }
  }
}

void FactsBuilder::check_hours(BlockFacts& out) const {
  const column::Column* hours = out.facts.find("machine.hours");
  const column::Column* previous = out.facts.find(kPreviousHours);
  if (hours == nullptr || previous == nullptr) return;
  for (std::size_t row = 0; row < out.facts.rows(); ++row) {
    if (hours->reason(row) != column::kHasValue || previous->reason(row) != column::kHasValue) continue;
    const decimal::Decimal now = hours->values().number(hours->index(row));
    const decimal::Decimal before = previous->values().number(previous->index(row));
    if (!(now < before)) continue;
    out.problems.push_back(
        {row,
         {},
         {"hours went backwards: " + now.to_plain_string() + " h now, " + before.to_plain_string() +
              " h at an earlier reading; check the meter and the service records",
          "小时数倒退:现为 " + now.to_plain_string() + " 小时,早前记录为 " + before.to_plain_string() +
              " 小时;请核对小时表与保养记录"}});
  }
}

}  // namespace chuhai::screening
