#include "case_files.hpp"

#include <algorithm>
#include <map>

namespace chuhai::rulebook {

base::Result<std::vector<Case>> read_cases_of(const Pack& pack, const std::filesystem::path& rules_root) {
  std::vector<std::filesystem::path> files;
  if (std::filesystem::is_directory(pack.folder / "cases")) {
    for (const auto& entry : std::filesystem::directory_iterator(pack.folder / "cases")) {
      if (entry.path().extension() == ".case") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<Case> all;
  for (const auto& file : files) {
    auto cases = read_cases(file, rules_root / "common" / "fixtures");
    if (!cases) return cases.error();
    for (Case& one : *cases) all.push_back(std::move(one));
  }
  return all;
}

base::Result<Facts> facts_of(const Case& one, const Vocabulary& vocabulary) {
  std::map<std::string, feel::Value> merged;
  for (const auto& [path, text] : one.facts) {
    const Field* field = vocabulary.find(path);
    if (field == nullptr) {
      return base::Error{base::ErrorKind::not_found,
                         "unknown_field",
                         {"'" + path + "' is not in the vocabulary", "'" + path + "' 不在词汇表中"},
                         {one.file, one.line, 0, {}}};
    }
    auto value = read_fact(*field, text);
    if (!value) return value.error();
    merged[path] = *value;
  }
  return Facts(merged.begin(), merged.end());
}

calendar::Date day_of(const Case& one, const calendar::Date& otherwise) {
  calendar::Date day = otherwise;
  for (const auto& [path, text] : one.facts) {
    if (path != "shipment.as_of" || text.size() < 18) continue;
    if (auto date = calendar::parse_date(std::string_view(text).substr(6, text.size() - 8))) day = *date;
  }
  return day;
}

std::optional<std::size_t> find_value(const Pack& pack, std::string_view name) {
  for (std::size_t v = 0; v < pack.values.size(); ++v)
    if (pack.values[v].decision == name) return v;
  for (std::size_t v = 0; v < pack.values.size(); ++v)
    if (pack.values[v].field == name) return v;
  return std::nullopt;
}

std::string need_text(const RuleInfo& rule) {
  std::string text(rule.effect == Effect::condition ? std::string_view{} : to_string(rule.effect));
  if (!text.empty()) text += ' ';
  text += to_string(rule.need);
  return text + ' ' + rule.kind + ' ' + (rule.item.empty() ? "none" : rule.item);
}

std::string charge_text(const LevyRule& rule) {
  std::string text(to_string(rule.levy));
  text += ' ';
  text += to_string(rule.basis);
  if (rule.amount && rule.currency)
    return text + ' ' + rule.amount->to_plain_string() + ' ' + std::string(rule.currency->code());
  return text + ' ' + (rule.rate_percent ? rule.rate_percent->to_plain_string() : "unknown");
}

}  // namespace chuhai::rulebook
