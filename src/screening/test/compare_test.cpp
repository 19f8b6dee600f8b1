#include "screening/compare.hpp"

#include <gtest/gtest.h>

#include "fleet.hpp"

namespace chuhai::screening {
namespace {

using rulebook::Outcome;

/// Vietnam's pack with a limit of eight years in place of ten.
std::shared_ptr<const rulebook::Pack> with_eight_years(const std::filesystem::path& draft) {
  const std::filesystem::path rules = std::filesystem::path(CHUHAI_SOURCE_DIR) / "rules";
  auto model = base::read_file(rules / "dest/vn/vn.dmn", 4u << 20);
  EXPECT_TRUE(model);
  const std::size_t rule = model->find("<rule id=\"vn_machine_older_than_ten_years\">");
  const std::size_t limit = model->find("&gt; 10", rule);
  EXPECT_NE(std::string::npos, limit);
  model->replace(limit, 7, "&gt; 8");
  base::write_file(draft, *model);
  auto pack = rulebook::read_pack(rules / "dest/vn", {draft, rules});
  EXPECT_TRUE(pack) << base::describe(pack.error());
  return *pack;
}

TEST(ComparePacks, TellsWhichMachinesChangeVerdictAndWhy) {
  const testing::Fleet fleet;
  base::write_file(
      fleet.file("fleet.csv"),
      "品牌,型号,设备名称,出厂年份,铭牌\n三一,SY215C,挖掘机,2018,完好\n三一,SY215C,挖掘机,2022,完好\n"
      "三一,SY215C,挖掘机,2010,完好\n");
  const auto& shipped = testing::Shipped::get();
  CompareOptions options;
  options.as_of = {2026, 11, 24};
  options.csv = fleet.file("changed.csv");
  const auto before = shipped.book.choose("dest.vn", options.as_of);
  const auto comparison =
      compare_packs(fleet.file("fleet.csv"), before, with_eight_years(fleet.file("vn.dmn")), shipped.book,
                    shipped.catalog, options);
  ASSERT_TRUE(comparison) << base::describe(comparison.error());
  EXPECT_EQ(3U, comparison->machines);
  EXPECT_EQ(1U, comparison->changed);
  const auto conditions = static_cast<std::size_t>(Outcome::allowed_with_conditions);
  const auto refused = static_cast<std::size_t>(Outcome::refused);
  EXPECT_EQ(1U, comparison->moves[conditions][refused]);
  EXPECT_EQ(1U, comparison->moves[conditions][conditions]);
  EXPECT_EQ(1U, comparison->moves[refused][refused]);
  ASSERT_EQ(1U, comparison->changes.size());
  EXPECT_EQ(2U, comparison->changes[0].row);
  EXPECT_EQ(Outcome::refused, comparison->changes[0].after->outcome);
  const auto csv = base::read_file(fleet.file("changed.csv"), 1u << 20);
  ASSERT_TRUE(csv);
  EXPECT_NE(std::string::npos, csv->find("allowed_with_conditions,refused,")) << *csv;
}

TEST(ComparePacks, APackAgainstItselfChangesNothing) {
  const testing::Fleet fleet;
  base::write_file(fleet.file("fleet.csv"), "品牌,型号,设备名称,出厂年份\n三一,SY215C,挖掘机,2018\n");
  const auto& shipped = testing::Shipped::get();
  CompareOptions options;
  options.as_of = {2026, 11, 24};
  const auto pack = shipped.book.choose("cn.classification", options.as_of);
  const auto comparison =
      compare_packs(fleet.file("fleet.csv"), pack, pack, shipped.book, shipped.catalog, options);
  ASSERT_TRUE(comparison) << base::describe(comparison.error());
  EXPECT_EQ(0U, comparison->changed);
  for (const auto& [field, machines] : comparison->values) EXPECT_EQ(0U, machines) << field;
}

}  // namespace
}  // namespace chuhai::screening
