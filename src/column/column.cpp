#include "column/column.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"

namespace chuhai::column {

std::size_t Values::size() const {
  switch (type) {
    case Type::boolean:
      return booleans.size();
    case Type::number:
      return wide ? decimals.size() : scaled.size();
    case Type::string:
      return strings.size();
    case Type::date:
      return days.size();
  }
  return 0;
}

decimal::Decimal Values::number(std::size_t i) const {
  CHUHAI_ASSERT(type == Type::number);
  if (wide) return decimals[i];
  std::int64_t coefficient = scaled[i];
  int decimals_left = scale;
  while (decimals_left > 0 && coefficient % 10 == 0) {
    coefficient /= 10;
    --decimals_left;
  }
  return decimals_left == 0 ? decimal::Decimal(coefficient)
                            : decimal::Decimal::scaled(coefficient, -decimals_left);
}

Column Column::flat(std::shared_ptr<const Values> values) {
  Column column;
  column.form_ = Form::flat;
  column.rows_ = values->size();
  column.values_ = std::move(values);
  return column;
}

Column Column::constant(std::shared_ptr<const Values> value, std::size_t rows) {
  CHUHAI_ASSERT(value->size() == 1);
  Column column;
  column.form_ = Form::constant;
  column.rows_ = rows;
  column.values_ = std::move(value);
  return column;
}

Column Column::dictionary(std::shared_ptr<const Values> values, std::vector<std::uint32_t> codes) {
  std::uint32_t largest = 0;
  for (const std::uint32_t code : codes) largest = std::max(largest, code);
  CHUHAI_ASSERT(codes.empty() || largest < values->size());
  Column column;
  column.form_ = Form::dictionary;
  column.rows_ = codes.size();
  column.values_ = std::move(values);
  column.codes_ = std::make_shared<const std::vector<std::uint32_t>>(std::move(codes));
  return column;
}

Column Column::unknown(Type type, std::size_t rows, Reason reason) {
  ValuesBuilder builder(type);
  builder.add_unknown(reason);
  return constant(builder.finish(), rows);
}

void Batch::set(std::string name, Column column) {
  CHUHAI_ASSERT(column.size() == rows_);
  const auto found = positions_.find(name);
  if (found != positions_.end()) {
    columns_[found->second].second = std::move(column);
    return;
  }
  positions_.emplace(name, columns_.size());
  columns_.emplace_back(std::move(name), std::move(column));
}

const Column* Batch::find(std::string_view name) const {
  const auto found = positions_.find(name);
  return found == positions_.end() ? nullptr : &columns_[found->second].second;
}

}  // namespace chuhai::column
