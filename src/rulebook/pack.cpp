#include "rulebook/pack.hpp"

#include <algorithm>
#include <set>

#include "base/file.hpp"
#include "digest/sha256.hpp"
#include "manifest.hpp"
#include "rule_reader.hpp"
#include "toml/read.hpp"

namespace chuhai::rulebook {

namespace {

constexpr std::uint64_t kManifestBytesMax = 1u << 20;
constexpr std::uint64_t kModelBytesMax = 16u << 20;

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

void read_value_rules(RuleReader& reader, Pack& pack, Problems& problems) {
  std::vector<ValueDecision*> values;
  for (ValueDecision& value : pack.values) values.push_back(&value);
  for (auto* value : {&pack.customs_value_base, &pack.customs_value_percent}) {
    if (*value) values.push_back(&**value);
  }
  for (ValueDecision* value : values) {
    const dmn::Decision* decision = pack.model->find_decision(value->decision);
    if (decision == nullptr || !decision->logic) {
      no_such_decision(value->decision, "values", problems);
      continue;
    }
    reader.read_value_table(*decision, *value);
  }
  for (const auto* value : {&pack.customs_value_base, &pack.customs_value_percent}) {
    const dmn::Decision* decision = *value ? pack.model->find_decision((*value)->decision) : nullptr;
    if (decision == nullptr || !decision->logic || (*value)->is_table) continue;
    problems.add_elsewhere(
        {"'" + decision->name + "' must be a decision table, so that each customs value has its source",
         "'" + decision->name + "' 必须是决策表，每个完税价格才有来源可查"},
        {pack.model->source, decision->line, 0, decision->name});
  }
}

void read_levy_rules(const std::string& name, RuleReader& reader, Pack& pack, Problems& problems) {
  if (name.empty()) return;
  pack.levies_decision = name;
  const dmn::Decision* decision = pack.model->find_decision(name);
  if (decision == nullptr) return no_such_decision(name, "levies", problems);
  if (table_of(decision) == nullptr) {
    problems.add_elsewhere({"'" + name + "' must be a decision table", "'" + name + "' 必须是决策表"},
                           {pack.model->source, decision->line, 0, name});
    return;
  }
  reader.read_levies(*decision);
}

void read_rules(const Manifest& manifest, Pack& pack, Problems& problems) {
  RuleReader reader(pack, problems);
  read_value_rules(reader, pack, problems);
  read_levy_rules(manifest.levies_decision, reader, pack, problems);
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

base::Result<std::shared_ptr<const Pack>> read_pack(const std::filesystem::path& folder,
                                                    const PackOptions& options) {
  const std::filesystem::path manifest_file = folder / "pack.toml";
  auto text = base::read_file(manifest_file, kManifestBytesMax);
  if (!text) return text.error();
  auto document = toml::parse(*text, manifest_file.string());
  if (!document) return document.error();

  Problems problems(manifest_file.string());
  Manifest manifest = read_manifest(*document, problems);
  if (manifest.model_file.empty()) return problems.joined();
  dmn::ReadOptions read_options;
  // A pack's models name each other from two folders below the root.
  if (!options.rules_root.empty()) read_options.import_folders = {options.rules_root / "area" / "pack"};
  auto model =
      dmn::read_model(options.model.empty() ? folder / manifest.model_file : options.model, read_options);
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
