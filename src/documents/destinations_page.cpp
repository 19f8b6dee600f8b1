#include "documents/destinations_page.hpp"

#include <algorithm>
#include <vector>

#include "values/country.hpp"

namespace chuhai::documents {

namespace {

/// The pack's figures for one line of the table.
struct Figures {
  std::size_t rules = 0, verified = 0;
  calendar::Date oldest, newest;  ///< days sources were checked
};

Figures figures_of(const rulebook::Pack& pack) {
  Figures figures;
  const auto count = [&](const rulebook::Source& source) {
    ++figures.rules;
    if (source.verified) ++figures.verified;
  };
  for (const rulebook::RuleInfo& rule : pack.rules) count(rule.source());
  for (const rulebook::LevyRule& levy : pack.levies) count(levy.source());
  bool first = true;
  for (const auto& [key, source] : pack.sources) {
    figures.oldest = first ? source.checked_on : std::min(figures.oldest, source.checked_on);
    figures.newest = first ? source.checked_on : std::max(figures.newest, source.checked_on);
    first = false;
  }
  return figures;
}

base::Text name_of(const rulebook::Pack& pack) {
  const auto country = values::Country::parse(pack.jurisdiction);
  return country ? country->name() : base::Text{pack.jurisdiction, pack.jurisdiction};
}

/// A text that cannot end a table's cell.
std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.replace(at, 1, "\\|");
  return text;
}

std::string percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? "-" : std::to_string((100 * part + whole / 2) / whole) + " %";
}

std::string line_of(const rulebook::Pack& pack) {
  const Figures figures = figures_of(pack);
  const base::Text name = name_of(pack);
  std::string checked = calendar::to_string(figures.newest);
  if (figures.oldest != figures.newest) checked = calendar::to_string(figures.oldest) + " to " + checked;
  std::string line = "| " + pack.jurisdiction + " | " + cell(name.en) + " " + cell(name.zh);
  for (const std::string& text :
       {std::to_string(pack.rules.size()), std::to_string(pack.levies.size()),
        std::to_string(pack.sources.size()), percent(figures.verified, figures.rules), checked,
        std::to_string(pack.not_represented.size())})
    line += " | " + text;
  return line + " |\n";
}

std::string not_represented(const std::vector<std::shared_ptr<const rulebook::Pack>>& packs) {
  std::string text;
  for (const auto& pack : packs) {
    if (pack->not_represented.empty()) continue;
    const base::Text name = name_of(*pack);
    text += "\n### " + name.en + " " + name.zh + "\n\n";
    for (const rulebook::NotRepresented& fact : pack->not_represented)
      text += "- " + fact.fact + " ([source](" + fact.source + ")). " + fact.reason.en + " " +
              fact.reason.zh + "\n";
  }
  return text;
}

}  // namespace

std::string destinations_page(const rulebook::Book& book) {
  std::vector<std::shared_ptr<const rulebook::Pack>> packs;
  for (const auto& pack : book.packs())
    if (pack->area == "dest") packs.push_back(pack);
  std::string page =
      "# Destinations\n\n"
      "What the rule packs know of every destination. This page is written by `chuhai rules list --format "
      "markdown`; a test says when it is out of date.\n\n"
      "*Rules* may allow, refuse, ask for something or leave a question open; *levies* are what is charged "
      "on "
      "import. *Verified* is the share of both that rests on a source that was read; the others are "
      "recalled: "
      "they only warn, and every output says so. *Not expressed* counts facts listed below.\n\n"
      "| Code | Country 国家 | Rules 规则 | Levies 税费 | Sources 来源 | Verified 已核实 | Checked 核对日期 "
      "| Not "
      "expressed 未表达 |\n|---|---|---|---|---|---|---|---|\n";
  std::size_t rules = 0, levies = 0, sources = 0, facts = 0;
  for (const auto& pack : packs) {
    page += line_of(*pack);
    rules += pack->rules.size();
    levies += pack->levies.size();
    sources += pack->sources.size();
    facts += pack->not_represented.size();
  }
  page += "\n" + std::to_string(packs.size()) + " destinations, " + std::to_string(rules) + " rules, " +
          std::to_string(levies) + " levies, " + std::to_string(sources) + " sources, " +
          std::to_string(facts) + " facts not expressed.\n";
  page += "\n## Facts that no rule expresses\n" + not_represented(packs);
  return page;
}

}  // namespace chuhai::documents
