#include <gtest/gtest.h>

#include "hostile_files.hpp"
#include "program.hpp"

// Whatever a file holds, the program says what is wrong and where, and leaves nothing half-written.

namespace chuhai::scenarios {
namespace {

/// The file cannot be read: exit code 2, a message with every part, nothing written.
void expect_refused(const Desk& desk, const std::string& fleet, const std::vector<std::string>& message) {
  const Answer run = desk.run({"screen", fleet, "--to", "UG", "--as-of", "2026-11-24", "--out", "out"});
  EXPECT_EQ(run.exit_code, 2) << run.err;
  EXPECT_EQ(run.out, "");
  EXPECT_NE(run.err.find(fleet), std::string::npos) << "the file is named\n" << run.err;
  for (const std::string& part : message)
    EXPECT_NE(run.err.find(part), std::string::npos) << part << "\n" << run.err;
  EXPECT_LT(run.err.size(), 2000u);
  EXPECT_EQ(desk.files_below("out"), std::vector<std::string>{});
  const Answer chinese = desk.run({"screen", fleet, "--to", "UG", "--lang", "zh"});
  EXPECT_EQ(chinese.exit_code, 2);
  EXPECT_NE(chinese.err, run.err) << "there is a Chinese message too";
}

/// The file can be read: its rows come back, and the program ends well.
std::string expect_screened(const Desk& desk, const std::string& fleet) {
  const Answer run =
      desk.run({"screen", fleet, "--to", "UG", "--as-of", "2026-11-24", "--out", "out", "--quiet"});
  EXPECT_TRUE(run.exit_code == 0 || run.exit_code == 1) << run.exit_code << "\n" << run.err;
  EXPECT_EQ(desk.files_below("out"), (std::vector<std::string>{"screening.csv", "screening.html",
                                                               "screening.json", "screening.xlsx"}));
  return desk.read("out/screening.csv");
}

TEST(BadInput, AnEmptyFile) {
  const Desk desk;
  expect_refused(desk, desk.write("empty.csv", ""), {"empty"});
  expect_refused(desk, desk.write("empty.xlsx", ""), {"empty"});
}

TEST(BadInput, AMissingFileAFolderAndABinary) {
  const Desk desk;
  expect_refused(desk, "nowhere.csv", {"no such file"});
  std::filesystem::create_directories(desk.path("folder"));
  expect_refused(desk, "folder", {"folder"});
  expect_refused(desk, desk.write("scan.pdf", "%PDF-1.7\n"), {"PDF"});
}

TEST(BadInput, TwoHundredMegabytesOfNothing) {
  const Desk desk;
  desk.write("large.csv", "型号,机种\nSY215C,挖掘机\n");
  std::filesystem::resize_file(desk.path("large.csv"), 200u << 20);
  expect_refused(desk, "large.csv", {"large.csv:3"});
}

TEST(BadInput, BytesThatAreNoText) {
  const Desk desk;
  expect_refused(desk, desk.write("broken.csv", "型号,机种\nSY215C,\x81\xFF\xFF挖掘机\n"), {"broken.csv:2"});
}

TEST(BadInput, AQuoteThatNeverCloses) {
  const Desk desk;
  expect_refused(desk, desk.write("open.csv", "型号,机种\nSY215C,\"挖掘机\nX,Y\n"), {"open.csv:2"});
}

TEST(BadInput, AZipBomb) {
  const Desk desk;
  desk.write("bomb.xlsx", zip_bomb(100));
  EXPECT_LT(std::filesystem::file_size(desk.path("bomb.xlsx")), 1u << 20);
  expect_refused(desk, "bomb.xlsx", {"unpack"});
}

TEST(BadInput, APackageThatIsNoWorkbook) {
  const Desk desk;
  expect_refused(desk, desk.write("other.xlsx", stored_package({{"readme.txt", "hello"}})), {});
  expect_refused(desk, desk.write("cut.xlsx", workbook("<row r=\"1\"/>").substr(0, 300)), {});
}

TEST(BadInput, AWorkbookWithEntities) {
  const Desk desk;
  std::string bytes = workbook("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>型号</t></is></c></row>");
  expect_refused(desk,
                 desk.write("doctype.xlsx",
                            stored_package({{"[Content_Types].xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"},
                                            {"xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}})),
                 {});
}

TEST(BadInput, FormulaCellsAreTakenByTheirValuesAndErrorsAreSaid) {
  const Desk desk;
  const auto text = [](const char* at, const char* value) {
    return "<c r=\"" + std::string(at) + "\" t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
  };
  desk.write(
      "formula.xlsx",
      workbook(
          "<row r=\"1\">" + text("A1", "型号") + text("B1", "机种") + text("C1", "年份") +
          text("D1", "工时") + "</row><row r=\"2\">" + text("A2", "SY215C") + text("B2", "挖掘机") +
          "<c r=\"C2\"><f>2000+18</f><v>2018</v></c><c r=\"D2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>"));
  const std::string csv = expect_screened(desk, "formula.xlsx");
  EXPECT_NE(csv.find("SY215C,挖掘机,2018,"), std::string::npos) << csv;
  EXPECT_NE(csv.find("#DIV/0!"), std::string::npos) << csv;
  EXPECT_NE(csv.find("hydraulic_excavator"), std::string::npos) << csv;
}

TEST(BadInput, MergedHeadings) {
  const Desk desk;
  const auto text = [](const char* at, const char* value) {
    return "<c r=\"" + std::string(at) + "\" t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
  };
  std::vector<Part> parts;
  std::string bytes =
      workbook("<row r=\"1\">" + text("A1", "设备清单") + "</row><row r=\"2\">" + text("A2", "型号") +
               text("B2", "机种") + text("C2", "使用情况") + "</row><row r=\"3\">" + text("C3", "年份") +
               text("D3", "工时") + "</row><row r=\"4\">" + text("A4", "SY215C") + text("B4", "挖掘机") +
               text("C4", "2018") + text("D4", "8500") +
               "</row></sheetData><mergeCells><mergeCell ref=\"A1:D1\"/><mergeCell ref=\"A2:A3\"/>"
               "<mergeCell ref=\"B2:B3\"/><mergeCell ref=\"C2:D2\"/></mergeCells><sheetData>");
  desk.write("merged.xlsx", bytes);
  const std::string csv = expect_screened(desk, "merged.xlsx");
  EXPECT_NE(csv.find("SY215C,挖掘机,2018,8500,"), std::string::npos) << csv;
  EXPECT_NE(csv.find("hydraulic_excavator"), std::string::npos) << csv;
}

TEST(BadInput, ACellOfAHundredThousandCharacters) {
  const Desk desk;
  const std::string cell(100'000, 'x');
  desk.write("long.csv", "型号,机种,年份\n" + cell + "," + cell + "," + cell + "\nSY215C,挖掘机,2018\n");
  const std::string csv = expect_screened(desk, "long.csv");
  EXPECT_NE(csv.find(cell + "," + cell), std::string::npos) << "the user's own cells come back whole";
  EXPECT_LT(csv.size(), 4 * cell.size());
}

TEST(BadInput, AModelWithEntities) {
  const Desk desk;
  desk.write("bad.dmn",
             "<?xml version=\"1.0\"?>\n<!DOCTYPE d [<!ENTITY a \"b\">]>\n<definitions>&a;</definitions>\n");
  const Answer run = desk.run({"dmn", "check", "bad.dmn"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("bad.dmn:2"), std::string::npos) << run.err;
}

std::string cyclic_model() {
  const std::string head =
      "<?xml version=\"1.0\"?>\n<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" "
      "id=\"m\" name=\"m\" namespace=\"https://example.org/m\">\n";
  const auto decision = [](const std::string& name, const std::string& needs) {
    return "<decision id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name +
           "\"/><informationRequirement><requiredDecision href=\"#" + needs +
           "\"/></informationRequirement>" + "<literalExpression><text>" + needs +
           "</text></literalExpression></decision>\n";
  };
  return head + decision("first", "second") + decision("second", "third") + decision("third", "first") +
         "</definitions>\n";
}

TEST(BadInput, ACyclicDecisionGraphNamesTheCircle) {
  const Desk desk;
  desk.write("circle.dmn", cyclic_model());
  desk.write("in.json", "{}");
  for (const auto& arguments : {std::vector<std::string>{"dmn", "check", "circle.dmn"},
                                {"dmn", "run", "circle.dmn", "--input", "in.json"}}) {
    const Answer run = desk.run(arguments);
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_EQ(run.out, "");
    for (const char* part : {"circle.dmn:", "first", "second", "third"})
      EXPECT_NE(run.err.find(part), std::string::npos) << run.err;
  }
}

TEST(BadInput, APackWithABrokenSourceDate) {
  const Desk desk;
  desk.copy_rules();
  desk.replace_in("rules/dest/ug/pack.toml", "checked_on = 2026-11-24", "checked_on = \"2026-11-31\"");
  const Answer check = desk.run({"rules", "check", "--rules", "rules"});
  EXPECT_EQ(check.exit_code, 2);
  EXPECT_NE(check.err.find("rules/dest/ug/pack.toml:"), std::string::npos) << check.err;
  EXPECT_NE(check.err.find("checked_on: "), std::string::npos) << check.err;
  EXPECT_NE(check.err.find("2026-11-31"), std::string::npos) << check.err;
  desk.write("fleet.csv", sound_fleet());
  const Answer screen = desk.run({"screen", "fleet.csv", "--rules", "rules", "--out", "out"});
  EXPECT_EQ(screen.exit_code, 2);
  EXPECT_EQ(desk.files_below("out"), std::vector<std::string>{});
}

TEST(BadInput, APackWhoseDateIsNoDateOfItsFormat) {
  const Desk desk;
  desk.copy_rules();
  desk.replace_in("rules/dest/ug/pack.toml", "checked_on = 2026-11-24", "checked_on = 2026-11-31");
  const Answer run = desk.run({"rules", "list", "--rules", "rules"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("rules/dest/ug/pack.toml:"), std::string::npos) << run.err;
}

TEST(BadInput, AMappingFileThatIsBroken) {
  const Desk desk;
  desk.write("fleet.csv", sound_fleet());
  desk.write("mapping.toml", "[[column]]\nheading = \"型号\"\n");
  const Answer run = desk.run({"screen", "fleet.csv", "--mapping", "mapping.toml", "--out", "out"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("mapping.toml:1"), std::string::npos) << run.err;
  EXPECT_EQ(desk.files_below("out"), std::vector<std::string>{});
}

TEST(BadInput, NothingIsLeftWhenASheetBreaksHalfWay) {
  const Desk desk;
  std::string csv = "型号,机种,年份\n";
  for (int i = 0; i < 200'000; ++i) csv += "SY215C,挖掘机,2018\n";
  desk.write("late.csv", csv + "SY215C,\xFF\xFF\xFF,2018\n");
  const Answer run = desk.run({"screen", "late.csv", "--to", "UG", "--format", "csv", "--out", "out"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("late.csv:200002"), std::string::npos) << run.err;
  EXPECT_EQ(desk.files_below("out"), std::vector<std::string>{});
}

}  // namespace
}  // namespace chuhai::scenarios
