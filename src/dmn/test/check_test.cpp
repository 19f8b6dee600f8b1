#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dmn/check.hpp"
#include "dmn/model.hpp"

namespace chuhai::dmn {
namespace {

const std::vector<Finding>& findings_of_fixture() {
  static const std::vector<Finding> kFindings = [] {
    const auto model =
        read_model(std::filesystem::path(CHUHAI_SOURCE_DIR) / "src/dmn/test/models/tables_to_check.dmn", {});
    EXPECT_TRUE(model) << base::describe(model.error());
    return check_tables(**model);
  }();
  return kFindings;
}

std::vector<Finding> findings_for(const std::string& decision) {
  std::vector<Finding> result;
  for (const Finding& finding : findings_of_fixture())
    if (finding.decision == decision) result.push_back(finding);
  return result;
}

std::string example_of(const Finding& finding) {
  std::string text;
  for (const auto& [expression, value] : finding.example) text += expression + "=" + value + ";";
  return text;
}

bool has(const std::vector<Finding>& findings, Finding::Kind kind, const std::string& example) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.kind == kind && example_of(finding) == example;
  });
}

TEST(CheckTables, FindsNothingInACompleteTable) { EXPECT_TRUE(findings_for("Complete").empty()); }

TEST(CheckTables, FindsThePointBetweenTwoRanges) {
  const auto findings = findings_for("Number gap");
  ASSERT_EQ(1U, findings.size());
  EXPECT_TRUE(has(findings, Finding::Kind::gap, "Score=10;"));
  EXPECT_FALSE(findings[0].message.zh.empty());
}

TEST(CheckTables, FindsBothOpenEnds) {
  const auto findings = findings_for("Open ends");
  ASSERT_FALSE(findings.empty());
  EXPECT_TRUE(has(findings, Finding::Kind::gap, "Score=-1;"));
}

TEST(CheckTables, FindsTheTextNobodyNamed) {
  const auto findings = findings_for("Text gap");
  ASSERT_EQ(1U, findings.size());
  EXPECT_TRUE(has(findings, Finding::Kind::gap, "Text=\"any other\";"));
}

TEST(CheckTables, TakesAllowedValuesOfTheItemDefinitionForAll) {
  const auto findings = findings_for("Kinds");
  ASSERT_EQ(1U, findings.size());
  EXPECT_TRUE(has(findings, Finding::Kind::gap, "Thing.kind=\"c\";"));
}

TEST(CheckTables, KnowsThatABooleanHasTwoValues) {
  EXPECT_TRUE(has(findings_for("Boolean gap"), Finding::Kind::gap, "Thing.ok=false;"));
}

TEST(CheckTables, FindsTheDateTwoRulesCover) {
  const auto findings = findings_for("Date overlap");
  ASSERT_EQ(1U, findings.size());
  EXPECT_TRUE(has(findings, Finding::Kind::overlap, "Thing.made=date(\"2020-01-31\");"));
  EXPECT_EQ((std::vector<std::string>{"r1", "r2"}), findings[0].rules);
}

TEST(CheckTables, FindsConflictsOfAnyTablesOnlyWhereOutputsDiffer) {
  const auto findings = findings_for("Any conflict");
  ASSERT_EQ(2U, findings.size());
  EXPECT_EQ(Finding::Kind::conflict, findings[0].kind);
  EXPECT_EQ((std::vector<std::string>{"r1", "r3"}), findings[0].rules);
  EXPECT_EQ((std::vector<std::string>{"r2", "r3"}), findings[1].rules);
}

TEST(CheckTables, FindsARuleThatSeveralEarlierOnesCoverTogether) {
  const auto findings = findings_for("Hidden rule");
  ASSERT_EQ(1U, findings.size());
  EXPECT_EQ(Finding::Kind::never_fires, findings[0].kind);
  EXPECT_EQ(std::vector<std::string>{"r3"}, findings[0].rules);
}

TEST(CheckTables, FindsARuleThatHigherPriorityCovers) {
  const auto findings = findings_for("Hidden by priority");
  ASSERT_EQ(1U, findings.size());
  EXPECT_EQ(Finding::Kind::never_fires, findings[0].kind);
  EXPECT_EQ(std::vector<std::string>{"r1"}, findings[0].rules);
}

TEST(CheckTables, FindsARuleThatNoAllowedValuePasses) {
  const auto findings = findings_for("Impossible rule");
  ASSERT_EQ(1U, findings.size());
  EXPECT_EQ(Finding::Kind::never_fires, findings[0].kind);
}

TEST(CheckTables, SaysWhatItDidNotAnalyse) {
  const auto findings = findings_for("Not analysed");
  ASSERT_EQ(1U, findings.size());
  EXPECT_EQ(Finding::Kind::not_analysed, findings[0].kind);
  EXPECT_EQ(std::vector<std::string>{"r1"}, findings[0].rules);
}

TEST(CheckTables, LooksForNoGapsWhereADefaultAnswers) { EXPECT_TRUE(findings_for("Default").empty()); }

TEST(CheckTables, AnalysesComparisonsWrittenWithAQuestionMark) {
  const auto findings = findings_for("Question mark");
  ASSERT_EQ(1U, findings.size());
  EXPECT_TRUE(has(findings, Finding::Kind::gap, "Score=10;"));
}

}  // namespace
}  // namespace chuhai::dmn
