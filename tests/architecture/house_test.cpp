// Small habits that are cheaper to check than to remember.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <regex>
#include <set>

#include "cpp_scan.hpp"
#include "source_tree.hpp"

namespace chuhai::architecture {
namespace {

bool has_chinese(std::string_view text) {
  // Every CJK ideograph of the basic plane starts with one of the UTF-8 lead bytes E4 to E9.
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xE4 && byte <= 0xE9;
  });
}

bool has_latin(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

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

/// The cells of a Markdown table row; empty when the line is not one.
std::vector<std::string> table_cells(std::string_view line) {
  std::vector<std::string> cells;
  if (!line.starts_with("| ")) return cells;
  for (std::size_t at = 1; at < line.size();) {
    const std::size_t end = line.find('|', at);
    if (end == std::string_view::npos) break;
    const std::string_view cell = line.substr(at, end - at);
    const std::size_t first = cell.find_first_not_of(' ');
    cells.emplace_back(
        first == std::string_view::npos ? "" : cell.substr(first, cell.find_last_not_of(' ') - first + 1));
    at = end + 1;
  }
  return cells;
}

TEST(Glossary, EveryTermStandsOnceWithBothLanguagesMeaningAndSource) {
  std::set<std::string> seen;
  const std::string text = read_project_file("GLOSSARY.md");
  std::size_t number = 0;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    const std::vector<std::string> cells = table_cells(line);
    if (cells.empty() || cells[0] == "English") continue;
    ASSERT_EQ(cells.size(), 4U) << "GLOSSARY.md:" << number << ": English, 中文, meaning, source";
    EXPECT_TRUE(has_latin(cells[0])) << "GLOSSARY.md:" << number << ": no English term";
    EXPECT_TRUE(has_chinese(cells[1])) << "GLOSSARY.md:" << number << ": no Chinese term";
    EXPECT_FALSE(cells[2].empty()) << "GLOSSARY.md:" << number << ": no meaning";
    EXPECT_FALSE(cells[3].empty()) << "GLOSSARY.md:" << number
                                   << ": no source ('ours' when it is our own word)";
    EXPECT_TRUE(seen.insert(cells[0]).second)
        << "GLOSSARY.md:" << number << ": '" << cells[0] << "' stands twice";
  }
  EXPECT_GE(seen.size(), 80U);
}

}  // namespace
}  // namespace chuhai::architecture
