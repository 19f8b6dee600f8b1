#include <algorithm>
#include <iostream>

#include "base/file.hpp"
#include "command.hpp"
#include "json/write.hpp"
#include "rulebook/cases.hpp"
#include "rulebook/mutation.hpp"
#include "rules_json.hpp"
#include "suggestion_file.hpp"

namespace chuhai::cli {

namespace {

/// What the cases of the packs asked for came to.
struct TestTotals {
  std::size_t rules = 0, passed = 0, failed = 0, uncovered = 0;
  std::size_t cells = 0, mutants = 0, killed = 0, redundant = 0, survived = 0;
  json::Array failures, rules_without_case, survivors, suggestions;
};

void add_cases(const rulebook::Pack& pack, const rulebook::CaseReport& cases, const Common& common,
               TestTotals& totals) {
  totals.passed += cases.passed;
  totals.failed += cases.failures.size();
  totals.uncovered += cases.rules_without_case.size();
  for (const rulebook::CaseFailure& failure : cases.failures) {
    totals.failures.push_back(failure_json(failure));
    if (common.json) continue;
    std::cout << failure.file << ':' << failure.line << ": " << failure.name << ": " << failure.what << '\n';
  }
  for (const std::string& rule : cases.rules_without_case) {
    totals.rules_without_case.emplace_back(rule);
    if (!common.json) std::cout << pack.id << ": no case decides " << rule << '\n';
  }
}

void print_survivor(const rulebook::Survivor& survivor, const base::Text& what, const Common& common) {
  std::cout << survivor.file << ':' << survivor.line << ": " << survivor.rule << ": " << survivor.column
            << ": " << survivor.mutant.before << " -> " << survivor.mutant.after << "  ("
            << say(what, common.language) << ")\n";
}

json::Value survivor_json(const rulebook::Survivor& survivor, bool redundant) {
  json::Object object;
  object.emplace_back("file", json::Value(survivor.file));
  object.emplace_back("line", count_json(survivor.line));
  object.emplace_back("decision", json::Value(survivor.decision));
  object.emplace_back("rule", json::Value(survivor.rule));
  object.emplace_back("column", json::Value(survivor.column));
  object.emplace_back("before", json::Value(survivor.mutant.before));
  object.emplace_back("after", json::Value(survivor.mutant.after));
  object.emplace_back("redundant", json::Value(redundant));
  return json::Value(std::move(object));
}

void add_suggestions(const rulebook::MutationReport& report, const Common& common, TestTotals& totals) {
  for (const rulebook::Suggestion& suggestion : report.suggestions) {
    json::Object object;
    object.emplace_back("file", json::Value(suggestion.file));
    object.emplace_back("line", count_json(suggestion.line));
    object.emplace_back("text", json::Value(suggestion.text));
    object.emplace_back("notices", count_json(suggestion.kills.size()));
    totals.suggestions.emplace_back(std::move(object));
    if (common.json) continue;
    if (!suggestion.file.empty())
      std::cout << "# " << suggestion.file << ':' << suggestion.line
                << say({": add to this case", "：加入此案例"}, common.language) << '\n';
    std::cout << suggestion.text << '\n';
  }
}

void add_mutations(const rulebook::Pack& pack, const rulebook::MutationReport& report, const Common& common,
                   TestTotals& totals) {
  const rulebook::Coverage& coverage = report.coverage;
  totals.cells += coverage.cells;
  totals.mutants += coverage.mutants;
  totals.killed += coverage.killed;
  totals.redundant += coverage.redundant.size();
  totals.survived += coverage.survivors.size();
  for (const rulebook::Survivor& survivor : coverage.survivors)
    totals.survivors.push_back(survivor_json(survivor, false));
  for (const rulebook::Survivor& survivor : coverage.redundant)
    totals.survivors.push_back(survivor_json(survivor, true));
  if (!common.json) {
    for (const rulebook::Survivor& survivor : coverage.survivors)
      print_survivor(survivor, {"no case notices", "没有案例能发现"}, common);
    for (const rulebook::Survivor& survivor : coverage.redundant)
      print_survivor(survivor, {"redundant: no input can tell", "多余：任何输入都无法区分"}, common);
    std::cout << pack.id << ": cells " << coverage.cells << ", mutants " << coverage.mutants << ", killed "
              << coverage.killed << ", redundant " << coverage.redundant.size() << '\n';
  }
  add_suggestions(report, common, totals);
}

void print_totals(TestTotals totals, const Common& common) {
  if (!common.json) {
    std::cout << totals.rules << " rules, " << totals.uncovered << " without a case that they decide\n"
              << totals.cells << " cells, " << totals.mutants << " mutants, " << totals.killed << " killed, "
              << totals.redundant << " redundant, " << totals.survived << " survived\n"
              << totals.passed << " passed, " << totals.failed << " failed\n";
    return;
  }
  json::Object object;
  object.emplace_back("rules", count_json(totals.rules));
  object.emplace_back("passed", count_json(totals.passed));
  object.emplace_back("failed", count_json(totals.failed));
  object.emplace_back("failures", json::Value(std::move(totals.failures)));
  object.emplace_back("rules_without_case", json::Value(std::move(totals.rules_without_case)));
  object.emplace_back("cells", count_json(totals.cells));
  object.emplace_back("mutants", count_json(totals.mutants));
  object.emplace_back("killed", count_json(totals.killed));
  object.emplace_back("survivors", json::Value(std::move(totals.survivors)));
  object.emplace_back("suggestions", json::Value(std::move(totals.suggestions)));
  std::cout << json::write(json::Value(std::move(object)), json::Style::pretty);
}

base::Result<void> test_pack(const std::shared_ptr<const rulebook::Pack>& pack, const rulebook::Book& book,
                             const std::filesystem::path& root, const RulesTestCommand& command,
                             const Common& common, TestTotals& totals) {
  totals.rules += count_rules(*pack);
  auto cases = rulebook::run_cases(pack, book.vocabulary(), root);
  if (!cases) return cases.error();
  add_cases(*pack, *cases, common, totals);
  auto mutations = rulebook::measure_mutations(pack, book.vocabulary(), root,
                                               {.suggest = command.suggest || command.write});
  if (!mutations) return mutations.error();
  add_mutations(*pack, *mutations, common, totals);
  if (command.write) return write_suggestions(pack->folder / "cases", mutations->suggestions);
  return {};
}

}  // namespace

int run_rules_test(const RulesTestCommand& command, const Common& common) {
  std::filesystem::path root;
  auto book = load_book(common, root);
  if (!book) return report(book.error(), common);
  std::vector<std::shared_ptr<const rulebook::Pack>> packs;
  for (const auto& pack : book->packs())
    if (command.pack.empty() || pack->id == command.pack) packs.push_back(pack);
  if (packs.empty() && !command.pack.empty()) return report(no_such_pack(command.pack), common);
  TestTotals totals;
  {
    Progress progress(common);
    for (std::size_t p = 0; p < packs.size(); ++p) {
      progress.show(p, packs.size());
      auto tested = test_pack(packs[p], *book, root, command, common, totals);
      if (!tested) return report(tested.error(), common);
    }
  }
  const bool clean = totals.failed == 0 && totals.uncovered == 0 && totals.survived == 0;
  print_totals(std::move(totals), common);
  return clean ? 0 : 1;
}

}  // namespace chuhai::cli
