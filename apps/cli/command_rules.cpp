#include <algorithm>
#include <iostream>

#include "base/text.hpp"
#include "command.hpp"
#include "dmn/check.hpp"
#include "json/write.hpp"
#include "rulebook/cases.hpp"

namespace chuhai::cli {

namespace {

base::Result<rulebook::Book> load_book(const Common& common, std::filesystem::path& root) {
  auto resources = find_resources(common);
  if (!resources) return resources.error();
  root = resources->rules;
  return rulebook::Book::load(root);
}

std::size_t count_rules(const rulebook::Pack& pack) {
  std::size_t count = pack.rules.size();
  for (const rulebook::ValueDecision& value : pack.values) count += value.rules.size();
  return count;
}

std::size_t count_verified(const rulebook::Pack& pack) {
  return static_cast<std::size_t>(
      std::count_if(pack.rules.begin(), pack.rules.end(),
                    [](const rulebook::RuleInfo& rule) { return rule.source().verified; }));
}

json::Value pack_json(const rulebook::Pack& pack) {
  json::Object object;
  object.emplace_back("id", json::Value(pack.id));
  object.emplace_back("version", json::Value(pack.version));
  object.emplace_back("hash", json::Value(pack.hash));
  object.emplace_back("valid_from", json::Value(calendar::to_string(pack.valid_from)));
  object.emplace_back("valid_to",
                      pack.valid_to ? json::Value(calendar::to_string(*pack.valid_to)) : json::Value());
  object.emplace_back("title_en", json::Value(pack.title.en));
  object.emplace_back("title_zh", json::Value(pack.title.zh));
  object.emplace_back("rules", json::Value(static_cast<std::int64_t>(count_rules(pack))));
  object.emplace_back("findings_verified", json::Value(static_cast<std::int64_t>(count_verified(pack))));
  object.emplace_back("sources", json::Value(static_cast<std::int64_t>(pack.sources.size())));
  return json::Value(std::move(object));
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
  bool found = false;
  for (const auto& pack : book->packs()) {
    if (pack->id != id) continue;
    print_pack(*pack, common);
    found = true;
  }
  if (found) return 0;
  return report({base::ErrorKind::not_found,
                 "no_such_pack",
                 {"no pack '" + id + "'; `chuhai rules list` names them",
                  "没有规则包 '" + id + "';请用 `chuhai rules list` 查看"},
                 {}},
                common);
}

int run_rules_check(const Common& common) {
  std::filesystem::path root;
  auto book = load_book(common, root);
  if (!book) return report(book.error(), common);
  std::size_t findings = 0;
  for (const auto& pack : book->packs()) {
    for (const dmn::Finding& finding : dmn::check_tables(*pack->model)) {
      ++findings;
      std::cout << pack->id << ": " << finding.decision << ": " << say(finding.message, common.language)
                << '\n';
      for (const auto& [input, value] : finding.example)
        std::cout << "    " << input << " = " << value << '\n';
    }
  }
  std::cout << book->packs().size() << " packs read, " << findings << " findings\n";
  return findings == 0 ? 0 : 1;
}

int run_rules_test(const std::string& id, const Common& common) {
  std::filesystem::path root;
  auto book = load_book(common, root);
  if (!book) return report(book.error(), common);
  std::size_t passed = 0, failed = 0, rules = 0, uncovered = 0;
  for (const auto& pack : book->packs()) {
    if (!id.empty() && pack->id != id) continue;
    auto cases = rulebook::run_cases(pack, book->vocabulary(), root);
    if (!cases) {
      report(cases.error(), common);
      ++failed;
      continue;
    }
    passed += cases->passed;
    rules += count_rules(*pack);
    uncovered += cases->rules_without_case.size();
    for (const rulebook::CaseFailure& failure : cases->failures) {
      ++failed;
      std::cout << failure.file << ':' << failure.line << ": " << failure.name << ": " << failure.what
                << '\n';
    }
    for (const std::string& rule : cases->rules_without_case) {
      std::cout << pack->id << ": no case decides " << rule << '\n';
    }
  }
  std::cout << rules << " rules, " << uncovered << " without a case that they decide\n"
            << passed << " passed, " << failed << " failed\n";
  return failed == 0 && uncovered == 0 ? 0 : 1;
}

}  // namespace chuhai::cli
