#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <numeric>

#include "values/identity.hpp"
#include "values/money.hpp"
#include "values/quantity.hpp"

namespace chuhai::values {
namespace {

using decimal::Decimal;
using decimal::Rounding;

Currency any_currency() {
  const auto all = Currency::all();
  return all[*rc::gen::inRange<std::size_t>(0, all.size())];
}

TEST(MoneyProperty, PartsAddUpToTheWhole) {
  EXPECT_TRUE(rc::check([](std::int64_t minor) {
    const auto weights = *rc::gen::nonEmpty(
        rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 1 << 20)));
    const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    RC_PRE(sum > 0);
    const Money total = Money::of_minor(minor, any_currency());
    const auto parts = allocate(total, weights);
    RC_ASSERT(parts.has_value());
    RC_ASSERT(parts->size() == weights.size());
    Money added = Money::zero(total.currency());
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const Money& part = (*parts)[i];
      added = added + part;
      RC_ASSERT(part.is_zero() || part.is_negative() == total.is_negative());
      // Within one unit of the exact share, and nothing where nothing is due.
      const Decimal share = Decimal(minor) * Decimal(weights[i]) / Decimal(sum);
      RC_ASSERT((Decimal(part.minor()) - share).abs() < Decimal(1));
    }
    RC_ASSERT(added == total);
  }));
}

TEST(MoneyProperty, ArithmeticIsThatOfIntegers) {
  EXPECT_TRUE(rc::check([] {
    const Currency currency = any_currency();
    const auto a = *rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000);
    const auto b = *rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000);
    const Money x = Money::of_minor(a, currency);
    const Money y = Money::of_minor(b, currency);
    RC_ASSERT((x + y).minor() == a + b);
    RC_ASSERT((x - y) + y == x);
    RC_ASSERT((x < y) == (a < b));
    RC_ASSERT(-(-x) == x);
    RC_ASSERT(*multiply(x, Decimal(3), Rounding::half_even) == x + x + x);
    RC_ASSERT(*Money::of_major(x.major(), currency) == x);
    RC_ASSERT(*Money::parse(x.to_string(), std::nullopt) == x);
  }));
}

TEST(QuantityProperty, TextReadsBackAsTheSameQuantity) {
  EXPECT_TRUE(rc::check([] {
    const Decimal value =
        Decimal::scaled(*rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000), *rc::gen::inRange(-6, 1));
    RC_ASSERT(*Mass::parse(Mass::kilograms(value).to_string()) == Mass::kilograms(value));
    RC_ASSERT(*Length::parse(Length::metres(value).to_string()) == Length::metres(value));
    RC_ASSERT(*Power::parse(Power::kilowatts(value).to_string()) == Power::kilowatts(value));
    RC_ASSERT(*EngineHours::parse(EngineHours::hours(value).to_string()) == EngineHours::hours(value));
    RC_ASSERT(Mass::pounds(value).lb() == value);
    RC_ASSERT(Power::horsepower(value).hp() == value);
    RC_ASSERT(Length::feet(value).ft() == value);
  }));
}

TEST(IdentityProperty, AnyTextIsANumberOrHasAReason) {
  EXPECT_TRUE(rc::check([](const std::string& text) {
    const auto found = identify(text);
    const bool none = std::holds_alternative<std::monostate>(found.number);
    RC_ASSERT(none == found.normalised().empty());
    RC_ASSERT(!none || !found.reasons.empty());
  }));
}

TEST(IdentityProperty, WellFormedNumbersAreRecognisedInAnyCase) {
  EXPECT_TRUE(rc::check([] {
    const std::string alphabet = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";
    std::string text;
    for (int i = 0; i < 17; ++i) {
      const std::size_t letters_only = i == 8 ? 23 : alphabet.size();
      text.push_back(alphabet[*rc::gen::inRange<std::size_t>(0, letters_only)]);
    }
    const auto pin = Pin::parse("*" + text + "*");
    RC_ASSERT(pin.has_value());
    RC_ASSERT(pin->text() == text);
    RC_ASSERT(identify(text).pin() != nullptr);
    RC_ASSERT(identify(text).normalised() == text);
  }));
}

}  // namespace
}  // namespace chuhai::values
