#include "rules_json.hpp"

#include <algorithm>
#include <iostream>

namespace chuhai::cli {

json::Value count_json(std::size_t count) { return json::Value(static_cast<std::int64_t>(count)); }

std::size_t count_rules(const rulebook::Pack& pack) {
  std::size_t count = pack.rules.size();
  for (const rulebook::ValueDecision& value : pack.values) count += value.rules.size();
  return count;
}

json::Value sources_json(const std::vector<const rulebook::Source*>& sources) {
  json::Array array;
  for (const rulebook::Source* source : sources) {
    json::Object object;
    object.emplace_back("instrument", json::Value(source->instrument));
    object.emplace_back("url", json::Value(source->url));
    object.emplace_back("class", json::Value(to_string(source->source_class)));
    object.emplace_back("confidence", json::Value(source->verified ? "verified" : "recalled"));
    object.emplace_back("checked_on", json::Value(calendar::to_string(source->checked_on)));
    array.emplace_back(std::move(object));
  }
  return json::Value(std::move(array));
}

namespace {

std::size_t count_verified(const rulebook::Pack& pack) {
  return static_cast<std::size_t>(
      std::count_if(pack.rules.begin(), pack.rules.end(),
                    [](const rulebook::RuleInfo& rule) { return rule.source().verified; }));
}

json::Object pack_object(const rulebook::Pack& pack) {
  json::Object object;
  object.emplace_back("id", json::Value(pack.id));
  object.emplace_back("version", json::Value(pack.version));
  object.emplace_back("hash", json::Value(pack.hash));
  object.emplace_back("valid_from", json::Value(calendar::to_string(pack.valid_from)));
  object.emplace_back("valid_to",
                      pack.valid_to ? json::Value(calendar::to_string(*pack.valid_to)) : json::Value());
  object.emplace_back("title_en", json::Value(pack.title.en));
  object.emplace_back("title_zh", json::Value(pack.title.zh));
  object.emplace_back("rules", count_json(count_rules(pack)));
  object.emplace_back("findings_verified", count_json(count_verified(pack)));
  object.emplace_back("sources", count_json(pack.sources.size()));
  return object;
}

void add_text(json::Object& object, const base::Text& text) {
  object.emplace_back("en", json::Value(text.en));
  object.emplace_back("zh", json::Value(text.zh));
}

json::Value rule_json(const rulebook::RuleInfo& rule) {
  json::Object object;
  object.emplace_back("rule", json::Value(rule.id));
  object.emplace_back("outcome", json::Value(to_string(rule.effect)));
  object.emplace_back("need", json::Value(to_string(rule.need)));
  object.emplace_back("kind", json::Value(rule.kind));
  if (!rule.item.empty()) object.emplace_back("item", json::Value(rule.item));
  object.emplace_back("may_block", json::Value(rule.source().may_block()));
  add_text(object, rule.text);
  object.emplace_back("sources", sources_json(rule.sources));
  return json::Value(std::move(object));
}

json::Value value_json(const rulebook::ValueDecision& value) {
  json::Array rules;
  for (const rulebook::ValueRule& rule : value.rules) {
    json::Object object;
    object.emplace_back("rule", json::Value(rule.id));
    add_text(object, rule.text);
    object.emplace_back("sources", sources_json(rule.sources));
    rules.emplace_back(std::move(object));
  }
  json::Object object;
  object.emplace_back("decision", json::Value(value.decision));
  object.emplace_back("field", json::Value(value.field));
  object.emplace_back("rules", json::Value(std::move(rules)));
  return json::Value(std::move(object));
}

}  // namespace

json::Value pack_json(const rulebook::Pack& pack) { return json::Value(pack_object(pack)); }

json::Value pack_with_rules_json(const rulebook::Pack& pack) {
  json::Object object = pack_object(pack);
  json::Array findings, values;
  for (const rulebook::RuleInfo& rule : pack.rules) findings.push_back(rule_json(rule));
  for (const rulebook::ValueDecision& value : pack.values) values.push_back(value_json(value));
  object.emplace_back("findings", json::Value(std::move(findings)));
  object.emplace_back("values", json::Value(std::move(values)));
  return json::Value(std::move(object));
}

json::Value failure_json(const rulebook::CaseFailure& failure) {
  json::Object object;
  object.emplace_back("pack", json::Value(failure.pack));
  object.emplace_back("file", json::Value(failure.file));
  object.emplace_back("line", count_json(failure.line));
  object.emplace_back("case", json::Value(failure.name));
  object.emplace_back("what", json::Value(failure.what));
  return json::Value(std::move(object));
}

json::Value finding_json(const std::string& where, const dmn::Finding& finding) {
  json::Object example;
  for (const auto& [input, value] : finding.example) example.emplace_back(input, json::Value(value));
  json::Object object;
  object.emplace_back("where", json::Value(where));
  object.emplace_back("decision", json::Value(finding.decision));
  add_text(object, finding.message);
  object.emplace_back("example", json::Value(std::move(example)));
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

void print_finding(const std::string& where, const dmn::Finding& finding, const Common& common) {
  std::cout << where << ": " << finding.decision << ": " << say(finding.message, common.language) << '\n';
  for (const auto& [input, value] : finding.example) std::cout << "    " << input << " = " << value << '\n';
}

}  // namespace chuhai::cli
