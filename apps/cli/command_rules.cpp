#include <algorithm>
#include <iostream>

#include "base/text.hpp"
#include "command.hpp"
#include "documents/destinations_page.hpp"
#include "json/write.hpp"
#include "rules_json.hpp"

namespace chuhai::cli {

namespace {

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

int run_rules_list(const RulesListCommand& command, const Common& common) {
  std::filesystem::path root;
  auto book = load_book(common, root);
  if (!book) return report(book.error(), common);
  if (command.format == "markdown") {
    std::cout << documents::destinations_page(*book);
    return 0;
  }
  if (common.json || command.format == "json") {
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

}  // namespace chuhai::cli
