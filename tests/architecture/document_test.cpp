// Documents that must agree with the tree: links, the code map, the glossary.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "source_tree.hpp"

namespace chuhai::architecture {
namespace {

std::vector<SourceFile> read_documents() {
  std::vector<SourceFile> documents = read_sources({"docs", "src", "rules", "catalog", "examples"}, {".md"});
  for (const char* name : {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "GLOSSARY.md"}) {
    documents.push_back({name, read_project_file(name)});
  }
  return documents;
}

TEST(Documents, LinksLeadToFilesThatExist) {
  static const std::regex link(R"(\]\(([^)#: ]+)\))");
  for (const SourceFile& document : read_documents()) {
    const std::filesystem::path folder =
        std::filesystem::path(CHUHAI_SOURCE_DIR) / std::filesystem::path(document.path).parent_path();
    for (std::sregex_iterator match(document.text.begin(), document.text.end(), link), end; match != end;
         ++match) {
      EXPECT_TRUE(std::filesystem::exists(folder / (*match)[1].str()))
          << document.path << ": the link " << (*match)[1] << " leads nowhere";
    }
  }
}

TEST(Documents, TheCodeMapNamesEveryModule) {
  const std::string map = read_project_file("ARCHITECTURE.md");
  for (const Module& module : read_modules()) {
    EXPECT_NE(map.find("| `" + module.name + "` |"), std::string::npos)
        << "ARCHITECTURE.md: add a row for " << module.name << " to the code map";
  }
}

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

/// The cells of a Markdown table row; empty when the line is not one.
std::vector<std::string> table_cells(std::string_view line) {
  std::vector<std::string> cells;
  if (!line.starts_with("| ")) return cells;
  for (std::size_t at = 1; at < line.size();) {
    const std::size_t end = line.find('|', at);
    if (end == std::string_view::npos) break;
    const std::string_view cell = line.substr(at, end - at);
    const std::size_t first = cell.find_first_not_of(' ');
    const std::size_t last = cell.find_last_not_of(' ');
    cells.emplace_back(first == std::string_view::npos ? "" : cell.substr(first, last - first + 1));
    at = end + 1;
  }
  return cells;
}

TEST(Glossary, EveryTermStandsOnceWithBothLanguagesMeaningAndSource) {
  constexpr std::size_t kTermsMin = 80;
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
                                   << ": no source ('ours' if it is our own word)";
    EXPECT_TRUE(seen.insert(cells[0]).second)
        << "GLOSSARY.md:" << number << ": '" << cells[0] << "' stands twice";
  }
  EXPECT_GE(seen.size(), kTermsMin);
}

}  // namespace
}  // namespace chuhai::architecture
