#include <gtest/gtest.h>

#include <algorithm>

#include "json/parse.hpp"
#include "program.hpp"

namespace chuhai::scenarios {
namespace {

constexpr std::size_t kAuctionRows = 12'457;

/// The 12,457 auction descriptions; they are too large to keep here.
class Auctions : public ::testing::Test {
 protected:
  void SetUp() override {
    if (data_folder().empty())
      GTEST_SKIP() << "CHUHAI_DATA names no folder with auctions/test_2012_unlabeled.csv";
    sheet_ = (data_folder() / "auctions/test_2012_unlabeled.csv").string();
    ASSERT_TRUE(std::filesystem::exists(sheet_)) << sheet_;
  }
  Answer screen(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {
        "screen",    sheet_,
        "--mapping", std::string(CHUHAI_SOURCE_DIR) + "/examples/mappings/bluebook.toml",
        "--as-of",   "2026-11-24"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return desk_.run(arguments);
  }

  Desk desk_;
  std::string sheet_;
};

TEST_F(Auctions, AllRowsComeBackWithTheirClass) {
  const Answer run = screen({"--to", "UG,VN", "--out", "out", "--format", "json"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  auto report = json::parse(desk_.read("out/screening.json"), "screening.json");
  ASSERT_TRUE(report) << base::describe(report.error());
  const json::Array& machines = report->find("machines")->array();
  ASSERT_EQ(machines.size(), kAuctionRows);
  std::size_t classified = 0, years = 0, thousand = 0;
  for (const json::Value& machine : machines) {
    const json::Value& facts = *machine.find("facts");
    if (facts.find("machine.class") != nullptr) ++classified;
    const json::Value* year = facts.find("machine.build_year");
    if (year == nullptr) continue;
    ++years;
    if (year->string() == "1000") ++thousand;
  }
  EXPECT_EQ(classified, kAuctionRows);
  EXPECT_EQ(thousand, 0u) << "1000 means unknown";
  EXPECT_GT(years, kAuctionRows / 2);
  EXPECT_LT(years, kAuctionRows);
}

TEST_F(Auctions, TheSummaryHasOneLineForEachRow) {
  const Answer run = screen({"--to", "all", "--out", "out", "--format", "csv"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const std::string csv = desk_.read("out/screening.csv");
  EXPECT_EQ(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')), kAuctionRows + 1);
  EXPECT_NE(run.out.find("12457 machines"), std::string::npos) << run.out;
}

}  // namespace
}  // namespace chuhai::scenarios
