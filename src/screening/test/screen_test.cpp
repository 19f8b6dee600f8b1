#include "screening/screen.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "fleet.hpp"

namespace chuhai::screening {
namespace {

using testing::Fleet;
using testing::problems_of;
using testing::Shipped;

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// Everything of a report that a reader can see, as one text.
std::string shown(const Report& report) {
  std::string text;
  for (const MachineResult& machine : report.machines) {
    text += std::to_string(machine.row) + letter(machine.readiness) + problems_of(machine);
    for (const ShownFact& fact : machine.facts) text += fact.path + "=" + fact.value + ";";
    for (const auto* verdicts : {&machine.stages, &machine.destinations}) {
      for (const VerdictPtr& verdict : *verdicts) {
        text += std::string(to_string(verdict->outcome)) + ":";
        for (const rulebook::Reason& reason : verdict->reasons) text += reason.rule->id + ",";
        for (const std::string& path : verdict->missing) text += path + "?";
      }
    }
    text += "\n";
  }
  return text;
}

TEST(Rows, ThatCannotBeReadComeBackWithAllReasonsAtOnce) {
  Fleet fleet;
  const Report report = fleet.screen("型号,机种,年份,工时,整机质量(t),功率\nSY215C,飞船,去年,很多,重,??\n");
  ASSERT_EQ(report.machines.size(), 1u);
  const MachineResult& machine = report.machines[0];
  EXPECT_EQ(machine.cells[1], "飞船");
  const std::string problems = problems_of(machine);
  for (const std::string_view heading : {"机种: ", "年份: ", "工时: ", "整机质量(t): ", "功率: "})
    EXPECT_EQ(count(problems, heading), 1u) << heading << "\n" << problems;
  EXPECT_EQ(report.totals.with_problems, 1u);
  EXPECT_EQ(report.totals.classified, 0u);
}

TEST(Rows, ThatAreBlankAreLeftOutAndTheOthersKeepTheirNumbers) {
  Fleet fleet;
  const Report report = fleet.screen("型号,机种\n\nA1,挖掘机\n,\n  , \nA2,装载机\n\n");
  ASSERT_EQ(report.machines.size(), 2u);
  EXPECT_EQ(report.machines[0].row, 3u);
  EXPECT_EQ(report.machines[1].row, 6u);
}

TEST(Rows, OfASheetWithHeadingsOnlyAreNone) {
  Fleet fleet;
  const Report report = fleet.screen("型号,机种\n");
  EXPECT_TRUE(report.machines.empty());
  EXPECT_EQ(report.totals.machines, 0u);
}

TEST(Rows, ShorterOrLongerThanTheHeadingsAreKeptAndSaid) {
  Fleet fleet;
  const Report report = fleet.screen("型号,机种,年份\nA1,挖掘机\nA2,装载机,2018,more\n");
  ASSERT_EQ(report.machines.size(), 2u);
  EXPECT_EQ(report.machines[0].value_of("machine.class"), "hydraulic_excavator");
  EXPECT_EQ(report.machines[1].value_of("machine.build_year"), "2018");
  EXPECT_FALSE(report.machines[1].problems.empty());
}

TEST(Rows, WithAHundredThousandCharactersInACellAreReadAndQuotedShortly) {
  Fleet fleet;
  const std::string text(100'000, 'x');
  std::string chinese;
  for (int i = 0; i < 33'334; ++i) chinese += "长";
  for (const std::string& cell : {text, chinese}) {
    std::string csv = "型号,机种,年份,工时,整机质量,出厂日期,识别代码\nSY215C";
    for (int column = 0; column < 6; ++column) csv.append(",").append(cell);
    const Report report = fleet.screen(csv + "\n");
    ASSERT_EQ(report.machines.size(), 1u);
    EXPECT_EQ(report.machines[0].cells[1], cell);
    EXPECT_GE(report.machines[0].problems.size(), 5u);
    for (const Problem& problem : report.machines[0].problems) {
      EXPECT_LT(problem.text.en.size(), 600u) << problem.heading;
      EXPECT_TRUE(base::is_utf8(problem.text.en)) << problem.heading;
      EXPECT_TRUE(base::is_utf8(problem.text.zh)) << problem.heading;
    }
  }
}

TEST(Rows, ALongCellUnderAPatternIsAProblemAndNoCrash) {
  Fleet fleet;
  ASSERT_TRUE(
      fleet.map("[[column]]\nheading = \"Size\"\nfield = \"machine.mass_kg\"\npattern = \"(.*) t\"\n"));
  const Report report =
      fleet.screen("机种,型号,Size\n挖掘机,A1," + std::string(100'000, '1') + "\n挖掘机,A2,21.5 t\n");
  ASSERT_EQ(report.machines.size(), 2u);
  EXPECT_EQ(report.machines[0].problems.size(), 1u);
  EXPECT_EQ(report.machines[1].value_of("machine.mass_kg"), "21500");
}

TEST(Verdicts, OfAMachineNobodyKnowsAreNeverAllowed) {
  Fleet fleet;
  fleet.options().countries.clear();
  const Report report =
      fleet.screen("型号,机种,年份,工时,整机质量,功率,是否上牌\nX1,飞船,2020,100,20000,100,否\n");
  ASSERT_EQ(report.machines.size(), 1u);
  const MachineResult& machine = report.machines[0];
  for (std::size_t d = 0; d < machine.destinations.size(); ++d) {
    const rulebook::Outcome outcome = machine.destinations[d]->outcome;
    EXPECT_TRUE(outcome == rulebook::Outcome::undecided || outcome == rulebook::Outcome::refused)
        << report.destinations[d].country << ' ' << to_string(outcome);
  }
  EXPECT_TRUE(machine.best.empty());
  EXPECT_NE(machine.readiness, Readiness::ready);
}

TEST(Verdicts, OfASheetWithUnknownsOnlyAreNeverAllowed) {
  Fleet fleet;
  fleet.options().countries.clear();
  const Report report = fleet.screen("型号,机种,年份\n-,未知,不详\n?,n/a,待查\n");
  ASSERT_EQ(report.machines.size(), 2u);
  for (const MachineResult& machine : report.machines) {
    EXPECT_TRUE(machine.problems.empty()) << problems_of(machine);
    EXPECT_TRUE(machine.best.empty());
    EXPECT_NE(machine.readiness, Readiness::ready);
    EXPECT_FALSE(machine.missing.empty());
  }
}

TEST(Verdicts, OfACountryWithoutAPackAreUndecided) {
  Fleet fleet;
  fleet.options().countries = {"AQ"};
  const Report report = fleet.screen("型号,机种\nSY215C,挖掘机\n");
  ASSERT_EQ(report.destinations.size(), 1u);
  EXPECT_EQ(report.destinations[0].pack, nullptr);
  EXPECT_EQ(report.machines[0].destinations[0]->outcome, rulebook::Outcome::undecided);
  EXPECT_TRUE(report.machines[0].destinations[0]->nothing_allows);
}

TEST(Verdicts, BeforeAnyPackIsInForceAreUndecided) {
  Fleet fleet;
  fleet.options().as_of = {1990, 1, 1};
  const Report report = fleet.screen("型号,机种,年份\nSY215C,挖掘机,1980\n");
  EXPECT_EQ(report.machines[0].destinations[0]->outcome, rulebook::Outcome::undecided);
  EXPECT_NE(report.machines[0].readiness, Readiness::ready);
}

TEST(Verdicts, ShowWhatTheyAssume) {
  Fleet fleet;
  const Report report = fleet.screen("型号,机种\nSY215C,挖掘机\n");
  EXPECT_EQ(report.assumptions, Shipped::get().book.assumptions().text);
  EXPECT_FALSE(report.assumptions.zh.empty());
}

TEST(Verdicts, AssumptionsGiveWayToWhatTheMappingStates) {
  Fleet fleet;
  ASSERT_TRUE(fleet.map("[facts]\n\"importer.use\" = \"resale\"\n"));
  auto report = fleet.try_screen("型号,机种\nSY215C,挖掘机\n");
  EXPECT_TRUE(report) << base::describe(report.error());
}

TEST(Identity, OneMachineListedTwiceIsFoundWhateverTheSpelling) {
  Fleet fleet;
  const Report report =
      fleet.screen("型号,机种,出厂编号\nA1,挖掘机,SY021-5C 0123\nA2,装载机,XX99\nA1,挖掘机,sy0215c0123\n");
  EXPECT_EQ(report.totals.duplicates, 1u);
  EXPECT_TRUE(report.machines[0].problems.empty());
  EXPECT_NE(problems_of(report.machines[2]).find("as row 2"), std::string::npos)
      << problems_of(report.machines[2]);
}

TEST(Identity, OneOfTwoNumbersIsEnough) {
  Fleet fleet;
  const Report report = fleet.screen(
      "型号,机种,识别代码,出厂编号\nA,挖掘机,SY0215CABCA123456,SN777777\nA,挖掘机,,SN777777\nB,挖掘机,"
      "SY0215CABCA123456,\n");
  EXPECT_EQ(report.totals.duplicates, 2u);
  EXPECT_NE(problems_of(report.machines[1]).find("as row 2"), std::string::npos);
  EXPECT_NE(problems_of(report.machines[2]).find("as row"), std::string::npos);
}

TEST(Identity, AnEmptyOrUnknownNumberIsNoDuplicate) {
  Fleet fleet;
  const Report report = fleet.screen(
      "型号,机种,出厂编号\nA1,挖掘机,\nA2,装载机,\nA3,装载机,不详\nA4,装载机,不详\nA5,装载机,无\nA6,装载机,"
      "无\n");
  EXPECT_EQ(report.totals.duplicates, 0u);
}

TEST(Hours, ThatGoBackwardsInOneRowAreSaid) {
  Fleet fleet;
  const Report report = fleet.screen("型号,机种,工时,上次小时数\nA1,挖掘机,8000,9000\nA2,挖掘机,9000,8000\n");
  EXPECT_NE(problems_of(report.machines[0]).find("8000 h now, 9000 h"), std::string::npos);
  EXPECT_TRUE(report.machines[1].problems.empty());
}

TEST(Hours, ThatGoBackwardsBetweenTwoReadingsAreSaid) {
  Fleet fleet;
  const Report report = fleet.screen(
      "型号,机种,出厂编号,工时,读表日期\nA1,挖掘机,SN1234,9000,2025-01-01\nA1,挖掘机,SN1234,8000,2026-01-"
      "01\n");
  EXPECT_NE(problems_of(report.machines[1]).find("backwards"), std::string::npos);
  EXPECT_EQ(report.totals.duplicates, 0u) << "two readings of one machine are no duplicate";
}

TEST(Screening, GivesTheSameWithAnyNumberOfThreads) {
  Fleet fleet;
  fleet.options().countries.clear();
  std::string csv = "型号,机种,年份,工时,整机质量(t),功率(kW),出厂编号,是否上牌\n";
  for (int i = 0; i < 30'000; ++i) {
    const char* const kinds[] = {"挖掘机", "装载机", "汽车起重机", "飞船", ""};
    csv += "M" + std::to_string(i % 97) + "," + kinds[i % 5] + "," + std::to_string(1998 + i % 31) + "," +
           std::to_string(i % 20'000) + "," + std::to_string(5 + i % 50) + ",110,SN" +
           std::to_string(i % 14'000) + (i % 3 == 0 ? ",是" : ",否") + "\n";
  }
  fleet.options().threads = 1;
  const Report one = fleet.screen(csv);
  fleet.options().threads = 2;
  const Report two = fleet.screen(csv);
  ASSERT_EQ(one.machines.size(), 30'000u);
  EXPECT_EQ(shown(one), shown(two));
  EXPECT_EQ(one.totals.destinations, two.totals.destinations);
  EXPECT_GT(one.totals.duplicates, 0u);
}

TEST(Screening, TheSummaryCountsWhatTheReportCounts) {
  Fleet fleet;
  const Report full = fleet.screen(
      "型号,机种,年份,出厂编号\nA1,挖掘机,2018,SN1234\nA2,飞船,2019,SN1234\n\nA3,装载机,x,SN99999\n");
  auto summary = screen_to_csv(fleet.file("fleet.csv"), fleet.file("out.csv"), Shipped::get().book,
                               Shipped::get().catalog, fleet.options());
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->totals.machines, full.totals.machines);
  EXPECT_EQ(summary->totals.with_problems, full.totals.with_problems);
  EXPECT_EQ(summary->totals.classified, full.totals.classified);
  EXPECT_EQ(summary->totals.duplicates, full.totals.duplicates);
  EXPECT_EQ(summary->totals.readiness, full.totals.readiness);
  EXPECT_EQ(summary->totals.destinations, full.totals.destinations);
  auto text = base::read_file(fleet.file("out.csv"), 1u << 20);
  ASSERT_TRUE(text);
  EXPECT_EQ(count(*text, "\n"), 4u) << *text;
}

TEST(Screening, ATooLargeFleetIsRefusedAndPointsToTheSummary) {
  Fleet fleet;
  base::write_file(fleet.file("fleet.csv"), "型号,机种\nA1,挖掘机\nA2,挖掘机\nA3,挖掘机\n");
  auto report = screening::screen(fleet.file("fleet.csv"), Shipped::get().book, Shipped::get().catalog,
                                  fleet.options(), 2);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, "fleet_too_large");
}

TEST(Screening, ADestinationListedTwiceIsAnsweredTwice) {
  Fleet fleet;
  fleet.options().countries = {"UG", "UG"};
  const Report report = fleet.screen("型号,机种\nSY215C,挖掘机\n");
  EXPECT_EQ(report.destinations.size(), 2u);
}

}  // namespace
}  // namespace chuhai::screening
