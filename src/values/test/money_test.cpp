#include "values/money.hpp"

#include <gtest/gtest.h>

#include <concepts>
#include <limits>

namespace chuhai::values {
namespace {

using decimal::Decimal;
using decimal::Rounding;

const std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
const std::int64_t kMin = std::numeric_limits<std::int64_t>::min();

Money usd(std::int64_t minor) { return Money::of_minor(minor, Currency::of("USD")); }
Money jpy(std::int64_t minor) { return Money::of_minor(minor, Currency::of("JPY")); }
Decimal dec(std::string_view text) { return *Decimal::parse(text); }

std::string reading(std::string_view text, std::optional<Currency> assumed = std::nullopt) {
  const auto money = Money::parse(text, assumed);
  return money ? money->to_string() : money.error().code;
}

TEST(Currency, KnowsMinorDigitsAndSpellings) {
  EXPECT_EQ(Currency::of("KWD").minor_digits(), 3);
  EXPECT_EQ(Currency::of("UGX").minor_digits(), 0);
  EXPECT_EQ(Currency::parse("usd")->code(), "USD");
  EXPECT_EQ(Currency::parse(" 人民币 ")->code(), "CNY");
  EXPECT_EQ(Currency::parse("RMB")->code(), "CNY");
  EXPECT_EQ(Currency::parse("ＵＳＤ")->code(), "USD");
  EXPECT_EQ(Currency::parse("$").error().code, "ambiguous_currency");
  EXPECT_EQ(Currency::parse("￥").error().code, "ambiguous_currency");
  EXPECT_EQ(Currency::parse("").error().code, "unknown_currency");
  EXPECT_EQ(Currency::parse("XYZ").error().code, "unknown_currency");
  for (const Currency currency : Currency::all()) {
    EXPECT_EQ(Currency::parse(currency.code())->code(), currency.code());
    EXPECT_EQ(Currency::parse(currency.name().zh)->code(), currency.code());
    EXPECT_EQ(Currency::parse(currency.name().en)->code(), currency.code());
  }
}

TEST(Currency, UnknownCodeInOurCodeIsABug) { EXPECT_DEATH((void)Currency::of("XYZ"), "in the table"); }

TEST(Money, IsBuiltByNameOnly) {
  static_assert(!std::convertible_to<std::int64_t, Money>);
  static_assert(!std::constructible_from<Money, std::int64_t, Currency>);
  EXPECT_EQ(Money::of_major(dec("12.34"), Currency::of("USD"))->minor(), 1234);
  EXPECT_EQ(Money::of_major(dec("12.340"), Currency::of("USD"))->minor(), 1234);
  EXPECT_EQ(Money::of_major(dec("12"), Currency::of("JPY"))->minor(), 12);
  EXPECT_EQ(Money::of_major(dec("12.345"), Currency::of("USD")).error().code, "amount_too_precise");
  EXPECT_EQ(Money::of_major(dec("1e20"), Currency::of("USD")).error().code, "money_overflow");
  EXPECT_EQ(Money::of_major(Decimal(1) / Decimal(0), Currency::of("USD")).error().code, "money_overflow");
  EXPECT_EQ(Money::of_major_rounded(dec("12.345"), Currency::of("USD"), Rounding::half_up)->minor(), 1235);
  EXPECT_EQ(Money::of_major_rounded(dec("1e6000"), Currency::of("USD"), Rounding::half_up).error().code,
            "money_overflow");
}

TEST(Money, PrintsWithItsCurrency) {
  EXPECT_EQ(usd(123450).to_string(), "1234.50 USD");
  EXPECT_EQ(usd(-5).to_string(), "-0.05 USD");
  EXPECT_EQ(jpy(500).to_string(), "500 JPY");
  EXPECT_EQ(usd(kMin).to_string(), "-92233720368547758.08 USD");
}

TEST(Money, ReadsTheUsualSpellings) {
  EXPECT_EQ(reading("12,345.60 USD"), "12345.60 USD");
  EXPECT_EQ(reading("USD 12345.6"), "12345.60 USD");
  EXPECT_EQ(reading("US$12,345"), "12345.00 USD");
  EXPECT_EQ(reading("人民币 35.8万元"), "358000.00 CNY");
  EXPECT_EQ(reading("35.8万", Currency::of("CNY")), "358000.00 CNY");
  EXPECT_EQ(reading("1.2亿元"), "120000000.00 CNY");
  EXPECT_EQ(reading("ＣＮＹ１２３"), "123.00 CNY");
  EXPECT_EQ(reading("-12.5", Currency::of("USD")), "-12.50 USD");
  EXPECT_EQ(reading("USD 10元"), "10.00 USD");
  EXPECT_EQ(reading("35.8万"), "currency_missing");
  EXPECT_EQ(reading("$35"), "ambiguous_currency");
  EXPECT_EQ(reading("USD 10 EUR"), "not_an_amount");
  EXPECT_EQ(reading("1,23 USD"), "not_an_amount");
  EXPECT_EQ(reading("1,2345 USD"), "not_an_amount");
  EXPECT_EQ(reading("10-20 USD"), "not_an_amount");
  EXPECT_EQ(reading("about"), "not_an_amount");
  EXPECT_EQ(reading("10 bananas"), "unknown_currency");
  EXPECT_EQ(reading("0.001 USD"), "amount_too_precise");
}

TEST(Money, EqualityIsTotal) {
  EXPECT_EQ(usd(0), usd(0));
  EXPECT_FALSE(usd(0) == jpy(0));
  EXPECT_LT(usd(-1), usd(1));
}

TEST(MoneyDeath, MixingCurrenciesIsABug) {
  EXPECT_DEATH((void)(usd(1) + jpy(1)), "currency");
  EXPECT_DEATH((void)(usd(1) - jpy(1)), "currency");
  EXPECT_DEATH((void)(usd(1) < jpy(1)), "currency");
  EXPECT_DEATH((void)(usd(kMax) + usd(1)), "has_value");
}

TEST(Money, ChecksForOverflow) {
  EXPECT_EQ(add_checked(usd(kMax), usd(1)).error().code, "money_overflow");
  EXPECT_EQ(subtract_checked(usd(kMin), usd(1)).error().code, "money_overflow");
  EXPECT_EQ(add_checked(usd(kMax), usd(-1))->minor(), kMax - 1);
  EXPECT_EQ(multiply(usd(kMax), Decimal(2), Rounding::half_even).error().code, "money_overflow");
}

TEST(Money, MultipliesWithANamedRounding) {
  EXPECT_EQ(multiply(usd(105), dec("0.5"), Rounding::half_even)->minor(), 52);
  EXPECT_EQ(multiply(usd(105), dec("0.5"), Rounding::half_up)->minor(), 53);
  EXPECT_EQ(multiply(usd(-105), dec("0.5"), Rounding::floor)->minor(), -53);
  EXPECT_EQ(multiply(jpy(1000), dec("0.13"), Rounding::down)->minor(), 130);
  EXPECT_EQ(multiply(usd(kMax), Decimal(1), Rounding::half_even)->minor(), kMax);
}

std::vector<std::int64_t> parts(const Money& total, std::vector<std::int64_t> weights) {
  std::vector<std::int64_t> minors;
  const auto allocated = allocate(total, weights);
  for (const Money& part : *allocated) minors.push_back(part.minor());
  return minors;
}

TEST(MoneyAllocate, GivesTheRestToTheLargestRemainders) {
  EXPECT_EQ(parts(usd(100), {1, 1, 1}), (std::vector<std::int64_t>{34, 33, 33}));
  EXPECT_EQ(parts(usd(-100), {1, 1, 1}), (std::vector<std::int64_t>{-34, -33, -33}));
  EXPECT_EQ(parts(usd(5), {3, 7}), (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(parts(usd(1), {0, 1, 1}), (std::vector<std::int64_t>{0, 1, 0}));
  EXPECT_EQ(parts(usd(kMax), {1}), (std::vector<std::int64_t>{kMax}));
  EXPECT_EQ(parts(usd(kMin), {1, 1}), (std::vector<std::int64_t>{kMin / 2, kMin / 2}));
}

TEST(MoneyAllocate, RefusesSenselessWeights) {
  const std::vector<std::int64_t> none;
  const std::vector<std::int64_t> zeros = {0, 0};
  const std::vector<std::int64_t> negative = {1, -1};
  const std::vector<std::int64_t> huge = {(std::int64_t{1} << 31) + 1};
  EXPECT_EQ(allocate(usd(1), none).error().code, "weights_empty");
  EXPECT_EQ(allocate(usd(1), zeros).error().code, "weights_zero");
  EXPECT_EQ(allocate(usd(1), negative).error().code, "weight_out_of_range");
  EXPECT_EQ(allocate(usd(1), huge).error().code, "weight_out_of_range");
  EXPECT_EQ(allocate(usd(1), std::vector<std::int64_t>(1'000'001, 1)).error().code, "too_many_weights");
}

TEST(MoneyConvert, UsesTheRateAsStated) {
  ExchangeRate rate{Currency::of("USD"), Currency::of("CNY"), dec("7.1234"), calendar::Date{2026, 3, 2},
                    "test"};
  EXPECT_EQ(convert(usd(100'00), rate, Rounding::half_up)->to_string(), "712.34 CNY");
  EXPECT_EQ(convert(usd(1), rate, Rounding::half_up)->minor(), 7);
  EXPECT_EQ(convert(jpy(1), rate, Rounding::half_up).error().code, "rate_for_other_currency");
  rate.counter = Currency::of("UGX");
  EXPECT_EQ(convert(usd(150), rate, Rounding::ceiling)->to_string(), "11 UGX");
  rate.rate = Decimal(0);
  EXPECT_EQ(convert(usd(1), rate, Rounding::half_up).error().code, "rate_not_positive");
  rate.rate = Decimal(1) / Decimal(0);
  EXPECT_EQ(convert(usd(1), rate, Rounding::half_up).error().code, "rate_not_positive");
}

}  // namespace
}  // namespace chuhai::values
