#include "amount_text.hpp"

#include <cstdint>
#include <utility>

#include "base/text.hpp"

namespace chuhai::values {

namespace {

constexpr std::size_t kAmountTextMax = 100;

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_number_char(char c) { return is_ascii_digit(c) || c == '.' || c == ','; }

// Without group commas; no value unless each comma is followed by exactly three digits and one to three
// stand before the first.
std::optional<std::string> ungroup(std::string_view number) {
  const std::size_t point = number.find('.');
  const auto whole = number.substr(0, point);
  const auto parts = base::split(whole, ',');
  std::string plain;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool first = i == 0;
    if (parts.size() > 1 && (first ? parts[i].empty() || parts[i].size() > 3 : parts[i].size() != 3))
      return std::nullopt;
    plain += parts[i];
  }
  if (point == std::string_view::npos) return plain;
  const auto fraction = number.substr(point);
  if (fraction.find(',') != std::string_view::npos) return std::nullopt;
  return plain + std::string(fraction);
}

}  // namespace

std::optional<AmountText> split_amount(std::string_view text) {
  if (text.size() > kAmountTextMax) return std::nullopt;
  const std::string half = base::to_half_width(text);
  const std::string_view plain = base::trim(half);
  std::size_t start = 0;
  while (start < plain.size() && !is_ascii_digit(plain[start])) ++start;
  if (start == plain.size()) return std::nullopt;
  if (start > 0 && plain[start - 1] == '.') --start;
  std::size_t end = start;
  while (end < plain.size() && is_number_char(plain[end])) ++end;
  const bool negative = start > 0 && plain[start - 1] == '-';
  const auto ungrouped = ungroup(plain.substr(start, end - start));
  if (!ungrouped) return std::nullopt;
  const auto number = decimal::Decimal::parse((negative ? "-" : "") + *ungrouped);
  if (!number) return std::nullopt;
  const auto before = base::trim(plain.substr(0, negative ? start - 1 : start));
  const auto after = base::trim(plain.substr(end));
  for (const char c : after) {
    if (is_ascii_digit(c)) return std::nullopt;
  }
  return AmountText{std::string(before), *number, std::string(after)};
}

std::int64_t take_multiplier(std::string& unit) {
  constexpr std::pair<std::string_view, std::int64_t> kMultipliers[] = {
      {"百万", 1'000'000}, {"千", 1'000}, {"仟", 1'000}, {"万", 10'000}, {"萬", 10'000}, {"亿", 100'000'000}};
  for (const auto& [sign, value] : kMultipliers) {
    if (!unit.starts_with(sign)) continue;
    unit = std::string(base::trim(std::string_view(unit).substr(sign.size())));
    return value;
  }
  return 1;
}

}  // namespace chuhai::values
