#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "cost_cases.hpp"
#include "ratio.hpp"

namespace chuhai::destination {
namespace {

using rulebook::Levy;
using rulebook::LevyBasis;
using testing::CostCase;

constexpr Levy kKinds[] = {Levy::duty, Levy::surcharge, Levy::excise, Levy::fee, Levy::vat};
constexpr LevyBasis kBases[] = {LevyBasis::customs_value, LevyBasis::value_and_duty,
                                LevyBasis::value_and_levies, LevyBasis::duty, LevyBasis::fob};

std::string random_rate() {
  return decimal::Decimal::scaled(*rc::gen::inRange<std::int64_t>(0, 6000), -2).to_string();
}

CostCase random_case() {
  CostCase cost(*rc::gen::element<std::string>("KE", "UG"));
  cost.facts.price = values::Money::of_minor(*rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000),
                                             values::Currency::of("CNY"));
  cost.facts.mass_g = *rc::gen::inRange<std::int64_t>(0, 400'000'000);
  cost.charge(Levy::duty, LevyBasis::customs_value, random_rate());
  cost.charge(Levy::vat, LevyBasis::value_and_levies, random_rate());
  const int more = *rc::gen::inRange(0, 5);
  for (int i = 0; i < more; ++i) {
    const Levy kind = *rc::gen::elementOf(std::vector<Levy>(std::begin(kKinds), std::end(kKinds)));
    const LevyBasis basis =
        kind == Levy::duty
            ? LevyBasis::customs_value
            : *rc::gen::elementOf(std::vector<LevyBasis>(std::begin(kBases), std::end(kBases)));
    cost.charge(kind, basis, random_rate());
  }
  return cost;
}

TEST(LandedCostProperties, ThePartsAddUpToTheTotal) {
  EXPECT_TRUE(rc::check([] {
    const CostCase cost = random_case();
    const LandedCost landed = cost.explain();
    RC_ASSERT(landed.total.has_value());
    values::Money sum = values::Money::zero(values::Currency::of("CNY"));
    for (const CostLine& line : landed.lines) {
      const bool is_part = line.kind == LineKind::price || line.kind == LineKind::freight ||
                           line.kind == LineKind::inland || line.kind == LineKind::insurance ||
                           line.kind == LineKind::levy;
      if (is_part) sum = sum + *line.amount;
    }
    RC_ASSERT(sum == *landed.total);
    RC_ASSERT(sum == landed.known);
  }));
}

TEST(LandedCostProperties, TheQuickTotalIsThatOfTheLines) {
  EXPECT_TRUE(rc::check([] {
    CostCase cost = random_case();
    if (*rc::gen::arbitrary<bool>()) cost.facts.mass_g.reset();
    const CostPlan plan = cost.plan();
    RC_ASSERT(plan.total(cost.facts) == plan.explain(cost.facts).total);
  }));
}

TEST(LandedCostProperties, ADearerMachineNeverLandsCheaper) {
  EXPECT_TRUE(rc::check([] {
    CostCase cost = random_case();
    const CostPlan plan = cost.plan();
    const auto before = plan.total(cost.facts);
    cost.facts.price =
        *cost.facts.price +
        values::Money::of_minor(*rc::gen::inRange<std::int64_t>(0, 1'000'000), values::Currency::of("CNY"));
    RC_ASSERT(*plan.total(cost.facts) >= *before);
  }));
}

TEST(LandedCostProperties, AnUnknownRateNeverGivesATotal) {
  EXPECT_TRUE(rc::check([] {
    CostCase cost = random_case();
    cost.charge(*rc::gen::elementOf(std::vector<Levy>(std::begin(kKinds), std::end(kKinds))), LevyBasis::fob,
                "");
    const LandedCost landed = cost.explain();
    RC_ASSERT(!landed.total.has_value());
    RC_ASSERT(!landed.open.empty());
  }));
}

TEST(LandedCostProperties, AShareIsRoundedLikeExactDecimals) {
  EXPECT_TRUE(rc::check([] {
    const auto minor = *rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000'000);
    const decimal::Decimal percent =
        decimal::Decimal::scaled(*rc::gen::inRange<std::int64_t>(0, 10'000'000), -5);
    const values::Money whole = values::Money::of_minor(minor, values::Currency::of("CNY"));
    const auto oracle =
        values::multiply(whole, percent / decimal::Decimal(100), decimal::Rounding::half_even);
    RC_ASSERT(*times(minor, *percent_ratio(percent)) == oracle->minor());
  }));
}

}  // namespace
}  // namespace chuhai::destination
