#include <gtest/gtest.h>

#include <string>

#include "base/file.hpp"
#include "dmn/evaluate.hpp"
#include "dmn/model.hpp"
#include "pack_folder.hpp"

namespace chuhai::rulebook {
namespace {

const std::filesystem::path kCommon = std::filesystem::path(CHUHAI_SOURCE_DIR) / "rules" / "common";

/// Evaluates one FEEL text with a common model imported, in three values; "null" when it is unknown.
std::string value_of(const std::string& alias, const std::string& file, const std::string& text) {
  const testing::TemporaryFolder folder;
  const std::string name_space = "https://chuhai.org/rules/common/" + file;
  const std::string function = text.substr(alias.size() + 1, text.find('(') - alias.size() - 1);
  base::write_file(folder.path() / (file + ".dmn"), *base::read_file(kCommon / (file + ".dmn"), 1u << 20));
  base::write_file(
      folder.path() / "probe.dmn",
      R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="p" name="p" namespace="p">
  <import name=")" +
          alias + R"(" namespace=")" + name_space + R"(" locationURI=")" + file +
          R"(.dmn" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>
  <decision id="probe" name="probe"><variable name="probe"/>
    <knowledgeRequirement id="k"><requiredKnowledge href=")" +
          name_space + "#" + function + R"("/></knowledgeRequirement>
    <literalExpression><text>)" +
          text + R"(</text></literalExpression></decision>
</definitions>)");
  auto model = dmn::read_model(folder.path() / "probe.dmn", {});
  if (!model) return base::describe(model.error());
  auto evaluator = dmn::Evaluator::create(*model);
  if (!evaluator) return base::describe(evaluator.error());
  feel::EvaluationOptions options;
  options.mode = feel::Mode::three_valued;
  const feel::Value value = evaluator->decision("probe", {}, options);
  if (value.kind() == feel::Kind::boolean) return value.boolean() ? "true" : "false";
  return value.kind() == feel::Kind::number ? value.number().to_plain_string() : "null";
}

std::string scale(const std::string& text) {
  return value_of("scales", "valuation-scales", "scales." + text);
}
std::string stage(const std::string& text) { return value_of("emission", "emission", "emission." + text); }

TEST(ValuationScales, IndiaTakesLessEachYearAndStopsAtSeventy) {
  EXPECT_EQ(scale("left_by_quarter_to_thirty(0)"), "100");
  EXPECT_EQ(scale("left_by_quarter_to_thirty(4)"), "84");
  EXPECT_EQ(scale("left_by_quarter_to_thirty(8)"), "72");
  EXPECT_EQ(scale("left_by_quarter_to_thirty(12)"), "62");
  EXPECT_EQ(scale("left_by_quarter_to_thirty(13)"), "60");
  EXPECT_EQ(scale("left_by_quarter_to_thirty(28)"), "30");
  EXPECT_EQ(scale("left_by_quarter_to_thirty(80)"), "30");
}

TEST(ValuationScales, TheCommunityScaleGoesFromEightyToTwentyLeft) {
  const char* const left[] = {"100", "80", "70", "60", "50", "45", "40", "35", "30", "25", "20", "20"};
  for (int years = 0; years < 12; ++years)
    EXPECT_EQ(scale("left_by_years_eighty_to_twenty(" + std::to_string(years) + ")"), left[years]) << years;
}

TEST(ValuationScales, TheOthersDoWhatTheirNamesSay) {
  EXPECT_EQ(scale("left_at_ten_a_year_to_thirty(3)"), "70");
  EXPECT_EQ(scale("left_at_ten_a_year_to_thirty(12)"), "30");
  EXPECT_EQ(scale("left_flat(80)"), "80");
  EXPECT_EQ(scale("left_at_one_a_month_to_fifty(12)"), "88");
  EXPECT_EQ(scale("left_at_one_a_month_to_fifty(90)"), "50");
  EXPECT_EQ(scale("left_at_five_then_one_a_month_to_sixty(0)"), "100");
  EXPECT_EQ(scale("left_at_five_then_one_a_month_to_sixty(1)"), "95");
  EXPECT_EQ(scale("left_at_five_then_one_a_month_to_sixty(2)"), "94");
  EXPECT_EQ(scale("left_at_five_then_one_a_month_to_sixty(50)"), "60");
  EXPECT_EQ(scale("left_by_years_ninety_to_seventy(1)"), "90");
  EXPECT_EQ(scale("left_by_years_ninety_to_seventy(9)"), "70");
  EXPECT_EQ(scale("left_by_october_years_to_fifty(2024, date(\"2024-09-30\"))"), "100");
  EXPECT_EQ(scale("left_by_october_years_to_fifty(2024, date(\"2024-10-01\"))"), "90");
  EXPECT_EQ(scale("left_by_october_years_to_fifty(2024, date(\"2025-10-01\"))"), "85");
  EXPECT_EQ(scale("left_by_october_years_to_fifty(2010, date(\"2025-10-01\"))"), "50");
}

TEST(ValuationScales, AnUnknownOrNegativeAgeLeavesTheValueOpen) {
  for (const char* const name :
       {"left_by_quarter_to_thirty", "left_at_ten_a_year_to_thirty", "left_by_years_eighty_to_twenty",
        "left_flat", "left_at_one_a_month_to_fifty", "left_at_five_then_one_a_month_to_sixty",
        "left_by_years_ninety_to_seventy"}) {
    EXPECT_EQ(scale(std::string(name) + "(null)"), "null") << name;
    if (std::string(name) == "left_flat") continue;
    EXPECT_EQ(scale(std::string(name) + "(-1)"), "null") << name;
  }
  EXPECT_EQ(scale("left_by_october_years_to_fifty(null, date(\"2025-10-01\"))"), "null");
  EXPECT_EQ(scale("left_by_october_years_to_fifty(2024, null)"), "null");
}

TEST(EmissionStages, StagesOfOtherStatesAreComparedInTheirPowerBand) {
  EXPECT_EQ(stage("at_least(\"CN3\", \"EU2\", 118)"), "true");
  EXPECT_EQ(stage("at_least(\"CN3\", \"EU3A\", 118)"), "true");
  EXPECT_EQ(stage("at_least(\"CN3\", \"EU3B\", 118)"), "false");
  EXPECT_EQ(stage("at_least(\"CN4\", \"EU3B\", 118)"), "true");
  EXPECT_EQ(stage("at_least(\"CN4\", \"EU5\", 118)"), "false");
  EXPECT_EQ(stage("at_least(\"US4\", \"EU4\", 118)"), "false");
  EXPECT_EQ(stage("at_least(\"JP4\", \"EU4\", 118)"), "true");
  EXPECT_EQ(stage("at_least(\"JP4\", \"EU4\", 45)"), "null") << "Stage IV has no limits below 56 kW";
  EXPECT_EQ(stage("at_least(\"US2\", \"EU2\", 118)"), "true");
  EXPECT_EQ(stage("at_least(\"JP1\", \"EU2\", 118)"), "true");
  EXPECT_EQ(stage("at_least(\"unregulated\", \"EU2\", null)"), "false");
  EXPECT_EQ(stage("at_least(\"EU5\", \"EU5\", null)"), "true");
}

TEST(EmissionStages, WhatCannotBeComparedStaysOpen) {
  EXPECT_EQ(stage("at_least(\"CN3\", \"EU2\", null)"), "null") << "the power is needed";
  EXPECT_EQ(stage("at_least(\"CN3\", \"EU3A\", 700)"), "null") << "above 560 kW the old stages set no limits";
  EXPECT_EQ(stage("at_least(\"ROAD5\", \"EU2\", 118)"), "null") << "road stages are measured differently";
  EXPECT_EQ(stage("at_least(null, \"EU2\", 118)"), "null");
}

}  // namespace
}  // namespace chuhai::rulebook
