#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "decimal/decimal.hpp"

namespace chuhai::decimal {
namespace {

constexpr Rounding kModes[] = {Rounding::half_even, Rounding::half_up, Rounding::half_down, Rounding::up,
                               Rounding::down,      Rounding::floor,   Rounding::ceiling};

// Any coefficient of up to 34 digits with an exponent that covers the interesting range.
rc::Gen<Decimal> any_decimal(int exponent_limit) {
  return rc::gen::map(
      rc::gen::tuple(rc::gen::arbitrary<bool>(), rc::gen::container<std::string>(rc::gen::inRange('0', ':')),
                     rc::gen::inRange(-exponent_limit, exponent_limit + 1)),
      [](const std::tuple<bool, std::string, int>& drawn) {
        const auto& [negative, digits, exponent] = drawn;
        const std::string text =
            (negative ? "-" : "") + ("0" + digits).substr(0, 34) + "e" + std::to_string(exponent);
        return *Decimal::parse(text);
      });
}

rc::Gen<Decimal> small_decimal() {
  return rc::gen::map(
      rc::gen::pair(rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000),
                    rc::gen::inRange(-6, 4)),
      [](const std::pair<std::int64_t, int>& drawn) { return Decimal::scaled(drawn.first, drawn.second); });
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  const std::int64_t quotient = a / b;
  return (a % b != 0 && (a < 0) != (b < 0)) ? quotient - 1 : quotient;
}

// The integer model of rounding: value / unit.
std::int64_t model_round(std::int64_t value, std::int64_t unit, Rounding rounding) {
  const std::int64_t low = floor_divide(value, unit);
  const std::int64_t rest = value - low * unit;
  if (rest == 0) return low;
  const bool negative = value < 0;
  const std::int64_t away = negative ? low : low + 1;
  const std::int64_t towards = negative ? low + 1 : low;
  const auto nearest = [&](std::int64_t tie) {
    return 2 * rest == unit ? tie : 2 * rest < unit ? low : low + 1;
  };
  switch (rounding) {
    case Rounding::half_even:
      return nearest(low % 2 == 0 ? low : low + 1);
    case Rounding::half_up:
      return nearest(away);
    case Rounding::half_down:
      return nearest(towards);
    case Rounding::up:
      return away;
    case Rounding::down:
      return towards;
    case Rounding::floor:
      return low;
    case Rounding::ceiling:
      return low + 1;
  }
  return 0;
}

TEST(DecimalProperty, AddingAndTakingAwayGivesBack) {
  EXPECT_TRUE(rc::check([] {
    const Decimal a = *small_decimal();
    const Decimal b = *small_decimal();
    RC_ASSERT(a + b - b == a);
    RC_ASSERT(a + b == b + a);
    RC_ASSERT(a * b == b * a);
    RC_ASSERT((a - b).is_negative() == (a < b));
    RC_ASSERT((a - b).is_zero() == (a == b));
  }));
}

TEST(DecimalProperty, OrderAgreesWithSubtractionEverywhere) {
  EXPECT_TRUE(rc::check([] {
    const Decimal a = *any_decimal(60);
    const Decimal b = *any_decimal(60);
    const Decimal difference = a - b;
    RC_ASSERT(difference.is_negative() == (a < b));
    RC_ASSERT(difference.is_zero() == (a == b));
    RC_ASSERT((a > b) == (b < a));
    RC_ASSERT((-a < -b) == (b < a));
  }));
}

TEST(DecimalProperty, TextReadsBackAsTheSameNumber) {
  EXPECT_TRUE(rc::check([] {
    const Decimal value = *any_decimal(6100);
    const auto again = Decimal::parse(value.to_string());
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == value);
    RC_ASSERT(again->to_string() == value.to_string());
    RC_ASSERT(again->hash() == value.hash());
    const auto plain = Decimal::parse(value.to_plain_string());
    RC_ASSERT(plain.has_value());
    RC_ASSERT(*plain == value);
    RC_ASSERT(plain->hash() == value.hash());
  }));
}

TEST(DecimalProperty, EqualNumbersHashAlike) {
  EXPECT_TRUE(rc::check([] {
    const auto coefficient = *rc::gen::inRange<std::int64_t>(-100'000'000, 100'000'000);
    const auto zeros = *rc::gen::inRange(0, 9);
    const auto exponent = *rc::gen::inRange(-40, 40);
    const Decimal plain = Decimal::scaled(coefficient, exponent);
    std::int64_t padded = coefficient;
    for (int i = 0; i < zeros; ++i) padded *= 10;
    const Decimal wide = Decimal::scaled(padded, exponent - zeros);
    RC_ASSERT(plain == wide);
    RC_ASSERT(plain.hash() == wide.hash());
    RC_ASSERT((plain <=> wide) == std::partial_ordering::equivalent);
    RC_ASSERT(plain.decimals() == wide.decimals());
  }));
}

TEST(DecimalProperty, RoundingAgreesWithTheIntegerModel) {
  EXPECT_TRUE(rc::check([] {
    const auto value = *rc::gen::inRange<std::int64_t>(-200'000, 200'000);
    const int scale = *rc::gen::inRange(0, 4);
    const std::int64_t units[] = {1000, 100, 10, 1};
    const Decimal number = Decimal::scaled(value, -3);
    for (const Rounding mode : kModes) {
      const auto expected = model_round(value, units[scale], mode);
      RC_ASSERT(number.rounded(scale, mode) == Decimal::scaled(expected, -scale));
    }
  }));
}

TEST(DecimalProperty, TiesAgreeWithTheIntegerModel) {
  for (std::int64_t value = -1005; value <= 1005; value += 5) {
    for (const Rounding mode : kModes) {
      EXPECT_EQ(Decimal::scaled(value, -1).rounded(0, mode), Decimal(model_round(value, 10, mode))) << value;
    }
  }
}

TEST(DecimalProperty, DivisionUndoesMultiplication) {
  EXPECT_TRUE(rc::check([] {
    const Decimal a = *small_decimal();
    const Decimal b = *small_decimal();
    RC_PRE(!b.is_zero());
    RC_ASSERT(a * b / b == a);
    const Decimal rest = Decimal::modulo(a, b);
    RC_ASSERT(rest.is_zero() || rest.is_negative() == b.is_negative());
    RC_ASSERT(rest.abs() < b.abs());
    RC_ASSERT(((a - rest) / b).is_integer());
  }));
}

TEST(DecimalProperty, PowerAgreesWithRepeatedMultiplication) {
  EXPECT_TRUE(rc::check([] {
    const Decimal base =
        Decimal::scaled(*rc::gen::inRange<std::int64_t>(-999, 1000), *rc::gen::inRange(-3, 3));
    const int exponent = *rc::gen::inRange(0, 11);
    Decimal expected(1);
    for (int i = 0; i < exponent; ++i) expected = expected * base;
    RC_ASSERT(Decimal::power(base, exponent) == expected);
  }));
}

TEST(DecimalProperty, IntegersSurvive) {
  EXPECT_TRUE(rc::check([](std::int64_t value) {
    RC_ASSERT(Decimal(value).to_int64() == value);
    RC_ASSERT(Decimal(value).to_string() == std::to_string(value));
    RC_ASSERT(Decimal::scaled(value, -7).to_scaled_int64(7) == value);
  }));
}

TEST(DecimalProperty, DoublesSurvive) {
  EXPECT_TRUE(rc::check([](double value) { RC_ASSERT(Decimal::from_double(value)->to_double() == value); }));
}

}  // namespace
}  // namespace chuhai::decimal
