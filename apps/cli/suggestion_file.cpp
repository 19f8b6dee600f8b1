#include "suggestion_file.hpp"

#include <map>
#include <sstream>

#include "base/file.hpp"
#include "base/text.hpp"

namespace chuhai::cli {

namespace {

constexpr std::uint64_t kCaseFileBytesMax = 4u << 20;

/// The text with each addition behind the last line of the case that starts on its line.
std::string with_lines(const std::string& text, const std::map<std::uint32_t, std::string>& additions) {
  std::vector<std::string> lines;
  std::istringstream input(text);
  for (std::string line; std::getline(input, line);) lines.push_back(line);
  std::map<std::size_t, std::string> behind;  // line index -> what follows it
  for (const auto& [first, addition] : additions) {
    std::size_t last = first - 1;
    for (std::size_t i = first; i < lines.size() && !lines[i].starts_with("case:"); ++i)
      if (!base::trim(lines[i]).empty() && lines[i].front() != '#') last = i;
    behind[last] = addition;
  }
  std::string result;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    result += lines[i] + "\n";
    if (const auto found = behind.find(i); found != behind.end()) result += found->second;
  }
  return result;
}

}  // namespace

base::Result<void> write_suggestions(const std::filesystem::path& folder,
                                     const std::vector<rulebook::Suggestion>& suggestions) {
  std::map<std::string, std::map<std::uint32_t, std::string>> additions;
  std::string fresh;
  for (const rulebook::Suggestion& suggestion : suggestions) {
    if (suggestion.file.empty())
      fresh += (fresh.empty() ? "" : "\n") + suggestion.text;
    else
      additions[suggestion.file][suggestion.line] += suggestion.text;
  }
  for (const auto& [file, lines] : additions) {
    auto text = base::read_file(file, kCaseFileBytesMax);
    if (!text) return text.error();
    base::write_file(file, with_lines(*text, lines));
  }
  if (fresh.empty()) return {};
  const std::filesystem::path file = folder / "mutants.case";
  std::string text;
  if (std::filesystem::exists(file)) {
    auto before = base::read_file(file, kCaseFileBytesMax);
    if (!before) return before.error();
    text = *before + "\n";
  }
  base::write_file(file, text + fresh);
  return {};
}

}  // namespace chuhai::cli
