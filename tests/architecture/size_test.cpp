// Functions of at most 70 lines and files of at most 600, with a ratchet for what is longer.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "cpp_scan.hpp"
#include "source_tree.hpp"

namespace chuhai::architecture {
namespace {

constexpr std::size_t kFunctionLinesMax = 70;
constexpr std::size_t kFileLinesMax = 600;
constexpr std::string_view kRatchet = "tests/architecture/long_functions.txt";

/// The exempted functions: "path:function lines" each; '#' starts a comment.
std::map<std::string, std::size_t> read_ratchet() {
  std::map<std::string, std::size_t> allowed;
  const std::string text = read_project_file(kRatchet);
  for (const std::string_view line : split_lines(text)) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words{std::string(line)};
    std::string key;
    std::size_t line_count = 0;
    EXPECT_TRUE(words >> key >> line_count) << kRatchet << ": cannot read '" << line << "'";
    allowed[key] = line_count;
  }
  return allowed;
}

struct LongFunction {
  std::string path;
  Function function;
};

std::map<std::string, LongFunction> find_long_functions() {
  std::map<std::string, LongFunction> found;
  for (const SourceFile& file : read_cpp_sources()) {
    for (const Function& function : scan_functions(file.text)) {
      if (function.line_count <= kFunctionLinesMax) continue;
      LongFunction& entry = found[file.path + ":" + function.name];
      if (function.line_count > entry.function.line_count) entry = {file.path, function};
    }
  }
  return found;
}

TEST(Sizes, NoNewFunctionIsLongerThanSeventyLines) {
  const std::map<std::string, std::size_t> allowed = read_ratchet();
  std::vector<Violation> violations;
  for (const auto& [key, entry] : find_long_functions()) {
    const auto exempt = allowed.find(key);
    if (exempt != allowed.end() && entry.function.line_count <= exempt->second) continue;
    violations.push_back({entry.path, entry.function.line,
                          entry.function.name + " has " + std::to_string(entry.function.line_count) +
                              " lines; cut it into steps of at most 70 (better 30)"});
  }
  EXPECT_TRUE(violations.empty()) << report(violations);
}

TEST(Sizes, TheListOfLongFunctionsOnlyShrinks) {
  const std::map<std::string, LongFunction> found = find_long_functions();
  for (const auto& [key, line_count] : read_ratchet()) {
    const auto entry = found.find(key);
    if (entry == found.end()) {
      ADD_FAILURE() << key << " is no longer over 70 lines: take its line out of " << kRatchet;
    } else {
      EXPECT_GE(entry->second.function.line_count, line_count)
          << key << " has become shorter: lower its number in " << kRatchet;
    }
  }
}

TEST(Sizes, NoFileIsLongerThanSixHundredLines) {
  std::vector<Violation> violations;
  for (const SourceFile& file : read_cpp_sources()) {
    const auto line_count = static_cast<std::size_t>(std::count(file.text.begin(), file.text.end(), '\n'));
    if (line_count <= kFileLinesMax) continue;
    violations.push_back({file.path, 0, std::to_string(line_count) + " lines; split it by subject"});
  }
  EXPECT_TRUE(violations.empty()) << report(violations);
}

}  // namespace
}  // namespace chuhai::architecture
