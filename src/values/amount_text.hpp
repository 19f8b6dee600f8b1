#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "decimal/decimal.hpp"

namespace chuhai::values {

/// A number with the text around it: "USD 12,345.60" is ("USD", 12345.60, "").
struct AmountText {
  std::string before;
  decimal::Decimal number;
  std::string after;
};

/// Cuts a text at its one number. Full-width forms count as ASCII; commas must separate groups of three
/// digits. No value when there is no number, more than one, or one that cannot be read.
std::optional<AmountText> split_amount(std::string_view text);

/// Takes a leading 千, 万, 百万 or 亿 from `unit` and gives what it stands for; 1 when there is none.
std::int64_t take_multiplier(std::string& unit);

}  // namespace chuhai::values
