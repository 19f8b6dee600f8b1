// Small habits that are cheaper to check than to remember.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <regex>
#include <set>

#include "cpp_scan.hpp"
#include "source_tree.hpp"

namespace chuhai::architecture {
namespace {

/// One habit: a pattern that may not occur in code, and what to do instead.
struct Habit {
  std::string_view pattern;
  std::string_view fix;
  std::string_view exempt;  ///< paths where it is allowed, each followed by a space
};

constexpr std::array kHabits = {
    Habit{R"(\busing namespace\b)", "name what is used: unity builds share one scope", ""},
    Habit{R"(^\s*#\s*define\b)", "no macros but assertions: write a function or a constant",
          // The assertion itself; settings that Intel's decimal headers ask for.
          "src/base/api/base/assert.hpp src/decimal/decimal.cpp "},
    Habit{R"(^\s*static (?!const|constexpr|_assert)[A-Za-z_:<>, ]+ [a-z_]+(;| =|\{))",
          "no mutable statics: pass the state in", ""},
    Habit{R"(\bthread_local\b)", "no hidden state per thread: pass the state in", ""},
};

TEST(House, NoMacrosNoUsingNamespaceNoMutableStatics) {
  std::vector<Violation> violations;
  for (const SourceFile& file : read_cpp_sources()) {
    const std::string code = without_comments_and_literals(file.text);
    for (const Habit& habit : kHabits) {
      if (habit.exempt.find(file.path + " ") != std::string_view::npos) continue;
      const std::regex pattern{std::string(habit.pattern)};
      std::size_t number = 0;
      for (const std::string_view line : split_lines(code)) {
        ++number;
        if (std::regex_search(line.begin(), line.end(), pattern)) {
          violations.push_back({file.path, number, std::string(habit.fix)});
        }
      }
    }
  }
  EXPECT_TRUE(violations.empty()) << report(violations);
}

TEST(House, SuppressedWarningsGiveTheirReason) {
  static const std::regex with_reason(R"(NOLINT(NEXTLINE|BEGIN|END)?\([a-z*,. -]+\): \S)");
  std::vector<Violation> violations;
  for (const SourceFile& file : read_cpp_sources()) {
    if (file.path.starts_with("tests/architecture/")) continue;
    std::size_t number = 0;
    for (const std::string_view line : split_lines(file.text)) {
      ++number;
      if (line.find("NOLINT") == std::string_view::npos || line.find("NOLINTEND") != std::string_view::npos) {
        continue;
      }
      if (std::regex_search(line.begin(), line.end(), with_reason)) continue;
      violations.push_back({file.path, number, "write NOLINT(check-name): the reason"});
    }
  }
  EXPECT_TRUE(violations.empty()) << report(violations);
}

TEST(House, NothingIsLeftHalfDone) {
  static const std::set<std::string, std::less<>> words = {"todo", "fixme",       "xxx",
                                                           "hack", "placeholder", "stub"};
  std::vector<Violation> violations;
  for (const SourceFile& file : read_sources({"src", "apps", "bench", "fuzz", "docs", "tools", "rules"},
                                             {".cpp", ".hpp", ".md", ".sh"})) {
    for (const Word& word : scan_words(file.text)) {
      if (!words.contains(word.text)) continue;
      violations.push_back({file.path, word.line, "'" + word.text + "': finish it, or open an issue"});
    }
  }
  EXPECT_TRUE(violations.empty()) << report(violations);
}

TEST(House, EveryModuleHasAReadme) {
  for (const Module& module : read_modules()) {
    const std::string path = "src/" + module.name + "/README.md";
    EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(CHUHAI_SOURCE_DIR) / path))
        << path << " is missing: one screen on purpose, words it owns, invariants, what it must never do";
  }
}

TEST(House, EveryHeaderIsGuardedByPragmaOnce) {
  for (const SourceFile& file : read_cpp_sources()) {
    if (!file.path.ends_with(".hpp")) continue;
    EXPECT_NE(file.text.find("#pragma once\n"), std::string::npos) << file.path << " lacks #pragma once";
  }
}

}  // namespace
}  // namespace chuhai::architecture
