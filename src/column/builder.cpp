#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "base/assert.hpp"
#include "column/column.hpp"

namespace chuhai::column {

namespace {

constexpr int kScaleMax = 18;

constexpr std::array<std::int64_t, kScaleMax + 1> powers_of_ten() {
  std::array<std::int64_t, kScaleMax + 1> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}
constexpr auto kPowersOfTen = powers_of_ten();

// Cuts zeros after the point that only show how the number was written.
decimal::Decimal without_trailing_zeros(const decimal::Decimal& value) {
  const decimal::Decimal cut = value.rounded(value.decimals(), decimal::Rounding::down);
  return cut.is_finite() ? cut : value;
}

}  // namespace

ValuesBuilder::ValuesBuilder(Type type) : values_(std::make_shared<Values>()) { values_->type = type; }

void ValuesBuilder::count_value() {
  if (!values_->reasons.empty()) values_->reasons.push_back(kHasValue);
  ++count_;
}

void ValuesBuilder::add(bool value) {
  CHUHAI_ASSERT(values_->type == Type::boolean);
  values_->booleans.push_back(value ? 1 : 0);
  count_value();
}

void ValuesBuilder::add(const decimal::Decimal& value) {
  CHUHAI_ASSERT(values_->type == Type::number);
  if (!value.is_finite()) return add_unknown(kArithmetic);
  const int scale = value.decimals();
  if (scale > kScaleMax) return add_wide(value);
  const auto coefficient = value.to_scaled_int64(scale);
  if (!coefficient) return add_wide(value);
  add_scaled(*coefficient, scale);
}

void ValuesBuilder::add_scaled(std::int64_t coefficient, int scale) {
  CHUHAI_ASSERT(values_->type == Type::number && scale >= 0 && scale <= kScaleMax);
  while (scale > values_->scale && coefficient % 10 == 0) {
    coefficient /= 10;
    --scale;
  }
  if (values_->wide || (scale > values_->scale && !raise_scale(scale))) {
    return add_wide(decimal::Decimal::scaled(coefficient, -scale));
  }
  std::int64_t stored = 0;
  const auto index = static_cast<std::size_t>(values_->scale - scale);
  if (__builtin_mul_overflow(coefficient, kPowersOfTen[index], &stored)) {
    return add_wide(decimal::Decimal::scaled(coefficient, -scale));
  }
  values_->scaled.push_back(stored);
  count_value();
}

bool ValuesBuilder::raise_scale(int scale) {
  const std::int64_t factor = kPowersOfTen[static_cast<std::size_t>(scale - values_->scale)];
  const std::int64_t limit = std::numeric_limits<std::int64_t>::max() / factor;
  const bool fits = std::all_of(values_->scaled.begin(), values_->scaled.end(),
                                [limit](std::int64_t v) { return v <= limit && v >= -limit; });
  if (!fits) return false;
  for (std::int64_t& value : values_->scaled) value *= factor;
  values_->scale = scale;
  return true;
}

void ValuesBuilder::widen() {
  if (values_->wide) return;
  values_->decimals.reserve(values_->scaled.size() + 1);
  for (std::size_t i = 0; i < values_->scaled.size(); ++i) values_->decimals.push_back(values_->number(i));
  values_->wide = true;
  values_->scaled.clear();
  values_->scale = 0;
}

void ValuesBuilder::add_wide(const decimal::Decimal& value) {
  widen();
  values_->decimals.push_back(without_trailing_zeros(value));
  count_value();
}

void ValuesBuilder::add(std::string_view value) {
  CHUHAI_ASSERT(values_->type == Type::string);
  values_->strings.emplace_back(value);
  count_value();
}

void ValuesBuilder::add(const calendar::Date& value) {
  CHUHAI_ASSERT(values_->type == Type::date);
  const std::int64_t days = calendar::to_days(value);
  if (days < std::numeric_limits<std::int32_t>::min() || days > std::numeric_limits<std::int32_t>::max()) {
    return add_unknown(kArithmetic);
  }
  values_->days.push_back(static_cast<std::int32_t>(days));
  count_value();
}

void ValuesBuilder::add_unknown(Reason reason) {
  CHUHAI_ASSERT(reason != kHasValue);
  Values& values = *values_;
  if (values.reasons.empty()) values.reasons.assign(count_, kHasValue);
  values.reasons.push_back(reason);
  switch (values.type) {
    case Type::boolean:
      values.booleans.push_back(0);
      break;
    case Type::number:
      if (values.wide) {
        values.decimals.emplace_back();
      } else {
        values.scaled.push_back(0);
      }
      break;
    case Type::string:
      values.strings.emplace_back();
      break;
    case Type::date:
      values.days.push_back(0);
      break;
  }
  ++count_;
}

std::shared_ptr<const Values> ValuesBuilder::finish() {
  auto next = std::make_shared<Values>();
  next->type = values_->type;
  count_ = 0;
  return std::exchange(values_, std::move(next));
}

}  // namespace chuhai::column
