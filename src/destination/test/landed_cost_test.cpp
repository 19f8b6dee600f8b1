#include "destination/landed_cost.hpp"

#include <gtest/gtest.h>

#include "cost_cases.hpp"

namespace chuhai::destination {
namespace {

using rulebook::Levy;
using rulebook::LevyBasis;
using rulebook::Standing;
using testing::amount;
using testing::CostCase;
using testing::dec;

TEST(LandedCost, IsReckonedLineByLine) {
  CostCase cost;
  cost.charge(Levy::duty, LevyBasis::customs_value, "10");
  cost.charge(Levy::fee, LevyBasis::customs_value, "2.5");
  cost.charge(Levy::vat, LevyBasis::value_and_levies, "18");
  const LandedCost landed = cost.explain();
  EXPECT_EQ(amount(landed, LineKind::price), "450000.00 CNY");
  // 21.9 t at 100 USD, then 7.10 CNY.
  EXPECT_EQ(amount(landed, LineKind::freight), "15549.00 CNY");
  EXPECT_EQ(amount(landed, LineKind::inland), "absent");
  EXPECT_EQ(amount(landed, LineKind::insurance), "1541.40 CNY");
  EXPECT_EQ(amount(landed, LineKind::cif), "467090.40 CNY");
  EXPECT_EQ(amount(landed, LineKind::customs_value), "467090.40 CNY");
  EXPECT_EQ(amount(landed, LineKind::levy, 0), "46709.04 CNY");
  EXPECT_EQ(amount(landed, LineKind::levy, 1), "11677.26 CNY");
  EXPECT_EQ(amount(landed, LineKind::levy, 2), "94585.81 CNY");
  EXPECT_EQ(amount(landed, LineKind::total), "620062.51 CNY");
  EXPECT_EQ(landed.total_usd->to_string(), "87332.75 USD");
  EXPECT_EQ(landed.factor, dec("1.38"));
  EXPECT_TRUE(landed.open.empty());
}

TEST(LandedCost, TheLandLegOfALandlockedCountryIsALineOfItsOwn) {
  CostCase cost("UG");
  cost.charge(Levy::duty, LevyBasis::customs_value, "0");
  cost.charge(Levy::vat, LevyBasis::value_and_levies, "0");
  EXPECT_EQ(amount(cost.explain(), LineKind::inland), "7774.50 CNY");
}

TEST(LandedCost, APackMayStartFromThePriceWhenNew) {
  CostCase cost;
  cost.charge(Levy::duty, LevyBasis::customs_value, "25");
  cost.charge(Levy::surcharge, LevyBasis::fob, "20");
  cost.charge(Levy::excise, LevyBasis::value_and_duty, "10");
  cost.charge(Levy::fee, LevyBasis::duty, "1");
  cost.charge(Levy::vat, LevyBasis::value_and_levies, "0");
  cost.value_base = "new_price";
  cost.value_percent = dec("45");
  cost.facts.price_when_new = values::Money::of_minor(100000000, values::Currency::of("CNY"));
  const LandedCost landed = cost.explain();
  EXPECT_EQ(amount(landed, LineKind::customs_value), "450000.00 CNY");
  EXPECT_EQ(amount(landed, LineKind::levy, 0), "112500.00 CNY");
  EXPECT_EQ(amount(landed, LineKind::levy, 1), "90000.00 CNY") << "of the price, not of the customs value";
  EXPECT_EQ(amount(landed, LineKind::levy, 2), "56250.00 CNY");
  EXPECT_EQ(amount(landed, LineKind::levy, 3), "1125.00 CNY");
}

TEST(LandedCost, AFixedAmountIsConvertedAtTheAssumedRate) {
  CostCase cost;
  cost.charge(Levy::duty, LevyBasis::customs_value, "0");
  cost.charge_fixed(Levy::fee, "140", "USD");
  cost.charge(Levy::vat, LevyBasis::customs_value, "0");
  EXPECT_EQ(amount(cost.explain(), LineKind::levy, 1), "994.00 CNY");
  cost.facts.cny_per_usd = dec("8");
  EXPECT_EQ(amount(cost.explain(), LineKind::levy, 1), "1120.00 CNY") << "the rate given replaces ours";
}

TEST(LandedCost, AQuotationReplacesTheAssumedFreight) {
  CostCase cost("UG");
  cost.charge(Levy::duty, LevyBasis::customs_value, "0");
  cost.charge(Levy::vat, LevyBasis::customs_value, "0");
  cost.facts.freight = values::Money::of_minor(4200000, values::Currency::of("CNY"));
  cost.facts.mass_g.reset();
  const LandedCost landed = cost.explain();
  EXPECT_EQ(amount(landed, LineKind::freight), "42000.00 CNY");
  EXPECT_EQ(amount(landed, LineKind::inland), "absent");
  EXPECT_TRUE(landed.total);
}

/// The open points of a cost, and what it asks for.
std::string why_open(const LandedCost& landed) {
  EXPECT_FALSE(landed.total.has_value());
  EXPECT_EQ(amount(landed, LineKind::total), "open");
  std::string text;
  for (const OpenPoint& point : landed.open) text += point.why.en + "; ";
  for (const std::string& path : landed.missing) text += "missing " + path + " ";
  return text;
}

CostCase sound_case() {
  CostCase cost;
  cost.charge(Levy::duty, LevyBasis::customs_value, "5");
  cost.charge(Levy::vat, LevyBasis::value_and_levies, "10");
  return cost;
}

TEST(LandedCost, WithoutAPriceOrAMassItIsOpenAndNamesThem) {
  CostCase cost = sound_case();
  cost.facts.price.reset();
  EXPECT_EQ(why_open(cost.explain()), "the price is not known; missing machine.asking_price_cny ");
  cost = sound_case();
  cost.facts.mass_g.reset();
  EXPECT_EQ(
      why_open(cost.explain()),
      "freight goes by mass, which is not known; missing machine.mass_kg missing shipment.freight_cny ");
  EXPECT_EQ(cost.explain().known.to_string(), "450000.00 CNY");
}

TEST(LandedCost, AnUnknownRateIsOpenWithTheRulesOwnWords) {
  CostCase cost;
  cost.charge(Levy::duty, LevyBasis::customs_value, "");
  cost.charge(Levy::vat, LevyBasis::value_and_levies, "10");
  const LandedCost landed = cost.explain();
  EXPECT_EQ(why_open(landed), "Text of rule 0.; ");
  EXPECT_EQ(amount(landed, LineKind::levy, 1), "open") << "value added tax is taken of an unknown duty";
}

TEST(LandedCost, ALevyThatMightApplyOrHasEndedLeavesItOpen) {
  CostCase cost = sound_case();
  cost.charge(Levy::surcharge, LevyBasis::fob, "20", Standing::might_apply);
  cost.missing = {"machine.build_year"};
  EXPECT_EQ(why_open(cost.explain()), "may be charged: Text of rule 2.; missing machine.build_year ");
  cost = sound_case();
  cost.charge(Levy::surcharge, LevyBasis::fob, "20", Standing::expired);
  EXPECT_EQ(why_open(cost.explain()), "its source has expired: Text of rule 2.; ");
}

TEST(LandedCost, APackThatIsSilentOnDutyOrTaxLeavesItOpen) {
  CostCase cost;
  EXPECT_EQ(why_open(cost.explain()), "the rule pack does not say what is charged; ");
  cost.charge(Levy::vat, LevyBasis::customs_value, "10");
  EXPECT_EQ(why_open(cost.explain()), "the rule pack names no duty for this machine; ");
  const CostPlan none(nullptr, testing::assumptions(), "KE");
  EXPECT_EQ(why_open(none.explain(cost.facts)), "no rule pack is in force; ");
}

TEST(LandedCost, ACountryOrCurrencyNobodyAssumedAnythingForIsOpen) {
  CostCase cost("FR");
  cost.charge(Levy::duty, LevyBasis::customs_value, "0");
  cost.charge(Levy::vat, LevyBasis::customs_value, "0");
  EXPECT_EQ(why_open(cost.explain()), "no freight is assumed to this country; missing shipment.freight_cny ");
  cost = sound_case();
  cost.charge_fixed(Levy::fee, "10", "CHF");
  EXPECT_EQ(why_open(cost.explain()), "no exchange rate is assumed for CHF; ");
}

TEST(LandedCost, ACustomsValueThatCannotBeToldIsOpen) {
  CostCase cost = sound_case();
  cost.value_base = "new_price";
  cost.value_percent = dec("50");
  EXPECT_EQ(
      why_open(cost.explain()),
      "customs starts from the price when new, which is not known; missing machine.original_value_cny ");
  cost.facts.price_when_new = values::Money::of_minor(100, values::Currency::of("CNY"));
  cost.value_percent.reset();
  EXPECT_EQ(why_open(cost.explain()), "customs' own valuation cannot be told; ");
}

TEST(LandedCost, AmountsBeyondAllReasonAreOpenNotWrong) {
  CostCase cost = sound_case();
  cost.facts.price = values::Money::of_minor(9'000'000'000'000'000'000, values::Currency::of("CNY"));
  EXPECT_FALSE(cost.explain().total);
}

TEST(CostAssumptionsFile, OfTheShippedRulesHasARouteToEveryDestination) {
  auto shipped =
      CostAssumptions::load(std::filesystem::path(CHUHAI_SOURCE_DIR) / "rules/common/landed-cost.toml");
  ASSERT_TRUE(shipped) << base::describe(shipped.error());
  auto book = rulebook::Book::load(std::filesystem::path(CHUHAI_SOURCE_DIR) / "rules");
  ASSERT_TRUE(book) << base::describe(book.error());
  for (const auto& pack : book->packs()) {
    if (pack->area != "dest") continue;
    EXPECT_NE(shipped->route(pack->jurisdiction), nullptr) << pack->jurisdiction;
    for (const rulebook::LevyRule& levy : pack->levies) {
      EXPECT_TRUE(!levy.currency || shipped->rate_of(levy.currency->code())) << levy.id;
    }
  }
}

TEST(CostAssumptionsFile, IsRefusedWithPlaceAndReason) {
  const auto refusal = [](const std::string& from, const std::string& to) {
    auto read = testing::read_assumptions(from, to);
    return read ? std::string("it was read") : base::describe(read.error());
  };
  EXPECT_EQ(refusal("", ""), "it was read");
  EXPECT_NE(refusal("premium_percent = 0.3", "premium_percent = -1").find("number of zero or more"),
            std::string::npos);
  EXPECT_NE(refusal("USD = 7.10", "USX = 7.10").find("no code of ISO 4217"), std::string::npos);
  EXPECT_NE(refusal("USD = 7.10", "USD = 0").find("above zero"), std::string::npos);
  EXPECT_NE(refusal("\"KE\", ", "\"KE\", \"KE\", ").find("named twice"), std::string::npos);
  EXPECT_NE(refusal("country = \"UG\"", "country = \"FR\"").find("needs one [[region]]"), std::string::npos);
  EXPECT_NE(refusal("insured_percent", "insured_persent").find("not known here"), std::string::npos);
}

}  // namespace
}  // namespace chuhai::destination
