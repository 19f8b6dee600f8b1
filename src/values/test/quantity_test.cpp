#include "values/quantity.hpp"

#include <gtest/gtest.h>

#include <concepts>

namespace chuhai::values {
namespace {

using decimal::Decimal;

Decimal exactly(std::string_view text) { return *Decimal::parse(text); }

template <class Kind>
std::string reading(std::string_view text, std::string_view assumed = {}) {
  const auto value = Kind::parse(text, assumed);
  return value ? value->to_string() : value.error().code;
}

template <class A, class B>
concept Addable = requires(const A& a, const B& b) {
  a + b;
};
template <class A, class B>
concept Comparable = requires(const A& a, const B& b) {
  a < b;
};

TEST(Quantity, KindsDoNotMix) {
  static_assert(Addable<Mass, Mass> && Comparable<Mass, Mass>);
  static_assert(!Addable<Mass, Length> && !Comparable<Mass, Length>);
  static_assert(!Addable<Power, EngineHours> && !Addable<Mass, Decimal>);
  static_assert(!std::convertible_to<Decimal, Mass> && !std::constructible_from<Mass, Decimal>);
}

TEST(Mass, ReadsTheUsualUnits) {
  for (const auto* text :
       {"21.5t", "21,500 kg", "21500公斤", "2.15万公斤", "２１．５吨", "21.5 tons", "21 500"}) {
    EXPECT_EQ(reading<Mass>(text), std::string_view(text) == "21 500" ? "not_a_quantity" : "21500 kg")
        << text;
  }
  EXPECT_EQ(reading<Mass>("5千克"), "5 kg");
  EXPECT_EQ(reading<Mass>("5千公斤"), "5000 kg");
  EXPECT_EQ(reading<Mass>("100斤"), "50 kg");
  EXPECT_EQ(reading<Mass>("47,400 lb"), "21500.278338 kg");
  EXPECT_EQ(reading<Mass>("21500", "kg"), "21500 kg");
  EXPECT_EQ(reading<Mass>("21.5", "t"), "21500 kg");
  EXPECT_EQ(reading<Mass>("21.5万", "kg"), "215000 kg");
  EXPECT_EQ(reading<Mass>("21.5t", "kg"), "21500 kg");
}

TEST(Mass, RefusesWithAReason) {
  EXPECT_EQ(reading<Mass>(""), "not_a_quantity");
  EXPECT_EQ(reading<Mass>("heavy"), "not_a_quantity");
  EXPECT_EQ(reading<Mass>("20-22 t"), "not_a_quantity");
  EXPECT_EQ(reading<Mass>("约21 t"), "not_a_quantity");
  EXPECT_EQ(reading<Mass>("21,5 t"), "not_a_quantity");
  EXPECT_EQ(reading<Mass>("21500"), "unit_missing");
  EXPECT_EQ(reading<Mass>("21500 kW"), "unit_unknown");
  EXPECT_EQ(reading<Mass>("-1 kg"), "quantity_negative");
  EXPECT_EQ(reading<Mass>(std::string(100'000, '9') + "kg"), "not_a_quantity");
}

TEST(Mass, ConvertsBetweenUnits) {
  EXPECT_EQ(Mass::tonnes(exactly("21.5")).kg(), Decimal(21500));
  EXPECT_EQ(Mass::pounds(1).kg(), exactly("0.45359237"));
  EXPECT_EQ(Mass::pounds(150).lb(), Decimal(150));
  EXPECT_EQ((Mass::kilograms(1) + Mass::tonnes(1)).t(), exactly("1.001"));
  EXPECT_LT(Mass::pounds(1), Mass::kilograms(1));
  EXPECT_EQ(Mass::kilograms(exactly("1.0")), Mass::kilograms(1));
  EXPECT_EQ(Mass::kilograms(10) / Mass::kilograms(4), exactly("2.5"));
  EXPECT_EQ((Mass::kilograms(10) * exactly("0.5") - Mass::kilograms(1)).kg(), Decimal(4));
}

TEST(Power, TellsMechanicalFromMetricHorsepower) {
  EXPECT_EQ(reading<Power>("110 kW"), "110 kW");
  EXPECT_EQ(reading<Power>("110千瓦"), "110 kW");
  EXPECT_EQ(reading<Power>("150hp"), "111.8549808 kW");
  EXPECT_EQ(reading<Power>("150 HP"), "111.8549808 kW");
  for (const auto* text : {"150 PS", "150匹", "150 马力", "150匹马力"}) {
    EXPECT_EQ(reading<Power>(text), "110.3248125 kW") << text;
  }
  EXPECT_EQ(Power::horsepower(200).hp(), Decimal(200));
  EXPECT_EQ(Power::metric_horsepower(200).ps(), Decimal(200));
}

TEST(Length, ReadsTheUsualUnits) {
  EXPECT_EQ(reading<Length>("9.4 m"), "9.4 m");
  EXPECT_EQ(reading<Length>("9400mm"), "9.4 m");
  EXPECT_EQ(reading<Length>("940厘米"), "9.4 m");
  EXPECT_EQ(reading<Length>("10 ft"), "3.048 m");
  EXPECT_EQ(reading<Length>("10 in"), "0.254 m");
  EXPECT_EQ(Length::metres(2).mm(), Decimal(2000));
  EXPECT_EQ(Length::feet(31).ft(), Decimal(31));
  EXPECT_EQ(Length::millimetres(1).m(), exactly("0.001"));
}

TEST(EngineHours, ReadsTheUsualSpellings) {
  for (const auto* text :
       {"8,500小时", "8500 h", "8500 hrs", "8.5千小时", "0.85万小时", "8500 Hours", "8500h."}) {
    EXPECT_EQ(reading<EngineHours>(text), "8500 h") << text;
  }
  EXPECT_EQ(reading<EngineHours>("5千小时"), "5000 h");
  EXPECT_EQ(reading<EngineHours>("8500", "h"), "8500 h");
  EXPECT_EQ(reading<EngineHours>("8500 km"), "unit_unknown");
  EXPECT_EQ(reading<EngineHours>("8500", "km"), "unit_unknown");
}

TEST(QuantityDeath, NotFiniteIsABug) {
  EXPECT_DEATH((void)Mass::kilograms(Decimal(1) / Decimal(0)), "is_finite");
}

}  // namespace
}  // namespace chuhai::values
