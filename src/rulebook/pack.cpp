#include "rulebook/pack.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/file.hpp"
#include "base/text.hpp"
#include "digest/sha256.hpp"
#include "manifest.hpp"
#include "toml/read.hpp"

namespace chuhai::rulebook {

namespace {

constexpr std::uint64_t kManifestBytesMax = 1u << 20;
constexpr std::uint64_t kModelBytesMax = 16u << 20;

constexpr std::array kEffects = {Effect::refused, Effect::undecided, Effect::condition, Effect::allowed};
constexpr std::array kNeeds = {Need::none,     Need::permit,   Need::inspection,   Need::paper,
                               Need::charge,   Need::lock,     Need::port,         Need::season,
                               Need::importer, Need::deadline, Need::modification, Need::confirm};

/// Reads the annotation and output cells of a pack's tables into rules with provenance.
class RuleReader {
 public:
  RuleReader(Pack& pack, Problems& problems) : pack_(pack), problems_(problems) {}

  void read_findings(const dmn::Decision& decision) {
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

  void read_value_table(const dmn::Decision& decision, ValueDecision& value) {
    const auto* table = std::get_if<dmn::DecisionTable>(&decision.logic->body);
    if (table == nullptr) return;
    value.is_table = true;
    for (const dmn::Rule& rule : table->rules) {
      ValueRule read;
      read_annotations(*table, rule, read.id, read.text, read.sources);
      value.rules.push_back(std::move(read));
    }
  }

 private:
  void problem(std::uint32_t line, const std::string& field, base::Text text) {
    problems_.add_elsewhere(std::move(text), {pack_.model->source, line, 0, field});
  }

  RuleInfo read_rule(const dmn::Decision& decision, const dmn::DecisionTable& table, std::size_t row) {
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

  /// A constant text cell of an output column; empty when there is none or it is no constant.
  static std::string cell(const dmn::DecisionTable& table, const dmn::Rule& rule, std::string_view output) {
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
      if (table.outputs[i].name != output) continue;
      const feel::NodePtr& node = rule.outputs[i].node;
      if (node && node->kind == feel::NodeKind::literal && node->value.kind() == feel::Kind::string) {
        return node->value.string();
      }
    }
    return {};
  }

  void read_annotations(const dmn::DecisionTable& table, const dmn::Rule& rule, std::string& id,
                        base::Text& text, std::vector<const Source*>& sources) {
    const auto annotation = [&](std::string_view name) -> std::string {
      for (std::size_t i = 0; i < table.annotations.size() && i < rule.annotations.size(); ++i) {
        if (table.annotations[i] == name) return std::string(base::trim(rule.annotations[i]));
      }
      return {};
    };
    id = annotation("rule");
    text = {annotation("en"), annotation("zh")};
    if (id.empty())
      problem(rule.line, rule.id, {"the rule has no 'rule' annotation", "规则缺少 'rule' 注释"});
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

  Pack& pack_;
  Problems& problems_;
  std::set<std::string> ids_;
};

void hash_model(const dmn::Model& model, digest::Sha256& hash, std::set<std::string>& seen) {
  if (!seen.insert(model.source).second) return;
  if (auto bytes = base::read_file(model.source, kModelBytesMax)) hash.update(*bytes);
  for (const auto& imported : model.imported) {
    if (imported) hash_model(*imported, hash, seen);
  }
}

std::string hash_of(const std::string& manifest_text, const dmn::Model& model) {
  digest::Sha256 hash;
  hash.update(manifest_text);
  std::set<std::string> seen;
  hash_model(model, hash, seen);
  std::string hex;
  for (const std::uint8_t byte : hash.finish()) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 15]);
  }
  return hex;
}

void no_such_decision(const std::string& name, const std::string& key, Problems& problems) {
  problems.add({"decision '" + name + "' is not in the model", "模型中没有决策 '" + name + "'"}, {}, key);
}

const dmn::DecisionTable* table_of(const dmn::Decision* decision) {
  if (decision == nullptr || !decision->logic) return nullptr;
  return std::get_if<dmn::DecisionTable>(&decision->logic->body);
}

/// A findings table that the findings decision does not ask would be overlooked, whatever it refuses.
void refuse_tables_not_asked(const Pack& pack, Problems& problems) {
  for (const dmn::Decision& decision : pack.model->decisions) {
    const dmn::DecisionTable* table = table_of(&decision);
    if (table == nullptr) continue;
    const bool finds = std::any_of(table->outputs.begin(), table->outputs.end(),
                                   [](const auto& output) { return output.name == "outcome"; });
    const auto& asked = pack.findings_tables;
    if (!finds || std::find(asked.begin(), asked.end(), decision.name) != asked.end()) continue;
    problems.add_elsewhere(
        {"table '" + decision.name + "' gives outcomes, but the findings decision does not require it",
         "表 '" + decision.name + "' 给出结论，但结论决策没有引用它"},
        {pack.model->source, decision.line, 0, decision.name});
  }
}

void read_rules(const Manifest& manifest, Pack& pack, Problems& problems) {
  RuleReader reader(pack, problems);
  for (ValueDecision& value : pack.values) {
    const dmn::Decision* decision = pack.model->find_decision(value.decision);
    if (decision == nullptr || !decision->logic) {
      no_such_decision(value.decision, "values", problems);
      continue;
    }
    reader.read_value_table(*decision, value);
  }
  const dmn::Decision* findings =
      manifest.findings_decision.empty() ? nullptr : pack.model->find_decision(manifest.findings_decision);
  if (findings == nullptr) {
    if (!manifest.findings_decision.empty())
      no_such_decision(manifest.findings_decision, "findings", problems);
    return;
  }
  for (const dmn::Requirement& requirement : findings->requirements) {
    if (requirement.kind != dmn::Requirement::Kind::decision) continue;
    const dmn::Decision* table = pack.model->find_decision(requirement.id);
    if (table_of(table) == nullptr) {
      problems.add_elsewhere(
          {"'" + requirement.id + "' must be a decision table", "'" + requirement.id + "' 必须是决策表"},
          {pack.model->source, findings->line, 0, findings->name});
      continue;
    }
    reader.read_findings(*table);
  }
  refuse_tables_not_asked(pack, problems);
}

}  // namespace

