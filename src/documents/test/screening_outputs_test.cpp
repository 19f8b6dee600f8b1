#include <gtest/gtest.h>

#include "base/environment.hpp"
#include "documents/screening.hpp"
#include "screened_fleet.hpp"
#include "table/reader.hpp"

namespace chuhai::documents {
namespace {

using testing::ScreenedFleet;

constexpr std::string_view kFleet =
    "品牌,型号,机种,出厂年份,工时,备注\n"
    "山河智能,SWDM220-3,旋挖钻机,2019,5200,\"<script>alert('&\"\"')</script>\"\n"
    "三一,SY215C,飞船,去年,8500,=1+1\n";

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// All texts of one sheet, a line a row.
std::string sheet_text(const ScreenedFleet& fleet, const std::string& name) {
  table::ReadOptions options;
  options.sheet = name;
  auto reader = table::Reader::open(fleet.file("fleet.xlsx"), options);
  EXPECT_TRUE(reader) << base::describe(reader.error());
  if (!reader) return {};
  std::string text;
  for (const table::PreviewRow& row : (*reader)->preview().rows) {
    for (const std::string& cell : row.text) text += cell + "|";
    text += "\n";
  }
  return text;
}

TEST(ScreeningPage, StandsAloneAndSpeaksBothLanguages) {
  const ScreenedFleet fleet(kFleet);
  write_screening_page(fleet.report(), fleet.book(), fleet.catalog(), fleet.file("fleet.html"));
  const std::string page = fleet.bytes("fleet.html");
  for (const char* outside : {"src=\"http", "<link", "@import", "url(http", "<iframe"})
    EXPECT_FALSE(contains(page, outside)) << outside;
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html>") || page.starts_with("<!doctype html>"));
  EXPECT_TRUE(contains(page, "charset"));
  EXPECT_TRUE(contains(page, "SWDM220-3"));
  EXPECT_TRUE(contains(page, "Uganda") && contains(page, "乌干达"));
  EXPECT_TRUE(contains(page, "@media print"));
  EXPECT_TRUE(contains(page, fleet.report().assumptions.en));
  EXPECT_EQ(fleet.files(), 1u) << "nothing but the page is left";
}

TEST(ScreeningPage, ShowsCellsAndNeverRunsThem) {
  const ScreenedFleet fleet(kFleet);
  write_screening_page(fleet.report(), fleet.book(), fleet.catalog(), fleet.file("fleet.html"));
  EXPECT_FALSE(contains(fleet.bytes("fleet.html"), "<script>alert"));
  const ScreenedFleet hostile("品牌,型号,机种\n<img src=x onerror=alert(1)>,\"\"\"><i>evil\",挖掘机\n");
  write_screening_page(hostile.report(), hostile.book(), hostile.catalog(), hostile.file("fleet.html"));
  EXPECT_FALSE(contains(hostile.bytes("fleet.html"), "<img src=x"));
  EXPECT_FALSE(contains(hostile.bytes("fleet.html"), "<i>evil"));
}

TEST(ScreeningPage, SaysWhenItShowsOnlySome) {
  const ScreenedFleet fleet("型号,机种\nFIRST,挖掘机\nSECOND,装载机\nTHIRD,推土机\n");
  write_screening_page(fleet.report(), fleet.book(), fleet.catalog(), fleet.file("fleet.html"), 2);
  const std::string page = fleet.bytes("fleet.html");
  EXPECT_TRUE(contains(page, "SECOND"));
  EXPECT_FALSE(contains(page, "THIRD"));
  EXPECT_TRUE(contains(page, "3"));
}

TEST(ScreeningWorkbook, KeepsTheUsersColumnsAndHasASheetForEachQuestion) {
  const ScreenedFleet fleet(kFleet);
  write_screening_workbook(fleet.report(), fleet.book(), fleet.catalog(), fleet.file("fleet.xlsx"));
  auto reader = table::Reader::open(fleet.file("fleet.xlsx"), {});
  ASSERT_TRUE(reader);
  std::vector<std::string> names;
  for (const table::SheetInfo& sheet : (*reader)->info().sheets) names.push_back(sheet.name);
  EXPECT_EQ(names, (std::vector<std::string>{"概览 Overview", "车队 Fleet", "目的国 Destinations",
                                             "到岸成本 Landed cost", "到岸明细 Landed lines",
                                             "到岸假设 Cost assumptions", "理由 Reasons", "单证 Papers",
                                             "问题 Problems"}));
  const std::string own = sheet_text(fleet, "车队 Fleet");
  EXPECT_TRUE(contains(own, "品牌|型号|机种|出厂年份|工时|备注|")) << own;
  EXPECT_TRUE(contains(own, "<script>alert('&\"')</script>|")) << own;
  EXPECT_TRUE(contains(own, "=1+1|")) << "a text, not a formula\n" << own;
  const std::string problems = sheet_text(fleet, "问题 Problems");
  EXPECT_TRUE(contains(problems, "飞船") && contains(problems, "去年")) << problems;
  const std::string reasons = sheet_text(fleet, "理由 Reasons");
  EXPECT_TRUE(contains(reasons, "http")) << "sources have addresses";
  EXPECT_EQ(fleet.files(), 1u);
}

constexpr std::string_view kPricedFleet =
    "品牌,型号,机种,出厂年份,整机质量(t),报价\n三一,SY215C,挖掘机,2020,21.9,450000\n三一,SY215C,挖掘机,2020,"
    "21.9,\n";

/// The report's own total at Kenya, which every output must show.
std::string total_in_kenya(const ScreenedFleet& fleet) {
  for (std::size_t d = 0; d < fleet.report().destinations.size(); ++d) {
    if (fleet.report().destinations[d].country != "KE") continue;
    const auto total = fleet.report().machines.at(0).landed_total(d);
    return total ? total->major().to_plain_string() : "open";
  }
  return "no such destination";
}

TEST(LandedCostOutputs, TheWorkbookHasTotalsLinesRulesAndAssumptions) {
  const ScreenedFleet fleet(kPricedFleet, {"KE"});
  write_screening_workbook(fleet.report(), fleet.book(), fleet.catalog(), fleet.file("fleet.xlsx"));
  const std::string total = total_in_kenya(fleet);
  ASSERT_NE(total, "open");
  EXPECT_TRUE(contains(sheet_text(fleet, "到岸成本 Landed cost"), total)) << total;
  const std::string lines = sheet_text(fleet, "到岸明细 Landed lines");
  EXPECT_TRUE(contains(lines, total) && contains(lines, "ke_vat_is_sixteen_percent")) << lines;
  EXPECT_TRUE(contains(lines, "假设")) << "assumed lines are marked";
  const std::string assumed = sheet_text(fleet, "到岸假设 Cost assumptions");
  EXPECT_TRUE(contains(assumed, "USD/t") && contains(assumed, "insured sum")) << assumed;
}

TEST(LandedCostOutputs, AnOpenTotalSaysWhyInTheWorkbook) {
  const ScreenedFleet fleet("品牌,型号,机种,出厂年份,整机质量(t)\n三一,SY215C,挖掘机,2020,21.9\n");
  write_screening_workbook(fleet.report(), fleet.book(), fleet.catalog(), fleet.file("fleet.xlsx"));
  EXPECT_TRUE(contains(sheet_text(fleet, "到岸成本 Landed cost"), "open"));
  EXPECT_TRUE(contains(sheet_text(fleet, "到岸明细 Landed lines"), "the price is not known"));
}

TEST(LandedCostOutputs, ThePageHasTheAmountsOfEachCellAndTheFiguresBehindThem) {
  const ScreenedFleet fleet(kPricedFleet, {"KE"});
  write_screening_page(fleet.report(), fleet.book(), fleet.catalog(), fleet.file("fleet.html"));
  const std::string page = fleet.bytes("fleet.html");
  const std::string amounts = "data-a=\"45000000,";
  EXPECT_TRUE(contains(page, amounts));
  EXPECT_TRUE(contains(page, "ke_vat_is_sixteen_percent"));
  EXPECT_TRUE(contains(page, "the price is not known"));
  EXPECT_TRUE(contains(page, "到岸成本仅供参考"));
  EXPECT_TRUE(contains(page, "USD/t"));
}

TEST(ScreeningOutputs, AreTheSameBytesForTheSameReport) {
  const ScreenedFleet fleet(kFleet);
  for (const char* name : {"one", "two"}) {
    write_screening_page(fleet.report(), fleet.book(), fleet.catalog(),
                         fleet.file(std::string(name) + ".html"));
    write_screening_workbook(fleet.report(), fleet.book(), fleet.catalog(),
                             fleet.file(std::string(name) + ".xlsx"));
  }
  EXPECT_TRUE(fleet.bytes("one.html") == fleet.bytes("two.html"));
  EXPECT_TRUE(fleet.bytes("one.xlsx") == fleet.bytes("two.xlsx"));
}

TEST(ScreeningOutputs, LeaveNothingBehindWhenTheyCannotBeWritten) {
  const ScreenedFleet fleet(kFleet);
  std::filesystem::create_directories(fleet.file("taken"));
  EXPECT_THROW(write_screening_page(fleet.report(), fleet.book(), fleet.catalog(), fleet.file("taken")),
               base::EnvironmentFailure);
  EXPECT_THROW(write_screening_workbook(fleet.report(), fleet.book(), fleet.catalog(), fleet.file("taken")),
               base::EnvironmentFailure);
  EXPECT_EQ(fleet.files(), 1u);
}

}  // namespace
}  // namespace chuhai::documents
