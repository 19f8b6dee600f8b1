#include "quantity.hpp"

#include <array>
#include <optional>

#include "base/text.hpp"

namespace chuhai::screening {

namespace {

struct UnitWord {
  std::string_view target;
  std::string_view word;
  std::string_view factor;
};

constexpr std::array kUnitWords = {
    UnitWord{"kg", "kg", "1"},
    UnitWord{"kg", "kgs", "1"},
    UnitWord{"kg", "公斤", "1"},
    UnitWord{"kg", "千克", "1"},
    UnitWord{"kg", "t", "1000"},
    UnitWord{"kg", "ton", "1000"},
    UnitWord{"kg", "tons", "1000"},
    UnitWord{"kg", "tonnes", "1000"},
    UnitWord{"kg", "吨", "1000"},
    UnitWord{"kg", "lb", "0.45359237"},
    UnitWord{"kg", "lbs", "0.45359237"},
    UnitWord{"kW", "kw", "1"},
    UnitWord{"kW", "千瓦", "1"},
    UnitWord{"kW", "hp", "0.745699872"},
    UnitWord{"kW", "bhp", "0.745699872"},
    UnitWord{"kW", "horsepower", "0.745699872"},
    UnitWord{"kW", "ps", "0.73549875"},
    UnitWord{"kW", "马力", "0.73549875"},
    UnitWord{"kW", "匹", "0.73549875"},
    UnitWord{"h", "h", "1"},
    UnitWord{"h", "hr", "1"},
    UnitWord{"h", "hrs", "1"},
    UnitWord{"h", "hours", "1"},
    UnitWord{"h", "小时", "1"},
    UnitWord{"h", "时", "1"},
    UnitWord{"km", "km", "1"},
    UnitWord{"km", "公里", "1"},
    UnitWord{"km", "千米", "1"},
    UnitWord{"km", "mile", "1.609344"},
    UnitWord{"km", "miles", "1.609344"},
    UnitWord{"t", "t", "1"},
    UnitWord{"t", "ton", "1"},
    UnitWord{"t", "tons", "1"},
    UnitWord{"t", "吨", "1"},
    UnitWord{"t", "kg", "0.001"},
    UnitWord{"t", "公斤", "0.001"},
    UnitWord{"m", "m", "1"},
    UnitWord{"m", "米", "1"},
    UnitWord{"m", "ft", "0.3048"},
    UnitWord{"m", "feet", "0.3048"},
    UnitWord{"m3", "m3", "1"},
    UnitWord{"m3", "m³", "1"},
    UnitWord{"m3", "方", "1"},
    UnitWord{"m3", "立方", "1"},
    UnitWord{"m3", "立方米", "1"},
    UnitWord{"cm3", "cc", "1"},
    UnitWord{"cm3", "ml", "1"},
    UnitWord{"cm3", "l", "1000"},
    UnitWord{"cm3", "升", "1000"},
    UnitWord{"year", "年", "1"},
    UnitWord{"CNY", "元", "1"},
    UnitWord{"CNY", "rmb", "1"},
    UnitWord{"CNY", "cny", "1"},
    UnitWord{"CNY", "人民币", "1"},
    UnitWord{"CNY", "万元", "10000"},
    UnitWord{"CNY", "万", "10000"},
};

std::optional<decimal::Decimal> factor_of(std::string_view unit, std::string_view target) {
  for (const UnitWord& candidate : kUnitWords) {
    if (candidate.target == target && candidate.word == unit)
      return *decimal::Decimal::parse(candidate.factor);
  }
  return std::nullopt;
}

base::Error not_a_number(std::string_view text) {
  return {base::ErrorKind::invalid,
          "not_a_number",
          {"'" + std::string(text) + "' is not a number", "“" + std::string(text) + "”不是数字"},
          {}};
}

bool strip_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// A comma that is a thousands separator: three digits follow it.
bool is_thousands_comma(std::string_view text, std::size_t i) {
  const auto digit = [&](std::size_t k) { return k < text.size() && text[k] >= '0' && text[k] <= '9'; };
  return i > 0 && digit(i - 1) && digit(i + 1) && digit(i + 2) && digit(i + 3) && !digit(i + 4);
}

/// Digits, sign, point and thousands separators at the start of `text`; the rest is the unit.
std::string take_number(std::string_view& text) {
  std::string digits;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ',' && is_thousands_comma(text, i)) continue;
    if ((c >= '0' && c <= '9') || c == '.' || (i == 0 && (c == '-' || c == '+'))) {
      if (c != '+') digits.push_back(c);
      continue;
    }
    break;
  }
  text.remove_prefix(i);
  return digits;
}

}  // namespace

base::Result<decimal::Decimal> read_quantity(std::string_view written, std::string_view target_unit,
                                             std::string_view column_unit) {
  const std::string lower = base::to_lower_ascii(base::to_half_width(base::trim(written)));
  std::string_view rest = lower;
  for (const std::string_view prefix : {"¥", "￥", "约", "~", "≈", "cny", "rmb"}) {
    if (strip_prefix(rest, prefix)) rest = base::trim(rest);
  }
  const std::string digits = take_number(rest);
  auto number = decimal::Decimal::parse(digits);
  if (!number) return not_a_number(base::trim(written));
  std::string_view unit = base::trim(rest);
  const bool bare = unit.empty();
  const std::string column_unit_lower = base::to_lower_ascii(column_unit);
  if (bare) unit = column_unit_lower;
  if (unit.empty()) {
    if (target_unit == "kg" && *number < decimal::Decimal(500)) return *number * decimal::Decimal(1000);
    return *number;
  }
  const auto factor = factor_of(unit, target_unit);
  if (factor) return *number * *factor;
  if (bare) return *number;  // the heading's bracket was no unit ("工时(表显)")
  return base::Error{
      base::ErrorKind::invalid,
      "unknown_unit",
      {"'" + std::string(unit) + "' is no unit known here; expected " + std::string(target_unit),
       "不认识单位“" + std::string(unit) + "”;应为 " + std::string(target_unit)},
      {}};
}

}  // namespace chuhai::screening
