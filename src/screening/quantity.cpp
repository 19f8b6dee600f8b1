#include "quantity.hpp"

#include <algorithm>
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

/// Units without a type of their own: what one of them is in the target unit.
struct PlainUnit {
  std::string_view target;
  std::string_view word;
  std::string_view factor;
};

constexpr std::array kPlainUnits = {
    PlainUnit{"km", "km", "1"},
    PlainUnit{"km", "公里", "1"},
    PlainUnit{"km", "千米", "1"},
    PlainUnit{"km", "万公里", "10000"},
    PlainUnit{"km", "miles", "1.609344"},
    PlainUnit{"km", "mile", "1.609344"},
    PlainUnit{"t", "t", "1"},
    PlainUnit{"t", "吨", "1"},
    PlainUnit{"t", "tons", "1"},
    PlainUnit{"t", "tonnes", "1"},
    PlainUnit{"t", "kg", "0.001"},
    PlainUnit{"t", "公斤", "0.001"},
    PlainUnit{"t", "千克", "0.001"},
    PlainUnit{"m3", "m3", "1"},
    PlainUnit{"m3", "m³", "1"},
    PlainUnit{"m3", "立方米", "1"},
    PlainUnit{"m3", "立方", "1"},
    PlainUnit{"m3", "方", "1"},
    PlainUnit{"cm3", "cc", "1"},
    PlainUnit{"cm3", "ml", "1"},
    PlainUnit{"cm3", "毫升", "1"},
    PlainUnit{"cm3", "cm3", "1"},
    PlainUnit{"cm3", "l", "1000"},
    PlainUnit{"cm3", "升", "1000"},
    PlainUnit{"kVA", "kva", "1"},
    PlainUnit{"year", "年", "1"},
};

const PlainUnit* plain_unit(std::string_view target, std::string_view word) {
  const auto found = std::find_if(kPlainUnits.begin(), kPlainUnits.end(), [&](const PlainUnit& unit) {
    return unit.target == target && unit.word == word;
  });
  return found == kPlainUnits.end() ? nullptr : &*found;
}

/// Where the number ends: digits, point, and commas that part thousands. Empty when a comma does anything
/// else.
std::string_view leading_number(std::string_view text) {
  const std::string_view number = text.substr(0, text.find_first_not_of("0123456789.,+-"));
  for (std::size_t comma = number.find(','); comma != std::string_view::npos;
       comma = number.find(',', comma + 1)) {
    const std::string_view after = number.substr(comma + 1);
    if (comma == 0 || after.substr(0, after.find_first_of(",.")).size() != 3) return {};
  }
  return number;
}

/// A number with a unit that has no type of its own, written behind it or in the heading.
base::Result<Decimal> read_plain(std::string_view text, std::string_view target,
                                 std::string_view column_unit) {
  const std::string lower = base::to_lower_ascii(base::to_half_width(text));
  const std::string_view written = leading_number(lower);
  const std::string_view word = base::trim(std::string_view(lower).substr(written.size()));
  std::string digits(written);
  std::erase(digits, ',');
  const auto number = Decimal::parse(digits);
  const PlainUnit* unit = plain_unit(target, word.empty() ? base::to_lower_ascii(column_unit) : word);
  if (number && (unit != nullptr || word.empty()))
    return unit == nullptr ? *number : *number * *Decimal::parse(unit->factor);
  const std::string shown = shown_cell(text);
  return base::Error{
      base::ErrorKind::invalid,
      "not_a_number",
      {"'" + shown + "' is not a number" + (target.empty() ? "" : " in " + std::string(target)),
       "“" + shown + "”不是" + (target.empty() ? "" : "以 " + std::string(target) + " 计的") + "数字"},
      {}};
}

}  // namespace

std::string shown_cell(std::string_view text) {
  constexpr std::size_t kShown = 40;
  // Reading a little more than is shown is enough: no character has more than four bytes.
  std::u32string characters = base::decode_utf8(text.substr(0, kShown * 4 + 4));
  const bool cut = characters.size() > kShown;
  if (cut) characters.resize(kShown);
  for (char32_t& c : characters) {
    if (c < U' ') c = U' ';
  }
  return base::encode_utf8(characters) + (cut ? "…" : "");
}

base::Result<Decimal> read_quantity(std::string_view text, std::string_view target_unit,
                                    std::string_view column_unit) {
  const std::string_view amount = without_roughly(base::trim(text));
  if (target_unit == "kg") return read_mass(amount, column_unit);
  if (target_unit == "kW") return read_as<values::Power>(amount, column_unit, "kW", &values::Power::kw);
  if (target_unit == "h")
    return read_as<values::EngineHours>(amount, column_unit, "h", &values::EngineHours::h);
  if (target_unit == "m") return read_as<values::Length>(amount, column_unit, "m", &values::Length::m);
  if (target_unit == "CNY") return read_yuan(amount, column_unit);
  return read_plain(amount, target_unit, column_unit);
}

}  // namespace chuhai::screening
