#include <gtest/gtest.h>

#include "decimal/decimal.hpp"
#include "json/parse.hpp"
#include "program.hpp"

namespace chuhai::scenarios {
namespace {

/// The rig that opened the way to Uganda, with a price.
std::string rig_with_price() {
  return "品牌,型号,机种,年份,整机质量(t),功率(kW),报价(万元)\n"
         "山河智能,SWDM220-3,旋挖钻机,2019,68.5,242,215\n";
}

/// The landed cost at the one destination asked for.
json::Value landed_at(const Desk& desk, const std::string& country, const std::string& mapping = {}) {
  std::vector<std::string> arguments = {"screen", "fleet.csv", "--to",      country,
                                        "--json", "--as-of",   "2026-11-24"};
  if (!mapping.empty()) {
    desk.write("mapping.toml", mapping);
    arguments.insert(arguments.end(), {"--mapping", "mapping.toml"});
  }
  const Answer run = desk.run(arguments);
  auto report = json::parse(run.out, "stdout");
  EXPECT_TRUE(report) << run.err;
  const json::Value& destination =
      report->find("machines")->array().at(0).find("destinations")->array().at(0);
  const json::Value* landed = destination.find("landed");
  EXPECT_NE(landed, nullptr) << run.out;
  return landed != nullptr ? *landed : json::Value{};
}

std::string line_of(const json::Value& landed, const std::string& key, const std::string& name) {
  for (const json::Value& line : landed.find("lines")->array()) {
    const json::Value* member = line.find(key);
    if (member == nullptr || member->string() != name) continue;
    const json::Value* amount = line.find("cny");
    return amount->is_null() ? "open" : amount->number().to_string();
  }
  return "absent";
}

TEST(LandedCost, OfTheRigInUgandaIsOpenUntilItsDutyIsAskedFor) {
  const Desk desk;
  desk.write("fleet.csv", rig_with_price());
  const json::Value landed = landed_at(desk, "UG");
  EXPECT_TRUE(landed.find("total_cny")->is_null()) << "a total with an unknown part is never shown";
  EXPECT_EQ(line_of(landed, "line", "price"), "2150000.00");
  EXPECT_EQ(line_of(landed, "line", "inland"), "46203.25") << "Mombasa to Kampala";
  EXPECT_EQ(line_of(landed, "rule", "ug_duty_of_other_headings_is_asked_for"), "open");
  EXPECT_EQ(line_of(landed, "rule", "ug_vat_is_eighteen_percent"), "open") << "it is taken of the duty too";
  EXPECT_EQ(landed.find("open")->array().size(), 1u);
}

TEST(LandedCost, OfTheRigInKenyaAddsUpAndFollowsTheFreightQuoted) {
  const Desk desk;
  desk.write("fleet.csv", rig_with_price());
  const json::Value assumed = landed_at(desk, "KE");
  ASSERT_FALSE(assumed.find("total_cny")->is_null());
  decimal::Decimal sum;
  for (const json::Value& line : assumed.find("lines")->array()) {
    const std::string& name = line.find("line")->string();
    if (name != "cif" && name != "customs_value" && name != "total") sum = sum + line.find("cny")->number();
  }
  EXPECT_EQ(sum, assumed.find("total_cny")->number());
  const json::Value quoted = landed_at(desk, "KE", "[facts]\n\"shipment.freight_cny\" = 300000\n");
  EXPECT_EQ(line_of(quoted, "line", "freight"), "300000.00");
  EXPECT_GT(quoted.find("total_cny")->number(), assumed.find("total_cny")->number());
}

}  // namespace
}  // namespace chuhai::scenarios
