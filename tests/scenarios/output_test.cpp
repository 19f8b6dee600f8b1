#include <gtest/gtest.h>

#include "json/parse.hpp"
#include "program.hpp"

namespace chuhai::scenarios {
namespace {

json::Value parsed(const std::string& text) {
  auto value = json::parse(text, "stdout");
  EXPECT_TRUE(value) << base::describe(value.error()) << "\n" << text.substr(0, 400);
  return value ? std::move(*value) : json::Value{};
}

const json::Value* element(const json::Value& array, const char* key, std::string_view text) {
  for (const json::Value& one : array.array()) {
    const json::Value* member = one.find(key);
    if (member != nullptr && member->is_string() && member->string() == text) return &one;
  }
  return nullptr;
}

TEST(ExitCode, IsZeroWhenAllIsUnderstoodAndOneWhenNot) {
  const Desk desk;
  desk.write("fleet.csv", sound_fleet());
  EXPECT_EQ(desk.run({"screen", "fleet.csv", "--to", "UG"}).exit_code, 0);
  desk.write("strange.csv", "型号,机种\nX1,飞船\n");
  EXPECT_EQ(desk.run({"screen", "strange.csv", "--to", "UG"}).exit_code, 1);
}

TEST(ExitCode, IsTwoForWrongUsage) {
  const Desk desk;
  desk.write("fleet.csv", sound_fleet());
  desk.write("in.json", "{}");
  const std::string model = std::string(CHUHAI_SOURCE_DIR) + "/rules/common/age.dmn";
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"sail"},
      {"screen"},
      {"screen", "fleet.csv", "--to", "Atlantis"},
      {"screen", "fleet.csv", "--to", "UG,,VN"},
      {"screen", "fleet.csv", "--as-of", "2026-02-30"},
      {"screen", "fleet.csv", "--format", "docx"},
      {"screen", "fleet.csv", "--lang", "fr"},
      {"screen", "fleet.csv", "--mapping", "nowhere.toml"},
      {"screen", "fleet.csv", "--rules", "nowhere"},
      {"rules"},
      {"rules", "show", "dest.zz"},
      {"rules", "test", "dest.zz"},
      {"dmn", "run", model, "--input", "nowhere.json"},
      {"dmn", "run", model, "--input", "in.json", "--decision", "none"},
      {"dmn", "tck", "nowhere"}};
  for (const auto& arguments : wrong) {
    const Answer run = desk.run(arguments);
    std::string line;
    for (const std::string& argument : arguments) line += argument + " ";
    EXPECT_EQ(run.exit_code, 2) << line << run.err;
    EXPECT_NE(run.err, "") << line;
    EXPECT_EQ(run.out, "") << line;
  }
}

TEST(ExitCode, IsThreeWhenTheOutputCannotBeWritten) {
  const Desk desk;
  desk.write("fleet.csv", sound_fleet());
  const Answer run = desk.run({"screen", "fleet.csv", "--to", "UG", "--out", "fleet.csv/below"});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_NE(run.err.find("fleet.csv/below"), std::string::npos) << run.err;
  EXPECT_EQ(desk.run({"screen", "fleet.csv", "--format", "csv", "--out", "fleet.csv/below"}).exit_code, 3);
}

TEST(Help, OfEveryCommandHasAnExample) {
  const Desk desk;
  EXPECT_EQ(desk.run({"--help"}).exit_code, 0);
  EXPECT_EQ(desk.run({"--version"}).exit_code, 0);
  for (const auto& command : {std::vector<std::string>{"screen"},
                              {"rules", "list"},
                              {"rules", "show"},
                              {"rules", "check"},
                              {"rules", "test"},
                              {"dmn", "run"},
                              {"dmn", "check"},
                              {"dmn", "tck"}}) {
    std::vector<std::string> arguments = command;
    arguments.emplace_back("--help");
    const Answer run = desk.run(arguments);
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_NE(run.out.find("Example: chuhai " + command.front()), std::string::npos) << run.out;
    for (const char* flag : {"--quiet", "--json", "--lang"})
      EXPECT_NE(run.out.find(flag), std::string::npos) << run.out;
  }
}

TEST(Json, OfEveryCommandParses) {
  const Desk desk;
  desk.write("fleet.csv", sound_fleet());
  desk.write("in.json", "{\"x\": 1}");
  const std::string model = std::string(CHUHAI_SOURCE_DIR) + "/rules/dest/ug/ug.dmn";
  for (const auto& arguments : {std::vector<std::string>{"screen", "fleet.csv", "--to", "UG", "--json"},
                                {"screen", "fleet.csv", "--to", "UG", "--format", "json"},
                                {"rules", "list", "--json"},
                                {"rules", "show", "dest.ug", "--json"},
                                {"rules", "check", "--json"},
                                {"rules", "test", "dest.ug", "--json"},
                                {"dmn", "check", model, "--json"},
                                {"dmn", "run", model, "--input", "in.json", "--json"}}) {
    const Answer run = desk.run(arguments);
    EXPECT_LT(run.exit_code, 2) << run.err;
    EXPECT_FALSE(parsed(run.out).is_null()) << arguments[0] << ' ' << arguments[1];
  }
}

