#include "quantity.hpp"

#include <array>
#include <string>

#include "base/text.hpp"
#include "values/money.hpp"
#include "values/quantity.hpp"

namespace chuhai::screening {

namespace {

using decimal::Decimal;

/// Words that only say "roughly".
std::string_view without_roughly(std::string_view text) {
  for (const std::string_view word : {"约", "大约", "≈", "~", "about "}) {
    if (text.starts_with(word)) return base::trim(text.substr(word.size()));
  }
  return text;
}

bool is_bare_number(std::string_view text) {
  return text.find_first_not_of("0123456789.,+ ") == std::string_view::npos;
}

/// The heading's unit when `Kind` knows it, else the default.
template <class Kind>
std::string_view known_unit(std::string_view column_unit, std::string_view default_unit) {
  return !column_unit.empty() && Kind::parse("1", column_unit) ? column_unit : default_unit;
}

template <class Kind>
base::Result<Decimal> read_as(std::string_view text, std::string_view column_unit,
                              std::string_view default_unit, Decimal (Kind::*amount)() const) {
  auto quantity = Kind::parse(text, known_unit<Kind>(column_unit, default_unit));
  if (!quantity) return quantity.error();
  return ((*quantity).*amount)();
}

base::Result<Decimal> read_mass(std::string_view text, std::string_view column_unit) {
  std::string_view default_unit = "kg";
  if (is_bare_number(text) && known_unit<values::Mass>(column_unit, {}).empty()) {
    const auto kilograms = values::Mass::parse(text, "kg");
    if (kilograms && kilograms->kg() < Decimal(500)) default_unit = "t";
  }
  return read_as<values::Mass>(text, column_unit, default_unit, &values::Mass::kg);
}

base::Result<Decimal> read_yuan(std::string_view text, std::string_view column_unit) {
  std::string written(text);
  if (is_bare_number(text) && column_unit.starts_with("万")) written += "万";
  auto money = values::Money::parse(written, values::Currency::of("CNY"));
  if (!money) return money.error();
  return money->major();
}

/// A number whose unit has one spelling, maybe written behind it.
base::Result<Decimal> read_plain(std::string_view text, std::string_view unit) {
  constexpr std::array kSuffixes = {"公里",   "千米", "km", "吨", "t",   "m3", "m³",
                                    "立方米", "方",   "cc", "ml", "kva", "年"};
  std::string digits;
  for (const char c : base::to_lower_ascii(base::to_half_width(text))) {
    if (c != ',' && c != ' ') digits.push_back(c);
  }
  for (const std::string_view suffix : kSuffixes) {
    if (!unit.empty() && digits.ends_with(suffix)) {
      digits.resize(digits.size() - suffix.size());
      break;
    }
  }
  auto number = Decimal::parse(digits);
  if (number) return *number;
  return base::Error{base::ErrorKind::invalid,
                     "not_a_number",
                     {"'" + std::string(text.substr(0, 60)) + "' is not a number" +
                          (unit.empty() ? "" : " of " + std::string(unit)),
                      "“" + std::string(text.substr(0, 60)) + "”不是数字"},
                     {}};
}

}  // namespace

base::Result<Decimal> read_quantity(std::string_view written, std::string_view target_unit,
                                    std::string_view column_unit) {
  const std::string_view text = without_roughly(base::trim(written));
  if (target_unit == "kg") return read_mass(text, column_unit);
  if (target_unit == "kW") return read_as<values::Power>(text, column_unit, "kW", &values::Power::kw);
  if (target_unit == "h")
    return read_as<values::EngineHours>(text, column_unit, "h", &values::EngineHours::h);
  if (target_unit == "m") return read_as<values::Length>(text, column_unit, "m", &values::Length::m);
  if (target_unit == "CNY") return read_yuan(text, column_unit);
  return read_plain(text, target_unit);
}

}  // namespace chuhai::screening
