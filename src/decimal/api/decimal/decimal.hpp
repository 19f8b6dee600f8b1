#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace chuhai::decimal {

struct Parts;  // the implementation's unpacked form

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
/// invalid operations give a value for which `is_finite()` is false, and so does everything
/// computed from it. Zero has no sign: no operation gives -0.
/// Thread rule: a value type; any thread.
/// Source: IEEE 754-2008 clause 3.5 and 5; arithmetic by Intel's decimal floating-point library.
class Decimal {
 public:
  /// Zero.
  constexpr Decimal() : words_{0, kExponentZero} {}
  // NOLINTNEXTLINE(google-explicit-constructor): an integer is a decimal, exactly
  constexpr Decimal(std::int64_t value)
      : words_{value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value),
               kExponentZero | (value < 0 ? kSignBit : 0)} {}
  constexpr Decimal(int value) : Decimal(static_cast<std::int64_t>(value)) {}

  /// coefficient x 10^exponent, exact; not finite when the exponent is out of range (-6176..6144).
  static Decimal scaled(std::int64_t coefficient, int exponent);

  /// Reads "12", "-0.5", ".5", "1e3". No spaces, no leading '+', no "5.", no infinities, no NaN.
  /// Zeros at either end do not count as significant digits.
  /// Errors: invalid/not_a_number; limit/number_too_precise (more than 34 significant digits);
  /// limit/number_out_of_range (above 9.99...E+6144, or finer than 10^-6176).
  static base::Result<Decimal> parse(std::string_view text);

  /// As `parse`, but more than 34 digits are rounded half-even.
  /// Errors: invalid/not_a_number; limit/number_out_of_range.
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

  /// Plain notation without exponent, trailing zeros kept as in the value ("1.10"); what would need more
  /// than 40 digits before or after the point is written as "1.5E+50". "NaN" when not finite.
  /// Reads back (`parse`) as an equal value.
  std::string to_string() const;
  /// As `to_string` without trailing zeros after the point ("1.1", "100").
  std::string to_plain_string() const;

  Decimal operator-() const;
  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend Decimal operator-(const Decimal& a, const Decimal& b);
  friend Decimal operator*(const Decimal& a, const Decimal& b);
  friend Decimal operator/(const Decimal& a, const Decimal& b);
  /// Numeric equality and order; a non-finite value is unordered and unequal to everything.
  friend bool operator==(const Decimal& a, const Decimal& b) {
    return a.same_scale_as(b) ? a.words_[0] == b.words_[0] : compare(a, b) == 0;
  }
  friend std::partial_ordering operator<=>(const Decimal& a, const Decimal& b) {
    if (!a.same_scale_as(b)) return compare(a, b);
    const bool negative = (a.words_[1] & kSignBit) != 0;
    return negative ? b.words_[0] <=> a.words_[0] : a.words_[0] <=> b.words_[0];
  }

  /// Rounds to `scale` decimals (negative: tens, hundreds ...). Range of scale: -6111..6176.
  /// A result of more than 34 digits, or a scale out of range, is not finite.
  /// The result has exactly `scale` decimals: 1 rounded to 2 is 1.00.
  Decimal rounded(int scale, Rounding rounding) const;
  Decimal abs() const;
  /// a - b * floor(a / b): the sign of b. The remainder is computed exactly, however large a / b is;
  /// only a result that itself needs more than 34 digits is rounded half-even. Division by zero is not
  /// finite. Source: DMN 1.5 clause 10.3.4.5, modulo.
  static Decimal modulo(const Decimal& a, const Decimal& b);
  /// base to the power of exponent. Whole exponents from 0 up: the exact result, rounded half-even to 34
  /// digits (above 10^12 within one unit of the last digit); negative whole exponents: the reciprocal of
  /// that. Other exponents: within two units of the last digit. 0 to the power of 0 is 1.
  /// Not finite: overflow, 0 to a negative power, a negative base with a fractional exponent.
  static Decimal power(const Decimal& base, const Decimal& exponent);
  /// Square root, correctly rounded half-even; not finite below zero.
  Decimal sqrt() const;
  /// e to the power of this, and the natural logarithm: within two units of the last digit.
  Decimal exp() const;
  Decimal ln() const;

  /// True when the other has the same coefficient and exponent, so that both are also written alike.
  /// False does not mean that they are written differently.
  bool same_form_as(const Decimal& other) const {
    return words_[0] == other.words_[0] && words_[1] == other.words_[1];
  }

  /// Equal for equal values (1.10 and 1.1 alike).
  std::size_t hash() const;

 private:
  friend struct Parts;
  static constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;
  static constexpr std::uint64_t kExponentZero = std::uint64_t{6176} << 49;
  static constexpr std::uint64_t kSpecialBits = std::uint64_t{3} << 61;

  // Same sign, exponent and upper coefficient bits, and finite: the low words decide.
  bool same_scale_as(const Decimal& other) const {
    return words_[1] == other.words_[1] && (words_[1] & kSpecialBits) != kSpecialBits;
  }
  static std::partial_ordering compare(const Decimal& a, const Decimal& b);

  // decimal128 in binary integer encoding, low word first.
  std::uint64_t words_[2];
};

}  // namespace chuhai::decimal

template <>
struct std::hash<chuhai::decimal::Decimal> {
  std::size_t operator()(const chuhai::decimal::Decimal& value) const noexcept { return value.hash(); }
};
