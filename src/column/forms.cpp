#include "column/forms.hpp"

#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/assert.hpp"

namespace chuhai::column {

namespace {

// Appends cell `i` of `from` to a builder of the same type.
void copy_value(const Values& from, std::size_t i, ValuesBuilder& to) {
  if (from.reason(i) != kHasValue) return to.add_unknown(from.reason(i));
  switch (from.type) {
    case Type::boolean:
      return to.add(from.boolean(i));
    case Type::number:
      return from.wide ? to.add(from.decimals[i]) : to.add_scaled(from.scaled[i], from.scale);
    case Type::string:
      return to.add(std::string_view(from.strings[i]));
    case Type::date:
      return to.add(from.date(i));
  }
}

bool same_value(const Values& a, std::size_t i, const Values& b, std::size_t j) {
  if (a.type != b.type || a.reason(i) != b.reason(j)) return false;
  if (a.reason(i) != kHasValue) return true;
  switch (a.type) {
    case Type::boolean:
      return a.boolean(i) == b.boolean(j);
    case Type::number:
      if (!a.wide && !b.wide && a.scale == b.scale) return a.scaled[i] == b.scaled[j];
      return a.number(i) == b.number(j);
    case Type::string:
      return a.strings[i] == b.strings[j];
    case Type::date:
      return a.days[i] == b.days[j];
  }
  return false;
}

std::size_t hash_value(const Values& values, std::size_t i) {
  if (values.reason(i) != kHasValue) return values.reason(i);
  switch (values.type) {
    case Type::boolean:
      return values.booleans[i];
    case Type::number:
      return values.wide ? values.decimals[i].hash() : std::hash<std::int64_t>{}(values.scaled[i]);
    case Type::string:
      return std::hash<std::string>{}(values.strings[i]);
    case Type::date:
      return std::hash<std::int32_t>{}(values.days[i]);
  }
  return 0;
}

// For each value the position of the first one like it among the distinct ones.
struct Distinct {
  std::shared_ptr<const Values> values;
  std::vector<std::uint32_t> positions;
};

Distinct distinct(const Values& values) {
  Distinct result;
  std::unordered_multimap<std::size_t, std::uint32_t> firsts;
  std::vector<std::size_t> origin;
  ValuesBuilder builder(values.type);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t hash = hash_value(values, i);
    const auto [begin, end] = firsts.equal_range(hash);
    auto found = begin;
    while (found != end && !same_value(values, i, values, origin[found->second])) ++found;
    if (found != end) {
      result.positions.push_back(found->second);
      continue;
    }
    const auto position = static_cast<std::uint32_t>(origin.size());
    firsts.emplace(hash, position);
    origin.push_back(i);
    copy_value(values, i, builder);
    result.positions.push_back(position);
  }
  result.values = builder.finish();
  return result;
}

}  // namespace

Column flatten(const Column& column) {
  if (column.form() == Form::flat) return column;
  ValuesBuilder builder(column.type());
  for (std::size_t row = 0; row < column.size(); ++row)
    copy_value(column.values(), column.index(row), builder);
  return Column::flat(builder.finish());
}

Column encode(const Column& column) {
  Distinct found = distinct(column.values());
  std::vector<std::uint32_t> codes(column.size());
  for (std::size_t row = 0; row < codes.size(); ++row) codes[row] = found.positions[column.index(row)];
  return Column::dictionary(std::move(found.values), std::move(codes));
}

Column as_constant(const Column& column) {
  if (column.form() == Form::constant || column.size() == 0) return column;
  const std::size_t first = column.index(0);
  for (std::size_t row = 1; row < column.size(); ++row) {
    const std::size_t other = column.index(row);
    if (other != first && !same_value(column.values(), first, column.values(), other)) return column;
  }
  ValuesBuilder builder(column.type());
  copy_value(column.values(), first, builder);
  return Column::constant(builder.finish(), column.size());
}

Column gather(const Column& column, std::span<const std::uint32_t> rows) {
  for (const std::uint32_t row : rows) CHUHAI_ASSERT(row < column.size());
  switch (column.form()) {
    case Form::constant:
      return Column::constant(column.shared_values(), rows.size());
    case Form::dictionary: {
      std::vector<std::uint32_t> codes(rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i) codes[i] = column.codes()[rows[i]];
      return Column::dictionary(column.shared_values(), std::move(codes));
    }
    case Form::flat:
      break;
  }
  ValuesBuilder builder(column.type());
  for (const std::uint32_t row : rows) copy_value(column.values(), row, builder);
  return Column::flat(builder.finish());
}

Column slice(const Column& column, std::size_t begin, std::size_t count) {
  CHUHAI_ASSERT(begin <= column.size() && count <= column.size() - begin);
  switch (column.form()) {
    case Form::constant:
      return Column::constant(column.shared_values(), count);
    case Form::dictionary: {
      const auto codes = column.codes().subspan(begin, count);
      return Column::dictionary(column.shared_values(), {codes.begin(), codes.end()});
    }
    case Form::flat:
      break;
  }
  ValuesBuilder builder(column.type());
  for (std::size_t row = begin; row < begin + count; ++row) copy_value(column.values(), row, builder);
  return Column::flat(builder.finish());
}

bool same_cell(const Column& a, std::size_t row_a, const Column& b, std::size_t row_b) {
  return same_value(a.values(), a.index(row_a), b.values(), b.index(row_b));
}

std::string cell_text(const Column& column, std::size_t row) {
  const Values& values = column.values();
  const std::size_t i = column.index(row);
  if (values.reason(i) != kHasValue) return "?" + std::to_string(values.reason(i));
  switch (values.type) {
    case Type::boolean:
      return values.boolean(i) ? "true" : "false";
    case Type::number:
      return values.number(i).to_plain_string();
    case Type::string:
      return values.strings[i];
    case Type::date:
      return calendar::to_string(values.date(i));
  }
  return {};
}

}  // namespace chuhai::column
