#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "base/result.hpp"
#include "decimal/decimal.hpp"

namespace chuhai::values {

/// What mass, length, power and hours have in common: an exact amount of one dimension, added to and compared
/// with its own kind only. `Kind` is the class derived from it.
template <class Kind>
class Quantity {
 public:
  friend bool operator==(const Kind& a, const Kind& b) { return a.base_ == b.base_; }
  friend std::strong_ordering operator<=>(const Kind& a, const Kind& b) {
    const auto order = a.base_ <=> b.base_;
    return order < 0   ? std::strong_ordering::less
           : order > 0 ? std::strong_ordering::greater
                       : std::strong_ordering::equal;
  }
  friend Kind operator+(const Kind& a, const Kind& b) { return Kind(a.base_ + b.base_); }
  friend Kind operator-(const Kind& a, const Kind& b) { return Kind(a.base_ - b.base_); }
  friend Kind operator*(const Kind& a, const decimal::Decimal& factor) { return Kind(a.base_ * factor); }
  /// How many times `b` goes into `a`; `b` is not zero.
  friend decimal::Decimal operator/(const Kind& a, const Kind& b) { return a.base_ / b.base_; }

 protected:
  explicit Quantity(const decimal::Decimal& base) : base_(base) { CHUHAI_ASSERT(base.is_finite()); }
  const decimal::Decimal& base() const { return base_; }

 private:
  decimal::Decimal base_;
};

/// A mass, kept in kilograms.
/// Source of units: 1 lb = 0.45359237 kg exactly (International Yard and Pound Agreement, 1959); 斤 = 0.5 kg.
class Mass : public Quantity<Mass> {
 public:
  static Mass kilograms(const decimal::Decimal& value) { return Mass(value); }
  static Mass tonnes(const decimal::Decimal& value);  ///< metric, 1000 kg
  static Mass pounds(const decimal::Decimal& value);

  decimal::Decimal kg() const { return base(); }
  decimal::Decimal t() const;   ///< metric tonnes
  decimal::Decimal lb() const;  ///< half-even to 34 digits

  /// Reads "21.5t", "21,500 kg", "2.15万公斤", "47,400 lb". "ton" means the metric tonne, as in Chinese
  /// trade. A bare number takes `assumed_unit` ("kg", from a heading), which is one of the spellings read
  /// here. Errors: invalid/not_a_quantity, invalid/unit_missing, invalid/unit_unknown,
  /// invalid/quantity_negative.
  static base::Result<Mass> parse(std::string_view text, std::string_view assumed_unit = {});
  std::string to_string() const;  ///< "21500 kg"

 private:
  friend class Quantity<Mass>;
  using Quantity::Quantity;
};

/// A length, kept in metres.
/// Source of units: 1 in = 0.0254 m, 1 ft = 0.3048 m exactly (International Yard and Pound Agreement, 1959).
class Length : public Quantity<Length> {
 public:
  static Length metres(const decimal::Decimal& value) { return Length(value); }
  static Length millimetres(const decimal::Decimal& value);
  static Length feet(const decimal::Decimal& value);

  decimal::Decimal m() const { return base(); }
  decimal::Decimal mm() const;
  decimal::Decimal ft() const;  ///< half-even to 34 digits

  /// Reads "9.4 m", "9400mm", "31 ft", "9.4米". Errors and assumed unit as `Mass::parse`.
  static base::Result<Length> parse(std::string_view text, std::string_view assumed_unit = {});
  std::string to_string() const;  ///< "9.4 m"

 private:
  friend class Quantity<Length>;
  using Quantity::Quantity;
};

/// A power, kept in kilowatts.
/// Source of units: 1 hp (mechanical) = 0.745699872 kW (550 ft·lbf/s, NIST SP 811 appendix B, to 9 digits);
/// 1 PS = 1 马力 = 0.73549875 kW exactly (75 kgf·m/s, DIN 66036).
class Power : public Quantity<Power> {
 public:
  static Power kilowatts(const decimal::Decimal& value) { return Power(value); }
  static Power horsepower(const decimal::Decimal& value);         ///< mechanical hp
  static Power metric_horsepower(const decimal::Decimal& value);  ///< PS, 马力, 匹

  decimal::Decimal kw() const { return base(); }
  decimal::Decimal hp() const;  ///< half-even to 34 digits
  decimal::Decimal ps() const;  ///< half-even to 34 digits

  /// Reads "110 kW", "150hp" (mechanical), "150 PS", "150马力", "150匹" (metric).
  /// Errors and assumed unit as `Mass::parse`.
  static base::Result<Power> parse(std::string_view text, std::string_view assumed_unit = {});
  std::string to_string() const;  ///< "110 kW"

 private:
  friend class Quantity<Power>;
  using Quantity::Quantity;
};

/// Operating hours of an engine as its meter shows them.
class EngineHours : public Quantity<EngineHours> {
 public:
  static EngineHours hours(const decimal::Decimal& value) { return EngineHours(value); }

  decimal::Decimal h() const { return base(); }

  /// Reads "8,500小时", "8500 h", "5千小时", "1.2万小时". Errors and assumed unit as `Mass::parse`.
  static base::Result<EngineHours> parse(std::string_view text, std::string_view assumed_unit = {});
  std::string to_string() const;  ///< "8500 h"

 private:
  friend class Quantity<EngineHours>;
  using Quantity::Quantity;
};

}  // namespace chuhai::values
