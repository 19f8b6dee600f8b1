#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "decimal/decimal.hpp"

namespace chuhai::decimal {

// 128-bit integers are a compiler extension; both compilers we support have them.
__extension__ typedef unsigned __int128 Uint128;

constexpr int kDigitsMax = 34;
constexpr int kExponentMin = -6176;
constexpr int kExponentMax = 6111;

/// 10^0 .. 10^38: all powers of ten that fit 128 bits.
constexpr std::array<Uint128, 39> make_powers_of_ten() {
  std::array<Uint128, 39> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}
inline constexpr std::array<Uint128, 39> kPowersOfTen = make_powers_of_ten();
inline constexpr Uint128 kCoefficientLimit = kPowersOfTen[kDigitsMax];  ///< first one too large

inline Uint128 power_of_ten(int exponent) { return kPowersOfTen[static_cast<std::size_t>(exponent)]; }
inline bool fits_64_bits(Uint128 value) { return (value >> 64) == 0; }

/// A decimal taken apart: (-1)^negative x coefficient x 10^exponent.
struct Parts {
  Uint128 coefficient = 0;
  int exponent = 0;
  bool negative = false;
  bool finite = true;

  static Parts of(const Decimal& value) {
    Parts parts;
    const std::uint64_t high = value.words_[1];
    if ((high & Decimal::kSpecialBits) == Decimal::kSpecialBits) {
      parts.finite = false;
      return parts;
    }
    parts.negative = (high & Decimal::kSignBit) != 0;
    parts.exponent = static_cast<int>((high >> 49) & 0x3fff) + kExponentMin;
    parts.coefficient = (Uint128{high & ((std::uint64_t{1} << 49) - 1)} << 64) | value.words_[0];
    return parts;
  }

  /// The decimal, when the coefficient has at most 34 digits and the exponent is in range.
  Decimal pack() const {
    const auto biased = static_cast<std::uint64_t>(exponent - kExponentMin);
    const std::uint64_t sign = negative && coefficient != 0 ? Decimal::kSignBit : 0;
    return from_words(static_cast<std::uint64_t>(coefficient),
                      sign | (biased << 49) | static_cast<std::uint64_t>(coefficient >> 64));
  }

  /// The decimal, moving zeros between coefficient and exponent to bring the exponent into range;
  /// not finite when that is impossible. The coefficient has at most 34 digits.
  Decimal pack_in_range() const;

  /// Moves trailing zeros of the coefficient into the exponent, not above `exponent_max`.
  void strip_zeros(int exponent_max);

  static Decimal from_words(std::uint64_t low, std::uint64_t high) {
    Decimal value;
    value.words_[0] = low;
    value.words_[1] = high;
    return value;
  }
  static Decimal not_finite() { return from_words(0, std::uint64_t{0x7c} << 56); }
  static std::uint64_t low_word(const Decimal& value) { return value.words_[0]; }
  static std::uint64_t high_word(const Decimal& value) { return value.words_[1]; }
};

/// Brings `coefficient` / 10^drop to an integer; `sticky` says that digits below were already lost.
Uint128 round_off(Uint128 coefficient, int drop, bool negative, bool sticky, Rounding rounding);

/// (-1)^negative x digits x 10^exponent (+ a little when `sticky`), rounded half-even to 34 digits.
/// Digits are ASCII without leading zeros; not finite when out of range, zero when too small.
Decimal from_digits(bool negative, std::string_view digits, std::int64_t exponent, bool sticky);

/// base^exponent for exponent >= 1 and base neither zero nor non-finite.
Decimal power_of_integer_exponent(const Decimal& base, std::int64_t exponent);

}  // namespace chuhai::decimal
