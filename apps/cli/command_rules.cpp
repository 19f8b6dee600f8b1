#include <algorithm>
#include <iostream>

#include "base/text.hpp"
#include "command.hpp"
#include "dmn/check.hpp"
#include "json/write.hpp"
#include "rulebook/cases.hpp"
#include "rules_json.hpp"

namespace chuhai::cli {

namespace {

base::Result<rulebook::Book> load_book(const Common& common, std::filesystem::path& root) {
  auto resources = find_resources(common);
  if (!resources) return resources.error();
  root = resources->rules;
  return rulebook::Book::load(root);
}

void print_source(const rulebook::Source& source, const Common& common) {
  std::cout << "      " << source.instrument << " ("
            << say(rulebook::label(source.source_class), common.language) << ", "
            << (source.verified ? "verified" : "recalled") << ", " << calendar::to_string(source.checked_on)
            << ")";
  if (!source.url.empty()) std::cout << " " << source.url;
  std::cout << '\n';
}

void print_pack(const rulebook::Pack& pack, const Common& common) {
  std::cout << pack.id << " " << pack.version << "  " << say(pack.title, common.language) << '\n'
            << "  " << pack.issuer << ", from " << calendar::to_string(pack.valid_from) << ", sha256 "
            << pack.hash << "\n";
  for (const rulebook::RuleInfo& rule : pack.rules) {
    std::cout << "  " << rule.id << "  [" << rulebook::to_string(rule.effect) << ", "
              << rulebook::to_string(rule.need) << ", " << rule.kind << "]"
              << (rule.source().may_block() ? "" : "  (may only warn)") << "\n      "
              << say(rule.text, common.language) << '\n';
    for (const rulebook::Source* source : rule.sources) print_source(*source, common);
  }
  for (const rulebook::ValueDecision& value : pack.values) {
    std::cout << "  " << value.decision << " -> " << value.field << '\n';
    for (const rulebook::ValueRule& rule : value.rules) {
      std::cout << "    " << rule.id << "\n      " << say(rule.text, common.language) << '\n';
    }
  }
}

base::Error no_such_pack(const std::string& id) {
  return {base::ErrorKind::not_found,
          "no_such_pack",
          {"no pack '" + id + "'; `chuhai rules list` names them",
           "没有规则包 '" + id + "'；请用 `chuhai rules list` 查看"},
          {}};
}

/// What the cases of the packs asked for came to.
struct TestTotals {
  std::size_t packs = 0, rules = 0, passed = 0, failed = 0, uncovered = 0;
  json::Array failures;
  json::Array rules_without_case;
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

void print_test_totals(TestTotals totals, const Common& common) {
  if (!common.json) {
    std::cout << totals.rules << " rules, " << totals.uncovered << " without a case that they decide\n"
              << totals.passed << " passed, " << totals.failed << " failed\n";
    return;
  }
  json::Object object;
  object.emplace_back("rules", count_json(totals.rules));
  object.emplace_back("passed", count_json(totals.passed));
  object.emplace_back("failed", count_json(totals.failed));
  object.emplace_back("failures", json::Value(std::move(totals.failures)));
  object.emplace_back("rules_without_case", json::Value(std::move(totals.rules_without_case)));
  std::cout << json::write(json::Value(std::move(object)), json::Style::pretty);
}

}  // namespace

int run_rules_list(const Common& common) {
  std::filesystem::path root;
  auto book = load_book(common, root);
  if (!book) return report(book.error(), common);
  if (common.json) {
    json::Array packs;
    for (const auto& pack : book->packs()) packs.push_back(pack_json(*pack));
    std::cout << json::write(json::Value(std::move(packs)), json::Style::pretty);
    return 0;
  }
  std::size_t rules = 0;
  for (const auto& pack : book->packs()) {
    rules += count_rules(*pack);
    std::string line = pack->id;
    line.resize(std::max<std::size_t>(line.size(), 20), ' ');
    std::cout << line << pack->version << "  " << calendar::to_string(pack->valid_from) << " .. "
              << (pack->valid_to ? calendar::to_string(*pack->valid_to) : "          ") << "  "
              << count_rules(*pack) << " rules  " << pack->sources.size() << " sources  "
              << say(pack->title, common.language) << '\n';
  }
  std::cout << book->packs().size() << " packs, " << rules << " rules\n";
  return 0;
}

int run_rules_show(const std::string& id, const Common& common) {
  std::filesystem::path root;
  auto book = load_book(common, root);
  if (!book) return report(book.error(), common);
  json::Array packs;
  for (const auto& pack : book->packs()) {
    if (pack->id != id) continue;
    packs.push_back(pack_with_rules_json(*pack));
    if (!common.json) print_pack(*pack, common);
  }
  if (packs.empty()) return report(no_such_pack(id), common);
  if (common.json) std::cout << json::write(json::Value(std::move(packs)), json::Style::pretty);
  return 0;
}

int run_rules_check(const Common& common) {
  std::filesystem::path root;
  auto book = load_book(common, root);
  if (!book) return report(book.error(), common);
  json::Array found;
  for (const auto& pack : book->packs()) {
    for (const dmn::Finding& finding : dmn::check_tables(*pack->model)) {
      found.push_back(finding_json(pack->id, finding));
      if (!common.json) print_finding(pack->id, finding, common);
    }
  }
  const bool clean = found.empty();
  if (common.json) {
    std::cout << json::write(json::Value(std::move(found)), json::Style::pretty);
  } else {
    std::cout << book->packs().size() << " packs read, " << found.size() << " findings\n";
  }
  return clean ? 0 : 1;
}

int run_rules_test(const std::string& id, const Common& common) {
  std::filesystem::path root;
  auto book = load_book(common, root);
  if (!book) return report(book.error(), common);
  TestTotals totals;
  for (const auto& pack : book->packs()) {
    if (!id.empty() && pack->id != id) continue;
    ++totals.packs;
    totals.rules += count_rules(*pack);
    auto cases = rulebook::run_cases(pack, book->vocabulary(), root);
    if (!cases) return report(cases.error(), common);
    add_cases(*pack, *cases, common, totals);
  }
  if (totals.packs == 0 && !id.empty()) return report(no_such_pack(id), common);
  const bool clean = totals.failed == 0 && totals.uncovered == 0;
  print_test_totals(std::move(totals), common);
  return clean ? 0 : 1;
}

}  // namespace chuhai::cli