TEST(Output, GoesToStdoutWhenAFormatIsAskedForWithoutAFolder) {
  const Desk desk;
  desk.write("fleet.csv", sound_fleet());
  const std::vector<std::string> before = desk.files_below(".");
  const Answer csv = desk.run({"screen", "fleet.csv", "--to", "UG", "--format", "csv"});
  EXPECT_EQ(csv.exit_code, 0) << csv.err;
  EXPECT_NE(csv.out.find("SWDM220-3"), std::string::npos);
  EXPECT_EQ(desk.files_below("."), before) << "no file nobody asked for";
}

TEST(Output, OfQuietRunsIsOnlyWhatWasAskedFor) {
  const Desk desk;
  desk.write("fleet.csv", sound_fleet());
  const Answer run = desk.run({"screen", "fleet.csv", "--to", "UG", "--out", "out", "--quiet"});
  EXPECT_EQ(run.out + run.err, "");
  EXPECT_EQ(desk.files_below("out").size(), 4u);
}

TEST(Output, IsTheSameForTheSameInput) {
  const Desk desk;
  desk.write("fleet.csv", sound_fleet());
  for (const char* folder : {"one", "two"}) {
    const Answer run =
        desk.run({"screen", "fleet.csv", "--to", "all", "--as-of", "2026-11-24", "--out", folder, "--quiet"});
    ASSERT_LT(run.exit_code, 2) << run.err;
  }
  for (const std::string& name : desk.files_below("one"))
    EXPECT_TRUE(desk.read("one/" + name) == desk.read("two/" + name)) << name << " differs";
}

TEST(Output, TakesTheLanguageAskedFor) {
  const Desk desk;
  desk.write("fleet.csv", sound_fleet());
  const Answer en = desk.run({"screen", "fleet.csv", "--to", "UG", "--lang", "en"});
  const Answer zh = desk.run({"screen", "fleet.csv", "--to", "UG", "--lang", "zh"});
  EXPECT_NE(en.out.find("Rotary drilling"), std::string::npos) << en.out;
  EXPECT_NE(zh.out.find("旋挖钻机"), std::string::npos) << zh.out;
  EXPECT_NE(zh.out.find("乌干达"), std::string::npos) << zh.out;
}

TEST(GoldenPath, TheDrillingRigMayGoToUgandaWithReasonsAndSources) {
  const Desk desk;
  desk.write("fleet.csv", sound_fleet());
  const Answer run = desk.run({"screen", "fleet.csv", "--to", "UG", "--as-of", "2026-11-24", "--json"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const json::Value report = parsed(run.out);
  const json::Value& machine = report.find("machines")->array().front();
  EXPECT_EQ(machine.find("facts")->find("machine.class")->string(), "rotary_drilling_rig");
  const json::Value* uganda = element(*machine.find("destinations"), "for", "UG");
  ASSERT_NE(uganda, nullptr);
  EXPECT_EQ(uganda->find("outcome")->string(), "allowed_with_conditions");
  const auto number = static_cast<std::size_t>(*uganda->find("verdict")->number().to_int64());
  const json::Value& verdict = report.find("verdicts")->array().at(number);
  EXPECT_EQ(verdict.find("pack")->string(), "dest.ug");
  EXPECT_EQ(verdict.find("hash")->string().size(), 64u);
  ASSERT_FALSE(verdict.find("reasons")->array().empty());
  for (const json::Value& reason : verdict.find("reasons")->array()) {
    const json::Value* rule = element(*report.find("rules"), "rule", reason.find("rule")->string());
    ASSERT_NE(rule, nullptr) << reason.find("rule")->string();
    EXPECT_FALSE(rule->find("text")->find("zh")->string().empty());
    ASSERT_FALSE(rule->find("sources")->array().empty());
    EXPECT_FALSE(rule->find("sources")->array().front().find("instrument")->string().empty());
  }
}

TEST(GoldenPath, TheExampleFleetIsScreened) {
  const Desk desk;
  const std::string fleet = std::string(CHUHAI_SOURCE_DIR) + "/examples/fleet.xlsx";
  const Answer run = desk.run({"screen", fleet, "--to", "all", "--as-of", "2026-11-24", "--format", "json"});
  ASSERT_LT(run.exit_code, 2) << run.err;
  const json::Value report = parsed(run.out);
  const json::Array& machines = report.find("machines")->array();
  EXPECT_GE(machines.size(), 40u);
  EXPECT_EQ(machines.front().find("facts")->find("machine.model")->string(), "SWDM220-3");
  EXPECT_GE(machines.front().find("destinations")->array().size(), 25u);
}

}  // namespace
}  // namespace chuhai::scenarios
