#include <algorithm>
#include <sstream>

#include "base/file.hpp"
#include "base/text.hpp"
#include "rulebook/cases.hpp"

namespace chuhai::rulebook {

namespace {

constexpr std::uint64_t kCaseFileBytesMax = 4u << 20;

/// Reads one `.case` file line by line; a file without `case:` is a fixture (facts only).
class CaseReader {
 public:
  CaseReader(std::string file, std::filesystem::path fixtures)
      : file_(std::move(file)), fixtures_(std::move(fixtures)) {}

  base::Result<std::vector<Case>> read(const std::string& text) {
    std::istringstream lines(text);
    std::string line;
    while (std::getline(lines, line)) {
      ++line_;
      const std::string_view content = base::trim(line);
      if (content.empty() || content.front() == '#') continue;
      if (auto done = read_line(content); !done) return done.error();
    }
    return std::move(cases_);
  }

 private:
  base::Error syntax(std::string en, std::string zh) const {
    return {base::ErrorKind::invalid, "case_syntax", {std::move(en), std::move(zh)}, {file_, line_, 0, {}}};
  }

  base::Result<void> read_line(std::string_view content) {
    if (content.starts_with("case:")) {
      Case& added = cases_.emplace_back();
      added.name = std::string(base::trim(content.substr(5)));
      added.file = file_;
      added.line = line_;
      return {};
    }
    if (cases_.empty())
      return syntax("a case starts with 'case: what it shows'", "案例须以 'case: 说明' 开头");
    Case& current = cases_.back();
    if (content.starts_with("given:"))
      return add_fixture(std::string(base::trim(content.substr(6))), current);
    if (content.starts_with("verdict:")) return set_verdict(base::trim(content.substr(8)), current);
    if (content.starts_with("because:")) return add_names(content.substr(8), current.because);
    if (content.starts_with("missing:")) return add_names(content.substr(8), current.missing);
    if (content.starts_with("levy:")) return add_levies(base::trim(content.substr(5)), current);
    if (content.starts_with("needs:")) return set_entries(content.substr(6), "need kind item", current.needs);
    if (content.starts_with("charges:"))
      return set_entries(content.substr(8), "levy basis rate", current.charges);
    if (content.starts_with("value:")) return add_fact(base::trim(content.substr(6)), current.values);
    return add_fact(content, current.facts);
  }

  base::Result<void> add_fact(std::string_view content,
                              std::vector<std::pair<std::string, std::string>>& facts) const {
    const std::size_t equals = content.find('=');
    if (equals == std::string_view::npos) {
      return syntax(
          "expected 'path = value', 'verdict:', 'because:', 'needs:', 'missing:', 'value:', 'levy:', "
          "'charges:' or 'given:'",
          "应为 'path = 值'、'verdict:'、'because:'、'needs:'、'missing:'、'value:'、'levy:'、'charges:' 或 "
          "'given:'");
    }
    facts.emplace_back(base::trim(content.substr(0, equals)), base::trim(content.substr(equals + 1)));
    return {};
  }

  static base::Result<void> add_names(std::string_view content, std::vector<std::string>& names) {
    for (std::string_view name : base::split(content, ',')) {
      if (!base::trim(name).empty()) names.emplace_back(base::trim(name));
    }
    return {};
  }

  /// Several lines add up; `levy: none` says that nothing is charged.
  static base::Result<void> add_levies(std::string_view content, Case& current) {
    if (!current.levies) current.levies.emplace();
    if (content == "none") return {};
    return add_names(content, *current.levies);
  }

  /// Entries of three or four words with commas, or "nothing".
  base::Result<void> set_entries(std::string_view text, const std::string& form,
                                 std::optional<std::vector<std::string>>& entries) const {
    if (!entries) entries.emplace();
    for (std::string_view entry : base::split(text, ',')) {
      std::vector<std::string> words;
      for (std::string_view word : base::split(entry, ' ')) {
        if (!word.empty()) words.emplace_back(word);
      }
      if (words.empty() || (words.size() == 1 && words.front() == "nothing")) continue;
      if (words.size() != 3 && words.size() != 4) {
        const std::string shown = "'" + std::string(base::trim(entry)) + "'";
        return syntax(shown + " is not of the form '" + form + "'", shown + " 应写作 '" + form + "'");
      }
      entries->push_back(base::join(words, " "));
    }
    std::sort(entries->begin(), entries->end());
    return {};
  }

  base::Result<void> set_verdict(std::string_view text, Case& current) const {
    for (const Outcome outcome :
         {Outcome::allowed, Outcome::allowed_with_conditions, Outcome::undecided, Outcome::refused}) {
      if (to_string(outcome) == text) {
        current.verdict = outcome;
        return {};
      }
    }
    return syntax("verdict '" + std::string(text) + "' is not known",
                  "结论 '" + std::string(text) + "' 未知");
  }

  base::Result<void> add_fixture(const std::string& name, Case& current) const {
    const std::filesystem::path path = fixtures_ / (name + ".case");
    auto text = base::read_file(path, kCaseFileBytesMax);
    if (!text) return text.error();
    std::istringstream lines(*text);
    std::string line;
    while (std::getline(lines, line)) {
      const std::string_view content = base::trim(line);
      if (content.empty() || content.front() == '#') continue;
      if (auto added = add_fact(content, current.facts); !added) return added.error();
    }
    current.given.push_back(name);
    current.own_facts_from = current.facts.size();
    return {};
  }

  std::string file_;
  std::filesystem::path fixtures_;
  std::uint32_t line_ = 0;
  std::vector<Case> cases_;
};

}  // namespace

base::Result<std::vector<Case>> read_cases(const std::filesystem::path& file,
                                           const std::filesystem::path& fixtures) {
  auto text = base::read_file(file, kCaseFileBytesMax);
  if (!text) return text.error();
  return CaseReader(file.string(), fixtures).read(*text);
}

}  // namespace chuhai::rulebook
