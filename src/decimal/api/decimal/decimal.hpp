#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace chuhai::decimal {

/// How a value that does not fit is brought to one that does. There is never a default.
enum class Rounding : std::uint8_t {
  half_even,  ///< to the nearest, ties to the even digit (IEEE 754 roundTiesToEven)
  half_up,    ///< to the nearest, ties away from zero
  half_down,  ///< to the nearest, ties towards zero
  up,         ///< away from zero
  down,       ///< towards zero
  floor,      ///< towards minus infinity
  ceiling,    ///< towards plus infinity
};

/// A decimal number of up to 34 significant digits: IEEE 754-2008 decimal128.
/// `1.10` and `1.1` are equal and compare equal, but print as they were written.
/// Arithmetic that cannot be exact rounds half-even to 34 digits; overflow, division by zero and
/// invalid operations give a value for which `is_finite()` is false.
/// Thread rule: a value type; any thread.
/// Source: IEEE 754-2008 clause 3.5 and 5; arithmetic by Intel's decimal floating-point library.
class Decimal {
 public:
  /// Zero.
  Decimal();
  Decimal(std::int64_t value);  // NOLINT(google-explicit-constructor): an integer is a decimal, exactly
  Decimal(int value) : Decimal(static_cast<std::int64_t>(value)) {}

  /// coefficient x 10^exponent, exact.
  static Decimal scaled(std::int64_t coefficient, int exponent);

  /// Reads "12", "-0.5", ".5", "1e3". No spaces, no infinities, no NaN.
  /// Errors: invalid/not_a_number; limit/number_too_precise (more than 34 significant digits);
  /// limit/number_out_of_range.
  static base::Result<Decimal> parse(std::string_view text);

  /// As `parse`, but more than 34 digits are rounded half-even.
  static base::Result<Decimal> parse_rounded(std::string_view text);

  /// Nearest double (lossy), for statistics and charts only.
  double to_double() const;
  /// Shortest decimal that reads back as the same double. Errors: invalid/not_a_number for NaN and
  /// infinities.
  static base::Result<Decimal> from_double(double value);

  bool is_finite() const;
  bool is_zero() const;
  bool is_negative() const;  ///< below zero; false for -0
  bool is_integer() const;
  /// The value as a 64-bit integer when it is one.
  std::optional<std::int64_t> to_int64() const;
  /// value x 10^scale as a 64-bit integer when that is exact and fits; scale 0..18.
  std::optional<std::int64_t> to_scaled_int64(int scale) const;
  /// Number of decimals of the shortest plain form: 0 for 12 and 1200, 2 for 0.25 and 0.250.
  int decimals() const;

  /// Plain notation without exponent, trailing zeros kept as in the value ("1.10"); exponents above
  /// 40 digits fall back to scientific notation.
  std::string to_string() const;
  /// Plain notation without trailing zeros after the point ("1.1", "100").
  std::string to_plain_string() const;

  Decimal operator-() const;
  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend Decimal operator-(const Decimal& a, const Decimal& b);
  friend Decimal operator*(const Decimal& a, const Decimal& b);
  friend Decimal operator/(const Decimal& a, const Decimal& b);
  /// Numeric equality and order; a non-finite value is unordered and unequal to everything.
  friend bool operator==(const Decimal& a, const Decimal& b);
  friend std::partial_ordering operator<=>(const Decimal& a, const Decimal& b);

  /// Rounds to `scale` decimals (negative: tens, hundreds ...). Range of scale: -6111..6176.
  /// A result of more than 34 digits is not finite.
  Decimal rounded(int scale, Rounding rounding) const;
  Decimal abs() const;
  /// a - b * floor(a / b): the sign of b, exact. Division by zero is not finite.
  static Decimal modulo(const Decimal& a, const Decimal& b);
  static Decimal power(const Decimal& base, const Decimal& exponent);
  Decimal sqrt() const;
  Decimal exp() const;
  Decimal ln() const;

  /// Equal for equal values (1.10 and 1.1 alike).
  std::size_t hash() const;

 private:
  // decimal128 in binary integer encoding, low word first.
  std::uint64_t words_[2];
};

}  // namespace chuhai::decimal

template <>
struct std::hash<chuhai::decimal::Decimal> {
  std::size_t operator()(const chuhai::decimal::Decimal& value) const noexcept { return value.hash(); }
};
