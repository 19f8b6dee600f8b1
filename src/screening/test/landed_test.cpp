#include <gtest/gtest.h>

#include "fleet.hpp"

namespace chuhai::screening {
namespace {

using testing::Fleet;

constexpr std::string_view kExcavator =
    "品牌,型号,机种,年份,整机质量(t),报价,运费\n三一,SY215C,挖掘机,2020,21.9,450000,";

std::shared_ptr<const destination::CostAssumptions> shipped_costs() {
  auto costs = destination::CostAssumptions::load(std::filesystem::path(CHUHAI_SOURCE_DIR) /
                                                  "rules/common/landed-cost.toml");
  EXPECT_TRUE(costs) << base::describe(costs.error());
  return std::make_shared<const destination::CostAssumptions>(std::move(*costs));
}

Report screened_with_costs(Fleet& fleet, std::string_view rows, std::vector<std::string> countries) {
  fleet.options().countries = std::move(countries);
  fleet.options().costs = shipped_costs();
  return fleet.screen(std::string(kExcavator) + std::string(rows));
}

std::string total_at(const MachineResult& machine, std::size_t destination) {
  const auto total = machine.landed_total(destination);
  return total ? total->to_string() : "open";
}

TEST(LandedCosts, AreReckonedForEveryDestinationThatDoesNotRefuse) {
  Fleet fleet;
  const Report report = screened_with_costs(fleet, "\n", {"KE", "UG"});
  const MachineResult& machine = report.machines.at(0);
  ASSERT_EQ(machine.plans.size(), 2u);
  for (std::size_t d = 0; d < 2; ++d) {
    const auto cost = machine.landed_cost(d);
    ASSERT_TRUE(cost);
    EXPECT_EQ(cost->total, machine.landed_total(d));
    ASSERT_TRUE(cost->total) << report.destinations[d].country;
    EXPECT_GT(cost->total->minor(), 45'000'000);
  }
  EXPECT_NE(total_at(machine, 0), total_at(machine, 1));
}

TEST(LandedCosts, AQuotedFreightInTheSheetReplacesTheAssumedOne) {
  Fleet fleet;
  const Report assumed = screened_with_costs(fleet, "\n", {"KE"});
  const Report quoted = screened_with_costs(fleet, "100000\n", {"KE"});
  EXPECT_LT(assumed.machines.at(0).landed_total(0)->minor(), quoted.machines.at(0).landed_total(0)->minor());
  EXPECT_EQ(quoted.machines.at(0).landed_cost(0)->lines.at(1).amount->to_string(), "100000.00 CNY");
}

TEST(LandedCosts, StayOpenWithoutAPriceAndAreAbsentWhenNotAskedFor) {
  Fleet fleet;
  const Report report = fleet.screen("型号,机种,年份,整机质量(t)\nSY215C,挖掘机,2020,21.9\n");
  EXPECT_FALSE(report.machines.at(0).landed_cost(0).has_value());
  fleet.options().costs = shipped_costs();
  fleet.options().countries = {"KE"};
  const Report priceless = fleet.screen("型号,机种,年份,整机质量(t)\nSY215C,挖掘机,2020,21.9\n");
  const auto cost = priceless.machines.at(0).landed_cost(0);
  ASSERT_TRUE(cost);
  EXPECT_FALSE(cost->total);
  EXPECT_EQ(cost->missing, std::vector<std::string>{"machine.asking_price_cny"});
}

TEST(LandedCosts, RankDestinationsOfEquallyManyConditions) {
  Fleet fleet;
  const Report report = screened_with_costs(fleet, "\n", {});
  const MachineResult& machine = report.machines.at(0);
  ASSERT_GT(machine.best.size(), 1u);
  const auto conditions = [&](std::size_t d) {
    std::size_t count = 0;
    for (const rulebook::Reason& reason : machine.destinations[d]->reasons)
      count += reason.decides && reason.standing != rulebook::Standing::might_apply ? 1 : 0;
    return count;
  };
  for (std::size_t i = 1; i < machine.best.size(); ++i) {
    const std::size_t before = machine.best[i - 1], after = machine.best[i];
    if (conditions(before) != conditions(after)) continue;
    const auto cheaper = machine.landed_total(before), dearer = machine.landed_total(after);
    EXPECT_TRUE(!dearer || (cheaper && *cheaper <= *dearer)) << report.destinations[after].country;
  }
}

TEST(LandedCosts, StandInTheSummaryInTheOrderOfTheBestDestinations) {
  Fleet fleet;
  const Report report = screened_with_costs(fleet, "\n", {});
  const auto written =
      screen_to_csv(fleet.file("fleet.csv"), fleet.file("out.csv"), testing::Shipped::get().book,
                    testing::Shipped::get().catalog, fleet.options());
  ASSERT_TRUE(written) << base::describe(written.error());
  const std::string csv = *base::read_file(fleet.file("out.csv"), 1u << 20);
  const MachineResult& machine = report.machines.at(0);
  std::string best, totals;
  for (std::size_t i = 0; i < 3; ++i) {
    best += (i > 0 ? " " : "") + report.destinations[machine.best[i]].country;
    const auto total = machine.landed_total(machine.best[i]);
    totals += (i > 0 ? " " : "") + (total ? total->major().to_string() : std::string("open"));
  }
  EXPECT_NE(csv.find("," + best + "," + totals + ","), std::string::npos) << best << "," << totals << "\n"
                                                                          << csv;
  EXPECT_NE(csv.find("best_destinations,landed_cny,landed_factor,"), std::string::npos);
}

}  // namespace
}  // namespace chuhai::screening
