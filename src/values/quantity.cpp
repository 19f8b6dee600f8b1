#include "values/quantity.hpp"

#include <span>

#include "amount_text.hpp"
#include "base/text.hpp"
#include "refusal.hpp"

namespace chuhai::values {

namespace {

using decimal::Decimal;

// One unit is coefficient x 10^exponent base units, exactly.
struct UnitFactor {
  std::int64_t coefficient;
  int exponent;
  Decimal value() const { return Decimal::scaled(coefficient, exponent); }
};

constexpr UnitFactor kOne{1, 0};
constexpr UnitFactor kThousand{1, 3};
constexpr UnitFactor kThousandth{1, -3};
constexpr UnitFactor kPoundKg{45359237, -8};
constexpr UnitFactor kFootM{3048, -4};
constexpr UnitFactor kHorsepowerKw{745699872, -9};
constexpr UnitFactor kMetricHorsepowerKw{73549875, -8};

struct UnitName {
  std::string_view text;
  UnitFactor factor;
};

constexpr UnitName kMassUnits[] = {
    {"kg", kOne},         {"kgs", kOne},         {"公斤", kOne},     {"千克", kOne},
    {"kilogram", kOne},   {"kilograms", kOne},   {"t", kThousand},   {"吨", kThousand},
    {"公吨", kThousand},  {"mt", kThousand},     {"ton", kThousand}, {"tons", kThousand},
    {"tonne", kThousand}, {"tonnes", kThousand}, {"g", kThousandth}, {"克", kThousandth},
    {"斤", {5, -1}},      {"lb", kPoundKg},      {"lbs", kPoundKg},  {"pound", kPoundKg},
    {"pounds", kPoundKg}, {"磅", kPoundKg},
};
constexpr UnitName kLengthUnits[] = {
    {"m", kOne},       {"米", kOne},        {"metre", kOne},       {"metres", kOne},      {"meter", kOne},
    {"meters", kOne},  {"mm", kThousandth}, {"毫米", kThousandth}, {"cm", {1, -2}},       {"厘米", {1, -2}},
    {"公分", {1, -2}}, {"ft", kFootM},      {"feet", kFootM},      {"foot", kFootM},      {"英尺", kFootM},
    {"in", {254, -4}}, {"inch", {254, -4}}, {"英寸", {254, -4}},   {"inches", {254, -4}},
};
constexpr UnitName kPowerUnits[] = {
    {"kw", kOne},
    {"千瓦", kOne},
    {"w", kThousandth},
    {"瓦", kThousandth},
    {"hp", kHorsepowerKw},
    {"bhp", kHorsepowerKw},
    {"英制马力", kHorsepowerKw},
    {"horsepower", kHorsepowerKw},
    {"ps", kMetricHorsepowerKw},
    {"cv", kMetricHorsepowerKw},
    {"马力", kMetricHorsepowerKw},
    {"匹", kMetricHorsepowerKw},
    {"匹马力", kMetricHorsepowerKw},
};
constexpr UnitName kHourUnits[] = {
    {"h", kOne},    {"hr", kOne},   {"hrs", kOne},    {"hour", kOne}, {"hours", kOne},
    {"小时", kOne}, {"小時", kOne}, {"个小时", kOne}, {"工时", kOne}, {"时", kOne},
};

const UnitName* find_unit(std::span<const UnitName> units, std::string_view text) {
  for (const UnitName& unit : units) {
    if (unit.text == text) return &unit;
  }
  return nullptr;
}

base::Error unit_refusal(std::string code, std::string_view text, const std::string& example,
                         const std::string& en, const std::string& zh) {
  return refusal(std::move(code), quoted(text) + " " + en + "; write it like " + example,
                 quoted(text) + zh + "；请写成 " + example);
}

// The amount in the base unit of `units`.
base::Result<Decimal> parse_quantity(std::string_view text, std::string_view assumed_unit,
                                     std::span<const UnitName> units, const std::string& example) {
  const auto amount = split_amount(text);
  if (!amount || !amount->before.empty()) {
    return unit_refusal("not_a_quantity", text, example, "is not one number with a unit",
                        " 不是一个带单位的数");
  }
  std::string unit = base::to_lower_ascii(amount->after);
  if (unit.size() > 1 && unit.back() == '.') unit.pop_back();
  std::int64_t multiplier = 1;
  const UnitName* found = find_unit(units, unit);
  if (found == nullptr) {  // 千 is a multiplier only where 千克 and 千瓦 are not the unit
    multiplier = take_multiplier(unit);
    if (unit.empty()) unit = base::to_lower_ascii(base::trim(assumed_unit));
    found = find_unit(units, unit);
  }
  if (unit.empty()) {
    return unit_refusal("unit_missing", text, example, "does not say its unit", " 没有写单位");
  }
  if (found == nullptr) {
    return unit_refusal("unit_unknown", text, example, "has a unit that is not known here",
                        " 的单位无法识别");
  }
  if (amount->number.is_negative()) {
    return unit_refusal("quantity_negative", text, example, "is below zero", " 小于零");
  }
  return amount->number * Decimal(multiplier) * found->factor.value();
}

std::string with_unit(const Decimal& value, std::string_view unit) {
  return value.to_plain_string() + " " + std::string(unit);
}

}  // namespace

Mass Mass::tonnes(const Decimal& value) { return Mass(value * kThousand.value()); }
Mass Mass::pounds(const Decimal& value) { return Mass(value * kPoundKg.value()); }
Decimal Mass::t() const { return base() * kThousandth.value(); }
Decimal Mass::lb() const { return base() / kPoundKg.value(); }
std::string Mass::to_string() const { return with_unit(base(), "kg"); }

base::Result<Mass> Mass::parse(std::string_view text, std::string_view assumed_unit) {
  const auto value = parse_quantity(text, assumed_unit, kMassUnits, "21500 kg");
  if (!value) return value.error();
  return Mass(*value);
}

Length Length::millimetres(const Decimal& value) { return Length(value * kThousandth.value()); }
Length Length::feet(const Decimal& value) { return Length(value * kFootM.value()); }
Decimal Length::mm() const { return base() * kThousand.value(); }
Decimal Length::ft() const { return base() / kFootM.value(); }
std::string Length::to_string() const { return with_unit(base(), "m"); }

base::Result<Length> Length::parse(std::string_view text, std::string_view assumed_unit) {
  const auto value = parse_quantity(text, assumed_unit, kLengthUnits, "9.4 m");
  if (!value) return value.error();
  return Length(*value);
}

Power Power::horsepower(const Decimal& value) { return Power(value * kHorsepowerKw.value()); }
Power Power::metric_horsepower(const Decimal& value) { return Power(value * kMetricHorsepowerKw.value()); }
Decimal Power::hp() const { return base() / kHorsepowerKw.value(); }
Decimal Power::ps() const { return base() / kMetricHorsepowerKw.value(); }
std::string Power::to_string() const { return with_unit(base(), "kW"); }

base::Result<Power> Power::parse(std::string_view text, std::string_view assumed_unit) {
  const auto value = parse_quantity(text, assumed_unit, kPowerUnits, "110 kW");
  if (!value) return value.error();
  return Power(*value);
}

std::string EngineHours::to_string() const { return with_unit(base(), "h"); }

base::Result<EngineHours> EngineHours::parse(std::string_view text, std::string_view assumed_unit) {
  const auto value = parse_quantity(text, assumed_unit, kHourUnits, "8500 h");
  if (!value) return value.error();
  return EngineHours(*value);
}

}  // namespace chuhai::values
