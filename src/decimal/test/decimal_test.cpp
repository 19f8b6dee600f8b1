#include "decimal/decimal.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace chuhai::decimal {
namespace {

Decimal dec(std::string_view text) {
  auto parsed = Decimal::parse(text);
  EXPECT_TRUE(parsed) << text;
  return parsed ? *parsed : Decimal();
}

std::string code_of(std::string_view text) {
  const auto parsed = Decimal::parse(text);
  return parsed ? "" : parsed.error().code;
}

TEST(DecimalParse, ReadsTheDocumentedForms) {
  EXPECT_EQ(dec("12").to_string(), "12");
  EXPECT_EQ(dec("-0.5").to_string(), "-0.5");
  EXPECT_EQ(dec(".5").to_string(), "0.5");
  EXPECT_EQ(dec("1e3").to_string(), "1000");
  EXPECT_EQ(dec("1E-3").to_string(), "0.001");
  EXPECT_EQ(dec("1.10").to_string(), "1.10");
  EXPECT_EQ(dec("1.10").to_plain_string(), "1.1");
  EXPECT_EQ(dec("0.00").to_string(), "0.00");
  EXPECT_EQ(dec("000123.4500").to_plain_string(), "123.45");
  EXPECT_EQ(dec("-0").to_string(), "0");
  EXPECT_EQ(dec("100").to_plain_string(), "100");
}

TEST(DecimalParse, RefusesWhatIsNotANumber) {
  for (const auto* text : {"", "-", ".", "5.", "+5", " 5", "5 ", "1,000", "1e", "1e+", "e3", "1.2.3", "0x10",
                           "NaN", "Infinity", "1e3.5", "--1", "１２"}) {
    EXPECT_EQ(code_of(text), "not_a_number") << text;
  }
}

TEST(DecimalParse, KnowsItsLimits) {
  EXPECT_EQ(code_of("1234567890123456789012345678901234"), "");
  EXPECT_EQ(code_of("12345678901234567890123456789012345"), "number_too_precise");
  EXPECT_EQ(code_of("0.00000000001234567890123456789012345678901234"), "");
  EXPECT_EQ(code_of("1" + std::string(60, '0')), "");
  EXPECT_EQ(code_of("1." + std::string(60, '0')), "");
  EXPECT_EQ(code_of("9e6144"), "");
  EXPECT_EQ(code_of("1e6145"), "number_out_of_range");
  EXPECT_EQ(code_of("1e-6176"), "");
  EXPECT_EQ(code_of("10e-6177"), "");
  EXPECT_EQ(code_of("1e-6177"), "number_out_of_range");
  EXPECT_EQ(code_of("1e99999999999999999999"), "number_out_of_range");
  EXPECT_EQ(code_of("0e99999999999999999999"), "");
  EXPECT_EQ(Decimal::parse_rounded("12345678901234567890123456789012345")->to_string(),
            "12345678901234567890123456789012340");
  EXPECT_EQ(Decimal::parse_rounded("99999999999999999999999999999999995")->to_string(),
            "100000000000000000000000000000000000");
  EXPECT_EQ(Decimal::parse_rounded("1e-9999").error().code, "number_out_of_range");
  EXPECT_FALSE(Decimal::parse("nonsense").error().message.zh.empty());
}

TEST(DecimalText, WritesLongNumbersScientifically) {
  EXPECT_EQ(dec("1e39").to_string(), "1" + std::string(39, '0'));
  EXPECT_EQ(dec("1e40").to_string(), "1E+40");
  EXPECT_EQ(dec("1.25e-50").to_string(), "1.25E-50");
  EXPECT_EQ(dec("-12e6000").to_string(), "-1.2E+6001");
  EXPECT_EQ((Decimal(1) / Decimal(0)).to_string(), "NaN");
}

TEST(DecimalArithmetic, IsExactWhereFloatingPointIsNot) {
  EXPECT_EQ(dec("0.1") + dec("0.2"), dec("0.3"));
  EXPECT_EQ((dec("1.10") + dec("2.2")).to_string(), "3.30");
  EXPECT_EQ((dec("1.20") * dec("3")).to_string(), "3.60");
  EXPECT_EQ((dec("5") - dec("5.00")).to_string(), "0.00");
  EXPECT_EQ(dec("1e30") + dec("1e-3"), dec("1000000000000000000000000000000.001"));
  EXPECT_EQ(Decimal(10) / Decimal(4), dec("2.5"));
  EXPECT_EQ((Decimal(100) / Decimal(4)).to_string(), "25");
}

TEST(DecimalArithmetic, RoundsHalfEvenTo34Digits) {
  EXPECT_EQ((Decimal(1) / Decimal(3)).to_string(), "0." + std::string(34, '3'));
  EXPECT_EQ((Decimal(2) / Decimal(3)).to_string(), "0." + std::string(33, '6') + "7");
  const Decimal largest = dec(std::string(34, '9'));
  EXPECT_EQ(largest + Decimal(1), dec("1e34"));
  // Half of the last digit: to the even neighbour.
  const Decimal odd = dec("1000000000000000000000000000000001");
  EXPECT_EQ(odd + dec("0.5"), odd + Decimal(1));
  EXPECT_EQ(odd + Decimal(1) + dec("0.5"), odd + Decimal(1));
}

TEST(DecimalArithmetic, OverflowAndInvalidOperationsAreNotFiniteAndStaySo) {
  const Decimal overflow = dec("9e6144") * Decimal(10);
  EXPECT_FALSE(overflow.is_finite());
  EXPECT_FALSE((Decimal(1) / overflow).is_finite());
  EXPECT_FALSE((Decimal(1) / Decimal(0)).is_finite());
  EXPECT_FALSE((Decimal(0) / Decimal(0)).is_finite());
  EXPECT_FALSE(Decimal(-4).sqrt().is_finite());
  EXPECT_FALSE(Decimal(0).ln().is_finite());
  EXPECT_FALSE(Decimal(100000).exp().is_finite());
  EXPECT_FALSE((overflow + Decimal(1)).is_finite());
  EXPECT_FALSE((-overflow).is_finite());
  EXPECT_FALSE(overflow.rounded(2, Rounding::half_even).is_finite());
  EXPECT_FALSE(overflow == overflow);
  EXPECT_EQ(overflow <=> overflow, std::partial_ordering::unordered);
  EXPECT_EQ(overflow <=> Decimal(1), std::partial_ordering::unordered);
  EXPECT_FALSE(overflow.is_zero() || overflow.is_negative() || overflow.is_integer());
  EXPECT_FALSE(overflow.to_int64());
}

TEST(DecimalArithmetic, ZeroHasNoSign) {
  EXPECT_EQ((-Decimal(0)).to_string(), "0");
  EXPECT_EQ((Decimal(-1) * Decimal(0)).to_string(), "0");
  EXPECT_EQ((Decimal(0) / Decimal(-7)).to_string(), "0");
  EXPECT_EQ(dec("-0.4").rounded(0, Rounding::half_even).to_string(), "0");
  EXPECT_FALSE(dec("-0.00").is_negative());
}

TEST(DecimalCompare, OrdersByValue) {
  EXPECT_EQ(dec("1.10"), dec("1.1"));
  EXPECT_LT(dec("-1.10"), dec("-1.09"));
  EXPECT_LT(dec("-5"), dec("3"));
  EXPECT_LT(Decimal(-3), Decimal(-2));
  EXPECT_LT(dec("1e-6000"), dec("1e6000"));
  EXPECT_GT(dec("1e6000"), dec("9999999999999999999999999999999999"));
  EXPECT_LT(dec("-1e6000"), Decimal(0));
  EXPECT_GT(Decimal(0), dec("-1e-6000"));
  EXPECT_EQ(dec("0e5"), dec("0.000"));
  EXPECT_EQ(dec("1e33"), dec("1000000000000000000000000000000000"));
}

TEST(DecimalInteger, ConvertsExactlyOrNotAtAll) {
  EXPECT_EQ(dec("12.00").to_int64(), 12);
  EXPECT_EQ(dec("12.5").to_int64(), std::nullopt);
  EXPECT_EQ(dec("1e18").to_int64(), 1'000'000'000'000'000'000);
  EXPECT_EQ(dec("1e19").to_int64(), std::nullopt);
  EXPECT_EQ(dec("9223372036854775807").to_int64(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(dec("9223372036854775808").to_int64(), std::nullopt);
  EXPECT_EQ(dec("-9223372036854775808").to_int64(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(dec("12.345").to_scaled_int64(3), 12345);
  EXPECT_EQ(dec("12.345").to_scaled_int64(2), std::nullopt);
  EXPECT_EQ(dec("-12.3").to_scaled_int64(2), -1230);
  EXPECT_EQ(dec("12").to_scaled_int64(19), std::nullopt);
  EXPECT_EQ(dec("0e6000").to_scaled_int64(2), 0);
  EXPECT_EQ(Decimal(std::numeric_limits<std::int64_t>::min()).to_string(), "-9223372036854775808");
}

TEST(DecimalInteger, CountsDecimals) {
  EXPECT_EQ(dec("12").decimals(), 0);
  EXPECT_EQ(dec("1200").decimals(), 0);
  EXPECT_EQ(dec("0.25").decimals(), 2);
  EXPECT_EQ(dec("0.250").decimals(), 2);
  EXPECT_EQ(dec("3.000").decimals(), 0);
  EXPECT_TRUE(dec("3.000").is_integer());
  EXPECT_FALSE(dec("3.001").is_integer());
}

struct RoundingCase {
  const char* value;
  int scale;
  const char* half_even;
  const char* half_up;
  const char* half_down;
  const char* up;
  const char* down;
  const char* floor;
  const char* ceiling;
};

TEST(DecimalRounded, FollowsTheNamedMode) {
  const RoundingCase cases[] = {
      {"5.5", 0, "6", "6", "5", "6", "5", "5", "6"},
      {"2.5", 0, "2", "3", "2", "3", "2", "2", "3"},
      {"1.1", 0, "1", "1", "1", "2", "1", "1", "2"},
      {"1.0", 0, "1", "1", "1", "1", "1", "1", "1"},
      {"-1.1", 0, "-1", "-1", "-1", "-2", "-1", "-2", "-1"},
      {"-2.5", 0, "-2", "-3", "-2", "-3", "-2", "-3", "-2"},
      {"-5.5", 0, "-6", "-6", "-5", "-6", "-5", "-6", "-5"},
      {"0.125", 2, "0.12", "0.13", "0.12", "0.13", "0.12", "0.12", "0.13"},
      {"1250", -2, "1200", "1300", "1200", "1300", "1200", "1200", "1300"},
      {"7", 2, "7.00", "7.00", "7.00", "7.00", "7.00", "7.00", "7.00"},
      {"1e-40", 0, "0", "0", "0", "1", "0", "0", "1"},
      {"-1e-40", 0, "0", "0", "0", "-1", "0", "-1", "0"},
  };
  for (const auto& c : cases) {
    const Decimal value = dec(c.value);
    EXPECT_EQ(value.rounded(c.scale, Rounding::half_even).to_string(), c.half_even) << c.value;
    EXPECT_EQ(value.rounded(c.scale, Rounding::half_up).to_string(), c.half_up) << c.value;
    EXPECT_EQ(value.rounded(c.scale, Rounding::half_down).to_string(), c.half_down) << c.value;
    EXPECT_EQ(value.rounded(c.scale, Rounding::up).to_string(), c.up) << c.value;
    EXPECT_EQ(value.rounded(c.scale, Rounding::down).to_string(), c.down) << c.value;
    EXPECT_EQ(value.rounded(c.scale, Rounding::floor).to_string(), c.floor) << c.value;
    EXPECT_EQ(value.rounded(c.scale, Rounding::ceiling).to_string(), c.ceiling) << c.value;
  }
}

TEST(DecimalRounded, StopsAt34Digits) {
  EXPECT_TRUE(dec("12").rounded(32, Rounding::down).is_finite());
  EXPECT_FALSE(dec("12").rounded(33, Rounding::down).is_finite());
  EXPECT_FALSE(dec("12").rounded(7000, Rounding::down).is_finite());
  EXPECT_FALSE(dec("12").rounded(std::numeric_limits<int>::min(), Rounding::down).is_finite());
  EXPECT_TRUE(dec("12").rounded(-6111, Rounding::down).is_zero());
}

TEST(DecimalModulo, HasTheSignOfTheDivisor) {
  EXPECT_EQ(Decimal::modulo(12, 5), Decimal(2));
  EXPECT_EQ(Decimal::modulo(-12, 5), Decimal(3));
  EXPECT_EQ(Decimal::modulo(12, -5), Decimal(-3));
  EXPECT_EQ(Decimal::modulo(-12, -5), Decimal(-2));
  EXPECT_EQ(Decimal::modulo(dec("10.1"), dec("4.5")), dec("1.1"));
  EXPECT_EQ(Decimal::modulo(dec("-10.1"), dec("4.5")), dec("3.4"));
  EXPECT_FALSE(Decimal::modulo(1, 0).is_finite());
}

TEST(DecimalModulo, IsExactForHugeQuotients) {
  // 10^n mod 7 repeats with period 6: 1 3 2 6 4 5.
  EXPECT_EQ(Decimal::modulo(dec("1e6000"), 7), Decimal(1));
  EXPECT_EQ(Decimal::modulo(dec("1e6001"), 7), Decimal(3));
  EXPECT_EQ(Decimal::modulo(dec("-1e6001"), 7), Decimal(4));
  EXPECT_EQ(Decimal::modulo(dec("1e40"), dec("0.7")), dec("0.5"));
}

TEST(DecimalPower, IsExactForWholeExponents) {
  EXPECT_EQ(Decimal::power(2, 10), Decimal(1024));
  EXPECT_EQ(Decimal::power(2, 100).to_string(), "1267650600228229401496703205376");
  EXPECT_EQ(Decimal::power(dec("1.1"), 2).to_string(), "1.21");
  EXPECT_EQ(Decimal::power(-2, 3), Decimal(-8));
  EXPECT_EQ(Decimal::power(2, -2), dec("0.25"));
  EXPECT_EQ(Decimal::power(0, 0), Decimal(1));
  EXPECT_EQ(Decimal::power(0, 5), Decimal(0));
  EXPECT_FALSE(Decimal::power(0, -1).is_finite());
  EXPECT_EQ(Decimal::power(3, 71), dec("7509466514979724803946715958257547"));
  EXPECT_FALSE(Decimal::power(10, 6145).is_finite());
  EXPECT_TRUE(Decimal::power(10, -7000).is_zero());
  EXPECT_EQ(Decimal::power(10, 6144), dec("1e6144"));
  EXPECT_FALSE(Decimal::power(2, dec("9e17")).is_finite());
  EXPECT_EQ(Decimal::power(1, dec("9e17")), Decimal(1));
}

TEST(DecimalPower, RoundsOnceForLongResults) {
  // 3^100 = 515377520732011331036461129765621272702107522001
  EXPECT_EQ(Decimal::power(3, 100), dec("515377520732011331036461129765621300000000000000"));
  // 1.0001^10000 = 2.718145926825224864037664674913146536...
  EXPECT_EQ(Decimal::power(dec("1.0001"), 10000).to_string(), "2.718145926825224864037664674913147");
}

TEST(DecimalFunctions, RootExponentialAndLogarithm) {
  EXPECT_EQ(Decimal(16).sqrt().to_string(), "4");
  EXPECT_EQ(Decimal(2).sqrt().to_string(), "1.414213562373095048801688724209698");
  EXPECT_EQ(Decimal::power(16, dec("0.5")), Decimal(4));
  EXPECT_EQ(Decimal(0).exp(), Decimal(1));
  EXPECT_EQ(Decimal(1).ln(), Decimal(0));
  const Decimal e_error = Decimal(1).exp() - dec("2.718281828459045235360287471352662");
  EXPECT_LE(e_error.abs(), dec("2e-33"));
  const Decimal ln_error = Decimal(10).ln() - dec("2.302585092994045684017991454684364");
  EXPECT_LE(ln_error.abs(), dec("2e-33"));
}

TEST(DecimalDouble, ConvertsBothWays) {
  EXPECT_EQ(dec("0.1").to_double(), 0.1);
  EXPECT_EQ(dec("-123456.789").to_double(), -123456.789);
  EXPECT_EQ(dec("1e300").to_double(), 1e300);
  EXPECT_TRUE(std::isnan((Decimal(1) / Decimal(0)).to_double()));
  EXPECT_EQ(Decimal::from_double(0.1)->to_string(), "0.1");
  EXPECT_EQ(Decimal::from_double(1e22)->to_string(), "10000000000000000000000");
  EXPECT_EQ(*Decimal::from_double(-0.0), Decimal(0));
  EXPECT_EQ(Decimal::from_double(std::nan("")).error().code, "not_a_number");
  EXPECT_EQ(Decimal::from_double(-HUGE_VAL).error().code, "not_a_number");
}

TEST(DecimalScaled, IsExactOrNotFinite) {
  EXPECT_EQ(Decimal::scaled(123, -2), dec("1.23"));
  EXPECT_EQ(Decimal::scaled(1, 6144), dec("1e6144"));
  EXPECT_FALSE(Decimal::scaled(1, 6145).is_finite());
  EXPECT_EQ(Decimal::scaled(100, -6178), dec("1e-6176"));
  EXPECT_FALSE(Decimal::scaled(123, -6178).is_finite());
}

}  // namespace
}  // namespace chuhai::decimal
