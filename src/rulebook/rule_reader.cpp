#include "rule_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace chuhai::rulebook {

namespace {

constexpr std::array kEffects = {Effect::refused, Effect::undecided, Effect::condition, Effect::allowed};
constexpr std::array kNeeds = {Need::none,     Need::permit,   Need::inspection,   Need::paper,
                               Need::charge,   Need::lock,     Need::port,         Need::season,
                               Need::importer, Need::deadline, Need::modification, Need::confirm};

}  // namespace

void RuleReader::read_findings(const dmn::Decision& decision) {
  const auto* table = std::get_if<dmn::DecisionTable>(&decision.logic->body);
  pack_.findings_tables.push_back(decision.name);
  pack_.first_rule_of_table.push_back(pack_.rules.size());
  if (table->hit_policy != dmn::HitPolicy::collect || table->aggregator != dmn::Aggregator::none) {
    problem(decision.line, decision.name,
            {"a findings table has hit policy COLLECT", "结论表的命中策略必须是 COLLECT"});
  }
  for (std::size_t row = 0; row < table->rules.size(); ++row)
    pack_.rules.push_back(read_rule(decision, *table, row));
}

void RuleReader::read_value_table(const dmn::Decision& decision, ValueDecision& value) {
  const auto* table = std::get_if<dmn::DecisionTable>(&decision.logic->body);
  if (table == nullptr) return;
  value.is_table = true;
  for (const dmn::Rule& rule : table->rules) {
    ValueRule read;
    read_annotations(*table, rule, read.id, read.text, read.sources);
    value.rules.push_back(std::move(read));
  }
}

void RuleReader::problem(std::uint32_t line, const std::string& field, base::Text text) {
  problems_.add_elsewhere(std::move(text), {pack_.model->source, line, 0, field});
}

RuleInfo RuleReader::read_rule(const dmn::Decision& decision, const dmn::DecisionTable& table,
                               std::size_t row) {
  const dmn::Rule& rule = table.rules[row];
  RuleInfo info;
  info.table = decision.name;
  info.row = row;
  read_annotations(table, rule, info.id, info.text, info.sources);
  const std::string effect = cell(table, rule, "outcome");
  const auto found_effect =
      std::find_if(kEffects.begin(), kEffects.end(), [&](Effect e) { return to_string(e) == effect; });
  if (found_effect == kEffects.end()) {
    problem(rule.line, info.id,
            {"outcome '" + effect + "' is not one of refused, undecided, condition, allowed",
             "outcome '" + effect + "' 不是 refused、undecided、condition、allowed 之一"});
  } else {
    info.effect = *found_effect;
  }
  const std::string need = cell(table, rule, "need");
  const auto found_need =
      std::find_if(kNeeds.begin(), kNeeds.end(), [&](Need n) { return to_string(n) == need; });
  if (found_need == kNeeds.end()) {
    problem(rule.line, info.id,
            {"need '" + need +
                 "' is not one of none, permit, inspection, paper, charge, lock, port, season, "
                 "importer, deadline, modification, confirm",
             "need '" + need +
                 "' 不在 none、permit、inspection、paper、charge、lock、port、season、importer、"
                 "deadline、modification、confirm 之列"});
  } else {
    info.need = *found_need;
  }
  info.kind = cell(table, rule, "kind");
  if (!info.kind.starts_with("QR-") && !info.kind.starts_with("NTM-")) {
    problem(rule.line, info.id,
            {"kind '" + info.kind + "' is neither a WTO symbol (QR-...) nor an UNCTAD chapter (NTM-...)",
             "kind '" + info.kind + "' 既不是 WTO 符号（QR-…）也不是 UNCTAD 章节（NTM-…）"});
  }
  info.item = cell(table, rule, "item");
  if (info.item == "none" || info.item == "-") info.item.clear();
  return info;
}

std::string RuleReader::cell(const dmn::DecisionTable& table, const dmn::Rule& rule,
                             std::string_view output) {
  for (std::size_t i = 0; i < table.outputs.size(); ++i) {
    if (table.outputs[i].name != output) continue;
    const feel::NodePtr& node = rule.outputs[i].node;
    if (node && node->kind == feel::NodeKind::literal && node->value.kind() == feel::Kind::string) {
      return node->value.string();
    }
  }
  return {};
}

void RuleReader::read_annotations(const dmn::DecisionTable& table, const dmn::Rule& rule, std::string& id,
                                  base::Text& text, std::vector<const Source*>& sources) {
  const auto annotation = [&](std::string_view name) -> std::string {
    for (std::size_t i = 0; i < table.annotations.size() && i < rule.annotations.size(); ++i) {
      if (table.annotations[i] == name) return std::string(base::trim(rule.annotations[i]));
    }
    return {};
  };
  id = annotation("rule");
  text = {annotation("en"), annotation("zh")};
  if (id.empty()) problem(rule.line, rule.id, {"the rule has no 'rule' annotation", "规则缺少 'rule' 注释"});
  if (!id.empty() && !ids_.insert(id).second) {
    problem(rule.line, id, {"rule id is used twice", "规则编号重复"});
  }
  if (text.en.empty() || text.zh.empty()) {
    problem(rule.line, id,
            {"the rule needs its text in both languages (annotations en, zh)",
             "规则须有中英文说明(注释 en、zh)"});
  }
  const std::string keys = annotation("source");  // outlives the views into it
  for (std::string_view key : base::split(keys, ' ')) {
    if (key.empty()) continue;
    const auto found = pack_.sources.find(key);
    if (found == pack_.sources.end()) {
      problem(rule.line, id,
              {"source '" + std::string(key) + "' is not in the manifest",
               "来源 '" + std::string(key) + "' 未在 pack.toml 中登记"});
    } else {
      sources.push_back(&found->second);
    }
  }
  if (sources.empty()) {
    problem(rule.line, id, {"the rule has no source", "规则没有来源"});
    static const Source kUnsourced{};
    sources.push_back(&kUnsourced);
  }
}

}  // namespace chuhai::rulebook
