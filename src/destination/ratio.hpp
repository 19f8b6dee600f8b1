#pragma once

#include <cstdint>
#include <optional>

#include "decimal/decimal.hpp"
#include "destination/landed_cost.hpp"

namespace chuhai::destination {

/// A percentage as a ratio; more than six decimals are rounded half-even to six. None when it does not fit.
std::optional<CostPlan::Ratio> percent_ratio(const decimal::Decimal& percent);

/// The same ratio in smallest whole numbers; the denominator is above zero.
CostPlan::Ratio reduced(const CostPlan::Ratio& ratio);

/// amount x ratio, rounded half-even to a whole number; none when it leaves 64 bits. The ratio's denominator
/// is above zero.
std::optional<std::int64_t> times(std::int64_t amount, const CostPlan::Ratio& ratio);

}  // namespace chuhai::destination
