#include "decimal/decimal.hpp"

#include <cmath>

#include "parts.hpp"

// Arguments and status by value, no global state: what libbidgcc000 was built with.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

namespace chuhai::decimal {

namespace {

constexpr unsigned kNearestEven = BID_ROUNDING_TO_NEAREST;

BID_UINT128 to_bid(const Decimal& value) {
  BID_UINT128 bid;
  bid.w[0] = Parts::low_word(value);
  bid.w[1] = Parts::high_word(value);
  return bid;
}

// Infinities become "not finite" too, so that 1 / (1 / 0) is not a plausible zero.
Decimal from_bid(const BID_UINT128& bid) {
  const Decimal raw = Parts::from_words(bid.w[0], bid.w[1]);
  const Parts parts = Parts::of(raw);
  if (!parts.finite) return Parts::not_finite();
  return parts.coefficient == 0 ? parts.pack() : raw;
}

// A function's exact result ("2.000" from a root or power) without the digits that only show the precision.
Decimal from_bid_reduced(const BID_UINT128& bid) {
  Parts parts = Parts::of(from_bid(bid));
  if (!parts.finite) return Parts::not_finite();
  if (parts.exponent < 0) parts.strip_zeros(0);
  return parts.pack();
}

// Both to the smaller exponent, when that stays well inside 128 bits; false otherwise.
bool align(Parts& a, Parts& b) {
  const int difference = a.exponent - b.exponent;
  Parts& coarser = difference > 0 ? a : b;
  const int distance = difference > 0 ? difference : -difference;
  if (distance > 15 || !fits_64_bits(a.coefficient) || !fits_64_bits(b.coefficient)) return false;
  if (coarser.coefficient >= power_of_ten(kDigitsMax - 1 - 15)) return false;
  coarser.coefficient *= power_of_ten(distance);
  coarser.exponent -= distance;
  return true;
}

// The exact sum when both are small enough, which nearly every number of a table is.
bool add_small(Parts a, Parts b, Decimal& sum) {
  if (!a.finite || !b.finite || !align(a, b)) return false;
  Parts result = a;
  if (a.negative == b.negative) {
    result.coefficient = a.coefficient + b.coefficient;
  } else if (a.coefficient >= b.coefficient) {
    result.coefficient = a.coefficient - b.coefficient;
  } else {
    result.coefficient = b.coefficient - a.coefficient;
    result.negative = b.negative;
  }
  sum = result.pack();
  return true;
}

std::partial_ordering order_of(bool less, bool equal) {
  if (equal) return std::partial_ordering::equivalent;
  return less ? std::partial_ordering::less : std::partial_ordering::greater;
}

}  // namespace

Decimal operator+(const Decimal& a, const Decimal& b) {
  Decimal sum;
  if (add_small(Parts::of(a), Parts::of(b), sum)) return sum;
  unsigned flags = 0;
  return from_bid(bid128_add(to_bid(a), to_bid(b), kNearestEven, &flags));
}

Decimal operator-(const Decimal& a, const Decimal& b) { return a + -b; }

Decimal operator*(const Decimal& a, const Decimal& b) {
  const Parts left = Parts::of(a);
  const Parts right = Parts::of(b);
  const Uint128 limit = power_of_ten(kDigitsMax / 2);
  const int exponent = left.exponent + right.exponent;
  if (left.finite && right.finite && left.coefficient < limit && right.coefficient < limit &&
      exponent >= kExponentMin && exponent <= kExponentMax) {
    return Parts{left.coefficient * right.coefficient, exponent, left.negative != right.negative, true}
        .pack();
  }
  unsigned flags = 0;
  return from_bid(bid128_mul(to_bid(a), to_bid(b), kNearestEven, &flags));
}

Decimal operator/(const Decimal& a, const Decimal& b) {
  if (!a.is_finite() || !b.is_finite() || b.is_zero()) return Parts::not_finite();
  unsigned flags = 0;
  return from_bid(bid128_div(to_bid(a), to_bid(b), kNearestEven, &flags));
}

std::partial_ordering Decimal::compare(const Decimal& a, const Decimal& b) {
  Parts left = Parts::of(a);
  Parts right = Parts::of(b);
  if (!left.finite || !right.finite) return std::partial_ordering::unordered;
  if (left.coefficient == 0 && right.coefficient == 0) return std::partial_ordering::equivalent;
  if (left.negative != right.negative) return order_of(left.negative, false);
  if (align(left, right)) {
    const bool smaller = left.coefficient < right.coefficient;
    return order_of(smaller != left.negative, left.coefficient == right.coefficient);
  }
  unsigned flags = 0;
  const BID_UINT128 x = to_bid(a);
  const BID_UINT128 y = to_bid(b);
  return order_of(bid128_quiet_less(x, y, &flags) != 0, bid128_quiet_equal(x, y, &flags) != 0);
}

Decimal Decimal::operator-() const {
  Parts parts = Parts::of(*this);
  if (!parts.finite) return *this;
  parts.negative = !parts.negative;
  return parts.pack();
}

Decimal Decimal::abs() const { return is_negative() ? -*this : *this; }

Decimal Decimal::scaled(std::int64_t coefficient, int exponent) {
  Parts parts = Parts::of(Decimal(coefficient));
  parts.exponent = exponent;
  return parts.pack_in_range();
}

bool Decimal::is_finite() const { return (words_[1] & kSpecialBits) != kSpecialBits; }

bool Decimal::is_zero() const {
  const Parts parts = Parts::of(*this);
  return parts.finite && parts.coefficient == 0;
}

bool Decimal::is_negative() const { return is_finite() && (words_[1] & kSignBit) != 0; }

bool Decimal::is_integer() const { return is_finite() && decimals() == 0; }

std::optional<std::int64_t> Decimal::to_int64() const { return to_scaled_int64(0); }

std::optional<std::int64_t> Decimal::to_scaled_int64(int scale) const {
  if (scale < 0 || scale > 18) return std::nullopt;
  const Parts parts = Parts::of(*this);
  if (!parts.finite) return std::nullopt;
  if (parts.coefficient == 0) return 0;
  Uint128 magnitude = parts.coefficient;
  const int exponent = parts.exponent + scale;
  if (exponent > 18 || exponent < -kDigitsMax) return std::nullopt;
  if (exponent > 0) {
    if (!fits_64_bits(magnitude)) return std::nullopt;
    magnitude *= power_of_ten(exponent);
  } else if (exponent < 0) {
    const Uint128 unit = power_of_ten(-exponent);
    const Uint128 quotient = round_off(magnitude, -exponent, false, false, Rounding::down);
    if (quotient * unit != magnitude) return std::nullopt;
    magnitude = quotient;
  }
  const Uint128 limit = (Uint128{1} << 63) - (parts.negative ? 0 : 1);
  if (magnitude > limit) return std::nullopt;
  const auto word = static_cast<std::uint64_t>(magnitude);
  return static_cast<std::int64_t>(parts.negative ? 0 - word : word);
}

int Decimal::decimals() const {
  Parts parts = Parts::of(*this);
  if (!parts.finite || parts.coefficient == 0 || parts.exponent >= 0) return 0;
  parts.strip_zeros(0);
  return -parts.exponent;
}

Decimal Decimal::rounded(int scale, Rounding rounding) const {
  Parts parts = Parts::of(*this);
  if (!parts.finite || scale < -kExponentMax || scale > -kExponentMin) return Parts::not_finite();
  const int drop = -scale - parts.exponent;
  parts.exponent = -scale;
  if (drop > 0) {
    parts.coefficient = round_off(parts.coefficient, drop, parts.negative, false, rounding);
  } else if (parts.coefficient != 0) {
    if (-drop >= kDigitsMax || parts.coefficient >= power_of_ten(kDigitsMax + drop))
      return Parts::not_finite();
    parts.coefficient *= power_of_ten(-drop);
  }
  return parts.pack();
}

Decimal Decimal::modulo(const Decimal& a, const Decimal& b) {
  if (!a.is_finite() || !b.is_finite() || b.is_zero()) return Parts::not_finite();
  unsigned flags = 0;
  const Decimal rest = from_bid(bid128_fmod(to_bid(a), to_bid(b), &flags));
  if (rest.is_zero() || rest.is_negative() == b.is_negative()) return rest;
  return rest + b;
}

Decimal Decimal::power(const Decimal& base, const Decimal& exponent) {
  if (!base.is_finite() || !exponent.is_finite()) return Parts::not_finite();
  if (exponent.is_zero()) return Decimal(1);
  if (base.is_zero()) return exponent.is_negative() ? Parts::not_finite() : Decimal(0);
  const auto whole = exponent.abs().to_int64();
  if (!whole) {
    if (exponent == Decimal::scaled(5, -1)) return base.sqrt();
    unsigned flags = 0;
    return from_bid_reduced(bid128_pow(to_bid(base), to_bid(exponent), kNearestEven, &flags));
  }
  const Decimal result = power_of_integer_exponent(base, *whole);
  if (!exponent.is_negative()) return result;
  return result.is_finite() ? Decimal(1) / result : Decimal(0);
}

Decimal Decimal::sqrt() const {
  if (is_zero()) return Decimal(0);
  unsigned flags = 0;
  return from_bid(bid128_sqrt(to_bid(*this), kNearestEven, &flags));
}

Decimal Decimal::exp() const {
  if (!is_finite()) return *this;
  unsigned flags = 0;
  return from_bid_reduced(bid128_exp(to_bid(*this), kNearestEven, &flags));
}

Decimal Decimal::ln() const {
  if (!is_finite()) return *this;
  unsigned flags = 0;
  return from_bid_reduced(bid128_log(to_bid(*this), kNearestEven, &flags));
}

double Decimal::to_double() const {
  const Parts parts = Parts::of(*this);
  if (!parts.finite) return std::nan("");
  // Both operands exact in binary, so one division or multiplication rounds correctly.
  if (parts.coefficient < (Uint128{1} << 53) && parts.exponent >= -22 && parts.exponent <= 22) {
    const auto magnitude = static_cast<double>(static_cast<std::uint64_t>(parts.coefficient));
    double unit = 1;
    for (int i = parts.exponent < 0 ? -parts.exponent : parts.exponent; i > 0; --i) unit *= 10;
    const double value = parts.exponent < 0 ? magnitude / unit : magnitude * unit;
    return parts.negative ? -value : value;
  }
  unsigned flags = 0;
  return bid128_to_binary64(to_bid(*this), kNearestEven, &flags);
}

std::size_t Decimal::hash() const {
  Parts parts = Parts::of(*this);
  parts.strip_zeros(kExponentMax + kDigitsMax);
  if (parts.coefficient == 0) parts.exponent = 0;
  std::uint64_t mixed = static_cast<std::uint64_t>(parts.coefficient);
  const std::uint64_t others[] = {static_cast<std::uint64_t>(parts.coefficient >> 64),
                                  static_cast<std::uint64_t>(parts.exponent - kExponentMin),
                                  static_cast<std::uint64_t>(parts.negative ? 1 : 0)};
  constexpr std::uint64_t kOddMultiplier = 0x9e3779b97f4a7c15U;  // 2^64 / golden ratio
  for (const std::uint64_t other : others) {
    mixed = (mixed ^ (mixed >> 29) ^ other) * kOddMultiplier;
  }
  return static_cast<std::size_t>(mixed ^ (mixed >> 32));
}

}  // namespace chuhai::decimal
