#include <algorithm>
#include <iostream>

#include "command.hpp"
#include "json/write.hpp"
#include "rulebook/check.hpp"
#include "rules_json.hpp"

namespace chuhai::cli {

namespace {

json::Value check_json(const rulebook::Pack& pack, const rulebook::CheckFinding& finding) {
  json::Object example;
  for (const auto& [input, value] : finding.example) example.emplace_back(input, json::Value(value));
  json::Object object;
  object.emplace_back("pack", json::Value(pack.id));
  object.emplace_back("version", json::Value(pack.version));
  object.emplace_back("severity",
                      json::Value(finding.severity == rulebook::Severity::error ? "error" : "notice"));
  object.emplace_back("code", json::Value(finding.code));
  object.emplace_back("subject", json::Value(finding.subject));
  object.emplace_back("en", json::Value(finding.message.en));
  object.emplace_back("zh", json::Value(finding.message.zh));
  object.emplace_back("example", json::Value(std::move(example)));
  return json::Value(std::move(object));
}

void print_check(const rulebook::Pack& pack, const rulebook::CheckFinding& finding, const Common& common) {
  const bool is_error = finding.severity == rulebook::Severity::error;
  std::cout << pack.id << ": "
            << say(is_error ? base::Text{"error", "错误"} : base::Text{"notice", "提示"}, common.language)
            << ": " << finding.subject << ": " << say(finding.message, common.language) << '\n';
  for (const auto& [input, value] : finding.example)
    if (value != "-") std::cout << "    " << input << " = " << value << '\n';
}

}  // namespace

int run_rules_check(const RulesCheckCommand& command, const Common& common) {
  auto as_of = as_of_date(command.as_of);
  if (!as_of) return report(as_of.error(), common);
  std::filesystem::path root;
  auto book = load_book(common, root);
  if (!book) return report(book.error(), common);
  std::size_t packs = 0, errors = 0, notices = 0;
  json::Array found;
  Progress progress(common);
  for (std::size_t p = 0; p < book->packs().size(); ++p) {
    const rulebook::Pack& pack = *book->packs()[p];
    progress.show(p, book->packs().size());
    if (!command.pack.empty() && pack.id != command.pack) continue;
    ++packs;
    for (const rulebook::CheckFinding& finding : rulebook::check_pack(pack, *as_of)) {
      ++(finding.severity == rulebook::Severity::error ? errors : notices);
      if (common.json)
        found.push_back(check_json(pack, finding));
      else if (!common.quiet || finding.severity == rulebook::Severity::error)
        print_check(pack, finding, common);
    }
  }
  if (packs == 0 && !command.pack.empty()) return report(no_such_pack(command.pack), common);
  if (common.json) {
    std::cout << json::write(json::Value(std::move(found)), json::Style::pretty);
  } else if (!common.quiet) {
    std::cout << packs << " packs read, " << errors << " errors, " << notices << " notices\n";
  }
  return errors == 0 ? 0 : 1;
}

}  // namespace chuhai::cli
