#include "parts.hpp"

namespace chuhai::decimal {

void Parts::strip_zeros(int exponent_max) {
  if (coefficient == 0) return;
  while (!fits_64_bits(coefficient) && exponent < exponent_max && coefficient % 10 == 0) {
    coefficient /= 10;
    ++exponent;
  }
  if (!fits_64_bits(coefficient)) return;
  auto small = static_cast<std::uint64_t>(coefficient);
  while (exponent < exponent_max && small % 10 == 0) {
    small /= 10;
    ++exponent;
  }
  coefficient = small;
}

Decimal Parts::pack_in_range() const {
  if (!finite) return not_finite();
  Parts moved = *this;
  if (moved.coefficient == 0) {
    moved.exponent = exponent < kExponentMin   ? kExponentMin
                     : exponent > kExponentMax ? kExponentMax
                                               : exponent;
    return moved.pack();
  }
  while (moved.exponent > kExponentMax && moved.coefficient < power_of_ten(kDigitsMax - 1)) {
    moved.coefficient *= 10;
    --moved.exponent;
  }
  while (moved.exponent < kExponentMin && moved.coefficient % 10 == 0) {
    moved.coefficient /= 10;
    ++moved.exponent;
  }
  if (moved.exponent > kExponentMax || moved.exponent < kExponentMin) return not_finite();
  return moved.pack();
}

namespace {

// Compares what is cut off with one half: -1 below, 0 exactly half, 1 above.
int compare_with_half(Uint128 rest, Uint128 unit, bool sticky) {
  const Uint128 doubled = rest * 2;
  if (doubled != unit) return doubled < unit ? -1 : 1;
  return sticky ? 1 : 0;
}

bool rounds_away(int half, bool inexact, bool odd, bool negative, Rounding rounding) {
  switch (rounding) {
    case Rounding::half_even:
      return half > 0 || (half == 0 && odd);
    case Rounding::half_up:
      return half >= 0;
    case Rounding::half_down:
      return half > 0;
    case Rounding::up:
      return inexact;
    case Rounding::down:
      return false;
    case Rounding::floor:
      return inexact && negative;
    case Rounding::ceiling:
      return inexact && !negative;
  }
  return false;
}

}  // namespace

Uint128 round_off(Uint128 coefficient, int drop, bool negative, bool sticky, Rounding rounding) {
  Uint128 quotient = 0;
  Uint128 rest = coefficient;
  int half = -1;
  if (drop <= kDigitsMax + 1) {
    const Uint128 unit = power_of_ten(drop);
    if (fits_64_bits(coefficient) && fits_64_bits(unit)) {
      quotient = static_cast<std::uint64_t>(coefficient) / static_cast<std::uint64_t>(unit);
    } else {
      quotient = coefficient / unit;
    }
    rest = coefficient - quotient * unit;
    half = compare_with_half(rest, unit, sticky);
  }
  const bool inexact = rest != 0 || sticky;
  return rounds_away(half, inexact, (quotient & 1) != 0, negative, rounding) ? quotient + 1 : quotient;
}

Decimal from_digits(bool negative, std::string_view digits, std::int64_t exponent, bool sticky) {
  Parts parts;
  parts.negative = negative;
  const auto kept = digits.substr(0, kDigitsMax + 1);
  for (const char digit : kept)
    parts.coefficient = parts.coefficient * 10 + static_cast<unsigned>(digit - '0');
  for (const char digit : digits.substr(kept.size())) sticky = sticky || digit != '0';
  exponent += static_cast<std::int64_t>(digits.size() - kept.size());
  // The first digit that does not fit decides with the rest; a subnormal result loses more digits.
  std::int64_t drop = kept.size() > kDigitsMax ? 1 : 0;
  if (exponent + drop < kExponentMin) drop = kExponentMin - exponent;
  if (drop > 0 || sticky) {
    const int drop_small = drop > 2 * kDigitsMax ? 2 * kDigitsMax : static_cast<int>(drop);
    parts.coefficient = round_off(parts.coefficient, drop_small, negative, sticky, Rounding::half_even);
    exponent += drop;
  }
  if (parts.coefficient == kCoefficientLimit) {
    parts.coefficient /= 10;
    ++exponent;
  }
  if (exponent > kExponentMax + kDigitsMax) {
    if (parts.coefficient != 0) return Parts::not_finite();
    exponent = kExponentMax;
  }
  parts.exponent = static_cast<int>(exponent);
  return parts.pack_in_range();
}

}  // namespace chuhai::decimal
