#include "screening/mapping.hpp"

#include <gtest/gtest.h>

#include "fleet.hpp"
#include "table/xlsx_writer.hpp"

namespace chuhai::screening {
namespace {

using testing::field_of;
using testing::Fleet;
using testing::understood;

TEST(Headings, AreUnderstoodInChinese) {
  Fleet fleet;
  const Report report = fleet.screen(
      "品牌,型号,设备名称,出厂年份,工时,整机质量,功率,识别代码,是否上牌\n三一,SY215C,挖掘机,2018,8500,21500,"
      "110,,否\n");
  ASSERT_EQ(report.machines.size(), 1u);
  const MachineResult& machine = report.machines[0];
  EXPECT_EQ(machine.value_of("machine.class"), "hydraulic_excavator");
  EXPECT_EQ(machine.value_of("machine.build_year"), "2018");
  EXPECT_EQ(machine.value_of("machine.hours"), "8500");
  EXPECT_EQ(machine.value_of("machine.mass_kg"), "21500");
  EXPECT_EQ(machine.value_of("machine.power_kw"), "110");
  EXPECT_EQ(machine.value_of("machine.road_registered"), "false");
  EXPECT_TRUE(machine.problems.empty()) << testing::problems_of(machine);
}

TEST(Headings, AreUnderstoodInEnglishInAnyOrderAndCase) {
  Fleet fleet;
  const Report report = fleet.screen(
      "HOURS,Year of Manufacture,weight (kg),Model No.,Machine Type,MAKE\n"
      "8500,2018,21500,SY215C,Excavator,SANY\n");
  ASSERT_EQ(report.machines.size(), 1u);
  EXPECT_EQ(report.machines[0].value_of("machine.hours"), "8500");
  EXPECT_EQ(report.machines[0].value_of("machine.build_year"), "2018");
  EXPECT_EQ(report.machines[0].value_of("machine.mass_kg"), "21500");
  EXPECT_EQ(report.machines[0].value_of("machine.model"), "SY215C");
  EXPECT_EQ(report.machines[0].value_of("machine.class"), "hydraulic_excavator");
}

TEST(Headings, AreFoundByTheLabelOfEveryField) {
  Fleet fleet;
  for (const rulebook::Field& field : testing::Shipped::get().book.vocabulary().fields()) {
    const bool is_given_already = field.path == "machine.class" || field.path == "machine.model";
    if (!field.path.starts_with("machine.") || field.evidence == "derived" || is_given_already) continue;
    for (const std::string& label : {field.label.zh, field.label.en, field.path}) {
      const Report report = fleet.screen("A,B,机种,型号," + label + "\n1,2,挖掘机,X,\n");
      EXPECT_EQ(field_of(report, label), field.path) << label;
    }
  }
}

TEST(Headings, MayStandBelowATitleAndBlankRows) {
  Fleet fleet;
  const Report report = fleet.screen("某公司设备清单,,\n,,\n型号,机种,年份\nSY215C,挖掘机,2018\n");
  ASSERT_EQ(report.machines.size(), 1u);
  EXPECT_EQ(report.machines[0].row, 4u) << "rows are numbered as the user's program numbers them";
  EXPECT_EQ(report.machines[0].value_of("machine.build_year"), "2018");
}

TEST(Headings, MayTakeTwoRowsWithMergedCells) {
  Fleet fleet;
  {
    table::XlsxWriter writer(fleet.file("merged.xlsx"), {});
    table::XlsxSheet& sheet = writer.add_sheet("设备");
    sheet.merge({{0, 0}, {1, 0}}, "型号");
    sheet.merge({{0, 1}, {1, 1}}, "机种");
    sheet.merge({{0, 2}, {0, 3}}, "使用情况");
    sheet.text({1, 2}, "年份");
    sheet.text({1, 3}, "工时");
    sheet.text({2, 0}, "SY215C");
    sheet.text({2, 1}, "挖掘机");
    sheet.integer({2, 2}, 2018);
    sheet.integer({2, 3}, 8500);
    writer.commit();
  }
  auto report = fleet.try_file("merged.xlsx");
  ASSERT_TRUE(report) << base::describe(report.error());
  ASSERT_EQ(report->machines.size(), 1u);
  EXPECT_EQ(report->machines[0].value_of("machine.class"), "hydraulic_excavator");
  EXPECT_EQ(report->machines[0].value_of("machine.build_year"), "2018");
  EXPECT_EQ(report->machines[0].value_of("machine.hours"), "8500");
}

TEST(Headings, KnownWordForWordComeBeforeThoseThatOnlyContainAWord) {
  Fleet fleet;
  const Report report = fleet.screen("原车型号,型号,机种\nOLD,NEW,挖掘机\n");
  EXPECT_EQ(field_of(report, "型号"), "machine.model");
  EXPECT_EQ(report.unused_headings, std::vector<std::string>{"原车型号"});
}

TEST(Headings, OfYesAndNoAreNotTakenFromTheirOpposites) {
  Fleet fleet;
  const Report opposite = fleet.screen("型号,机种,是否解除抵押,抵押解除日期\nSY215C,挖掘机,是,2020-01-01\n");
  EXPECT_EQ(opposite.machines[0].value_of("machine.mortgaged"), "");
  EXPECT_EQ(opposite.unused_headings.size(), 2u);
  const Report same = fleet.screen("型号,机种,是否抵押\nSY215C,挖掘机,是\n");
  EXPECT_EQ(same.machines[0].value_of("machine.mortgaged"), "true");
}

TEST(Headings, NobodyKnowsAreKeptAndNamed) {
  Fleet fleet;
  const Report report = fleet.screen("型号,机种,仓位\nSY215C,挖掘机,A-17\n");
  EXPECT_EQ(report.unused_headings, std::vector<std::string>{"仓位"});
  EXPECT_EQ(report.machines[0].cells, (std::vector<std::string>{"SY215C", "挖掘机", "A-17"}));
}

TEST(Headings, NotFoundIsARefusalThatSaysWhatToDo) {
  Fleet fleet;
  auto report = fleet.try_screen("foo,bar\n1,2\n");
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, "no_headings");
  EXPECT_NE(report.error().message.en.find("--mapping"), std::string::npos);
  EXPECT_NE(report.error().message.zh.find("表头"), std::string::npos);
}

TEST(Units, StandInHeadings) {
  EXPECT_EQ(understood("整机质量(t)", "21.5", "machine.mass_kg"), "21500");
  EXPECT_EQ(understood("整机质量（吨）", "21.5", "machine.mass_kg"), "21500");
  EXPECT_EQ(understood("Operating weight [kg]", "21500", "machine.mass_kg"), "21500");
  EXPECT_EQ(understood("重量/t", "21.5", "machine.mass_kg"), "21500");
  EXPECT_EQ(understood("功率(kW)", "110", "machine.power_kw"), "110");
  EXPECT_EQ(understood("功率(马力)", "150", "machine.power_kw").substr(0, 5), "110.3");
  EXPECT_EQ(understood("Engine power (hp)", "150", "machine.power_kw").substr(0, 5), "111.8");
  EXPECT_EQ(understood("工时(小时)", "8500", "machine.hours"), "8500");
  EXPECT_EQ(understood("整机质量(t)[铭牌]", "21.5", "machine.mass_kg"), "21500");
  EXPECT_EQ(understood("排量(L)", "6.7", "machine.engine_displacement_cc"), "6700");
  EXPECT_EQ(understood("额定起重量(kg)", "25000", "machine.rated_load_t"), "25");
  EXPECT_EQ(understood("里程(万公里)", "12.5", "machine.odometer_km"), "125000");
}

TEST(Units, StandInCellsAndWinOverTheHeading) {
  EXPECT_EQ(understood("整机质量(t)", "21500kg", "machine.mass_kg"), "21500");
  EXPECT_EQ(understood("整机质量", "21.5t", "machine.mass_kg"), "21500");
  EXPECT_EQ(understood("整机质量", "21,500 kg", "machine.mass_kg"), "21500");
  EXPECT_EQ(understood("整机质量", "21.5", "machine.mass_kg"), "21500") << "no machine weighs 21.5 kg";
  EXPECT_EQ(understood("功率", "110 kW", "machine.power_kw"), "110");
  EXPECT_EQ(understood("功率", "150马力", "machine.power_kw").substr(0, 5), "110.3");
  EXPECT_EQ(understood("工时", "8,500小时", "machine.hours"), "8500");
  EXPECT_EQ(understood("工时", "约8500h", "machine.hours"), "8500");
  EXPECT_EQ(understood("排量", "6.7L", "machine.engine_displacement_cc"), "6700");
  EXPECT_EQ(understood("排量", "6,700cc", "machine.engine_displacement_cc"), "6700");
  EXPECT_EQ(understood("额定起重量", "25吨", "machine.rated_load_t"), "25");
}

TEST(Units, AnAmountInAnotherUnitIsAProblemAndNoNumber) {
  for (const auto& [heading, cell] : {std::pair{"整机质量", "21.5 kW"},
                                      {"工时", "2 years"},
                                      {"排量", "6,7L"},
                                      {"额定起重量", "25 m"},
                                      {"功率", "about a lot"}}) {
    Fleet fleet;
    const Report report =
        fleet.screen("机种," + std::string(heading) + "\n挖掘机,\"" + std::string(cell) + "\"\n");
    ASSERT_EQ(report.machines.size(), 1u);
    ASSERT_EQ(report.machines[0].problems.size(), 1u) << heading << ' ' << cell;
    EXPECT_EQ(report.machines[0].problems[0].heading, heading);
  }
}

TEST(Dates, AreReadInTheUsualSpellings) {
  for (const char* written : {"2018-03-05", "2018/3/5", "2018.3.5", "20180305", "2018年3月5日", "5 Mar 2018",
                              "2018-03-05 00:00:00"}) {
    EXPECT_EQ(understood("出厂日期", written, "machine.build_date"), "2018-03-05") << written;
    EXPECT_EQ(understood("出厂日期", written, "machine.build_year"), "2018") << written;
  }
  for (const char* written : {"2018", "2018年", "2018-03", "2018年3月", "2018-03-05"})
    EXPECT_EQ(understood("年份", written, "machine.build_year"), "2018") << written;
}

TEST(Dates, TheOrderOfDayAndMonthIsNotGuessed) {
  EXPECT_EQ(understood("出厂日期", "3/5/2018", "machine.build_date"), "");
  Fleet fleet;
  ASSERT_TRUE(fleet.map("date_order = \"day_first\"\n"));
  const Report report = fleet.screen("机种,出厂日期\n挖掘机,3/5/2018\n");
  EXPECT_EQ(report.machines[0].value_of("machine.build_date"), "2018-05-03");
}

TEST(Dates, AfterTheDayOfTheScreeningAreNotBelieved) {
  Fleet fleet;
  const Report report = fleet.screen("机种,年份,出厂日期,车型年款\n挖掘机,2027,2026-11-25,2027\n");
  EXPECT_EQ(report.machines[0].value_of("machine.build_year"), "");
  EXPECT_EQ(report.machines[0].value_of("machine.build_date"), "");
  EXPECT_EQ(report.machines[0].value_of("machine.model_year"), "2027")
      << "next year's model is sold this year";
  EXPECT_EQ(report.machines[0].problems.size(), 2u) << testing::problems_of(report.machines[0]);
}

TEST(MappingFile, NamesColumnsUnitsValuesAndFacts) {
  Fleet fleet;
  ASSERT_TRUE(fleet.map(R"(complete = true
[[column]]
heading = "Kind"
field = "machine.class"
only_listed = true
[column.values]
"TTT" = "crawler_dozer"
[[column]]
heading = "Made"
field = "machine.build_year"
unknown = ["1000"]
[[column]]
heading = "Size"
field = "machine.mass_kg"
unit = "t"
pattern = "([0-9.]+) to ([0-9.]+) tons"
[facts]
"machine.condition" = "used"
)"));
  const Report report =
      fleet.screen("Kind,Made,Size,Model\nTTT,1000,Dozer - 20 to 24 tons,D6\nX,2001,D5,D5\n");
  ASSERT_EQ(report.machines.size(), 2u);
  EXPECT_EQ(report.machines[0].value_of("machine.class"), "crawler_dozer");
  EXPECT_EQ(report.machines[0].value_of("machine.build_year"), "");
  EXPECT_EQ(report.machines[0].value_of("machine.mass_kg"), "22000");
  EXPECT_EQ(report.machines[0].value_of("machine.condition"), "used");
  EXPECT_EQ(report.machines[0].value_of("machine.model"), "") << "only the listed columns are used";
  EXPECT_EQ(report.machines[1].value_of("machine.class"), "");
  EXPECT_TRUE(report.machines[0].problems.empty());
}

TEST(MappingFile, ABuildDateStatedForAllRowsGivesTheYearOfAll) {
  Fleet fleet;
  ASSERT_TRUE(fleet.map("[facts]\n\"machine.build_date\" = 2015-06-01\n"));
  const Report report = fleet.screen("型号,机种\nA1,挖掘机\nA2,装载机\nA3,推土机\n");
  ASSERT_EQ(report.machines.size(), 3u);
  for (const MachineResult& machine : report.machines)
    EXPECT_EQ(machine.value_of("machine.build_year"), "2015");
}

TEST(MappingFile, MistakesAreRefusedWithFileAndPlace) {
  Fleet fleet;
  const auto code = [&](std::string_view toml) {
    auto mapped = fleet.map(toml);
    if (!mapped) return mapped.error().code;
    auto report = fleet.try_screen("型号,机种\nSY215C,挖掘机\n");
    if (report) return std::string("read");
    EXPECT_NE(report.error().where.source, "") << base::describe(report.error());
    return report.error().code;
  };
  EXPECT_EQ(code("[[column]]\nheading = \"型号\"\n"), "mapping");
  EXPECT_EQ(code("date_order = \"backwards\"\n"), "mapping");
  EXPECT_EQ(code("not toml"), "toml_syntax");
  EXPECT_EQ(code("[[column]]\nheading = \"Nowhere\"\nfield = \"machine.model\"\n"), "mapping_column");
  EXPECT_EQ(code("[[column]]\nheading = \"型号\"\nfield = \"machine.taste\"\n"), "unknown_field");
  EXPECT_EQ(code("[[column]]\nheading = \"型号\"\nfield = \"machine.mass_kg\"\npattern = \"(\"\n"),
            "mapping");
  EXPECT_EQ(code("[[column]]\nheading = \"型号\"\nfield = \"machine.mass_kg\"\npattern = \"[0-9]+\"\n"),
            "mapping");
  EXPECT_EQ(code("[facts]\n\"machine.taste\" = \"sweet\"\n"), "unknown_field");
  EXPECT_EQ(code("[facts]\n\"machine.mass_kg\" = \"heavy\"\n"), "wrong_type");
}

}  // namespace
}  // namespace chuhai::screening