bool Source::may_block() const {
  return verified && (source_class == SourceClass::official || source_class == SourceClass::legal_db ||
                      source_class == SourceClass::law_firm || source_class == SourceClass::inspection_body);
}

bool Pack::valid_on(const calendar::Date& as_of) const {
  return status == Status::in_force && valid_from <= as_of && (!valid_to || as_of < *valid_to);
}

base::Result<std::shared_ptr<const Pack>> read_pack(const std::filesystem::path& folder) {
  const std::filesystem::path manifest_file = folder / "pack.toml";
  auto text = base::read_file(manifest_file, kManifestBytesMax);
  if (!text) return text.error();
  auto document = toml::parse(*text, manifest_file.string());
  if (!document) return document.error();

  Problems problems(manifest_file.string());
  Manifest manifest = read_manifest(*document, problems);
  if (manifest.model_file.empty()) return problems.joined();
  auto model = dmn::read_model(folder / manifest.model_file, {});
  if (!model) {
    if (problems.empty()) return model.error();
    problems.add(model.error());
    return problems.joined();
  }

  auto pack = std::make_shared<Pack>(std::move(manifest.pack));
  pack->folder = folder;
  pack->model = *model;
  pack->hash = hash_of(*text, **model);
  read_rules(manifest, *pack, problems);
  if (!problems.empty()) return problems.joined();
  return std::shared_ptr<const Pack>(std::move(pack));
}

}  // namespace chuhai::rulebook
