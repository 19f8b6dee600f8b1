#pragma once

#include "feel/ast.hpp"
#include "feel/value.hpp"

namespace chuhai::feel {

/// Longest string an evaluation may build, in bytes.
constexpr std::size_t kStringBytesMax = 4 << 20;

/// a op b for add, subtract, multiply, divide, power. Numbers, strings (+), dates, times and durations.
/// Null with reason wrong_type, division_by_zero, overflow, invalid_operation, no_common_zone, or the reason
/// of a null operand. Rounding: numbers half-even to 34 digits; durations are cut to nanoseconds and months.
/// Source: DMN 1.5 clause 10.3.2.11, tables 56 to 58.
Value arithmetic(NodeKind op, const Value& a, const Value& b, std::uint32_t offset);

Value negated(const Value& value, std::uint32_t offset);

/// The number, or null overflow when it is not finite.
Value finite(const decimal::Decimal& number, std::string_view what, std::uint32_t offset);

}  // namespace chuhai::feel
