#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "dmn/tck.hpp"

namespace chuhai::dmn {
namespace {

const std::filesystem::path kSource = CHUHAI_SOURCE_DIR;

std::filesystem::path suite_folder() {
  const char* data = std::getenv("CHUHAI_DATA");
  return (data != nullptr ? std::filesystem::path(data) : kSource / "../shared/data") / "dmn-tck";
}

/// The instant the tests of now() and today() see.
feel::EvaluationOptions evaluation() {
  feel::EvaluationOptions options;
  calendar::DateTime now{{2026, 1, 15}, {12, 30, 0, 0, 0, {}}};
  options.time.now = now;
  return options;
}

/// Lines "level/suite passed total"; written anew with CHUHAI_BLESS=1.
const std::filesystem::path kScoreboard = kSource / "src/dmn/test/tck_scoreboard.txt";

std::map<std::string, std::size_t> read_scoreboard() {
  std::map<std::string, std::size_t> scores;
  std::ifstream stream(kScoreboard);
  std::string suite;
  std::size_t passed = 0;
  std::size_t total = 0;
  while (stream >> suite >> passed >> total) scores[suite] = passed;
  return scores;
}

void write_scoreboard(const TckReport& report) {
  std::ofstream stream(kScoreboard);
  for (const TckSuite& suite : report.suites)
    stream << suite.level << "/" << suite.name << " " << suite.passed() << " " << suite.tests.size() << "\n";
}

std::string failures_of(const TckSuite& suite) {
  std::string text;
  for (const TckTest& test : suite.tests)
    if (!test.passed) text += suite.level + "/" + suite.name + " " + test.id + ": " + test.reason + "\n";
  return text;
}

TEST(ConformanceSuite, LosesNoCase) {
  if (!std::filesystem::is_directory(suite_folder()))
    GTEST_SKIP() << "the DMN conformance suite is not at " << suite_folder();
  const auto report = run_tck(suite_folder(), evaluation());
  ASSERT_TRUE(report) << base::describe(report.error());
  for (const TckLevel& level : report->levels())
    RecordProperty(level.name,
                   std::to_string(level.passed) + " passed, " + std::to_string(level.failed) + " failed");
  if (std::getenv("CHUHAI_BLESS") != nullptr) write_scoreboard(*report);
  std::map<std::string, std::size_t> scores = read_scoreboard();
  ASSERT_FALSE(scores.empty());
  for (const TckSuite& suite : report->suites) {
    if (suite.level == "compliance-level-2") {
      EXPECT_EQ(0U, suite.failed()) << failures_of(suite);
    }
    EXPECT_GE(suite.passed(), scores[suite.level + "/" + suite.name]) << failures_of(suite);
    scores.erase(suite.level + "/" + suite.name);
  }
  EXPECT_TRUE(scores.empty()) << "the suite " << scores.begin()->first << " is gone";
}

TEST(ConformanceSuite, RefusesAFolderWithoutTests) {
  EXPECT_EQ("folder_missing", run_tck(kSource / "no such folder").error().code);
  EXPECT_EQ("no_test_cases", run_tck(kSource / "cmake").error().code);
}

}  // namespace
}  // namespace chuhai::dmn
