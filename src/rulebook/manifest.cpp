#include "manifest.hpp"

#include <array>
#include <utility>

namespace chuhai::rulebook {

void Problems::add(base::Text message, json::Position position, std::string field) {
  errors_.push_back({base::ErrorKind::invalid,
                     "pack",
                     std::move(message),
                     {source_, position.line, position.column, std::move(field)}});
}

base::Error Problems::joined() const {
  base::Error all = errors_.front();
  for (std::size_t i = 1; i < errors_.size(); ++i) {
    all.message.en += "\n" + base::describe(errors_[i]);
    all.message.zh += "\n" + errors_[i].where.source + ": " + errors_[i].message.zh;
  }
  return all;
}

namespace {

const json::Value* required(const json::Value& object, const std::string& key, Problems& problems) {
  const json::Value* value = object.find(key);
  if (value == nullptr)
    problems.add({"key '" + key + "' is missing", "缺少键 '" + key + "'"}, object.position(), key);
  return value;
}

std::string text_or_empty(const json::Value& object, const std::string& key, Problems& problems) {
  const json::Value* value = object.find(key);
  if (value == nullptr) return {};
  if (value->is_string()) return value->string();
  problems.add({"'" + key + "' must be a text", "'" + key + "' 必须是文本"}, value->position(), key);
  return {};
}

std::string required_text(const json::Value& object, const std::string& key, Problems& problems) {
  return required(object, key, problems) == nullptr ? std::string{} : text_or_empty(object, key, problems);
}

std::optional<calendar::Date> date_of(const json::Value& object, const std::string& key, Problems& problems) {
  const json::Value* value = object.find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) {
    if (auto date = calendar::parse_date(value->string())) return *date;
  }
  const std::string found = value->is_string() ? value->string() : "a value that is no date";
  problems.add({"'" + key + "' is not a date: " + found + "; write it as 2026-11-24",
                "'" + key + "' 不是日期:" + found + ";请写成 2026-11-24"},
               value->position(), key);
  return std::nullopt;
}

base::Text bilingual(const json::Value& object, const std::string& key, Problems& problems) {
  const json::Value* value = required(object, key, problems);
  if (value == nullptr || !value->is_object()) return {};
  return {required_text(*value, "en", problems), required_text(*value, "zh", problems)};
}

constexpr std::array kSourceClasses = {
    SourceClass::official,  SourceClass::legal_db, SourceClass::law_firm,   SourceClass::inspection_body,
    SourceClass::logistics, SourceClass::press,    SourceClass::trade_blog, SourceClass::own};

SourceClass source_class_of(const json::Value& table, Problems& problems) {
  const std::string text = required_text(table, "class", problems);
  for (const SourceClass candidate : kSourceClasses) {
    if (to_string(candidate) == text) return candidate;
  }
  problems.add({"source class '" + text + "' is not known", "来源类别 '" + text + "' 未知"}, table.position(),
               "class");
  return SourceClass::own;
}

Source read_source(const std::string& key, const json::Value& table, Problems& problems) {
  Source source;
  source.key = key;
  source.instrument = required_text(table, "instrument", problems);
  source.url = text_or_empty(table, "url", problems);
  source.source_class = source_class_of(table, problems);
  const std::string confidence = required_text(table, "confidence", problems);
  if (confidence != "verified" && confidence != "recalled") {
    problems.add(
        {"confidence must be \"verified\" or \"recalled\"", "confidence 只能是 \"verified\" 或 \"recalled\""},
        table.position(), key);
  }
  source.verified = confidence == "verified";
  source.effective_from = date_of(table, "effective_from", problems);
  source.effective_to = date_of(table, "effective_to", problems);
  if (required(table, "checked_on", problems) != nullptr) {
    source.checked_on = date_of(table, "checked_on", problems).value_or(calendar::Date{});
  }
  source.note = text_or_empty(table, "note", problems);
  return source;
}

Status status_of(const json::Value& document, Problems& problems) {
  const std::string text = required_text(document, "status", problems);
  if (text == "in_force") return Status::in_force;
  if (text == "withdrawn") return Status::withdrawn;
  if (text != "draft") {
    problems.add({"status must be \"draft\", \"in_force\" or \"withdrawn\"",
                  "status 只能是 \"draft\"、\"in_force\" 或 \"withdrawn\""},
                 document.position(), "status");
  }
  return Status::draft;
}

void read_values(const json::Value& document, Pack& pack, Problems& problems) {
  const json::Value* values = document.find("values");
  if (values == nullptr || !values->is_array()) return;
  for (const json::Value& entry : values->array()) {
    ValueDecision value;
    value.decision = required_text(entry, "decision", problems);
    value.field = required_text(entry, "field", problems);
    const json::Value* override_given = entry.find("override");
    value.override_given = override_given != nullptr && override_given->kind() == json::Kind::boolean &&
                           override_given->boolean();
    pack.values.push_back(std::move(value));
  }
}

}  // namespace

Manifest read_manifest(const json::Value& document, Problems& problems) {
  Manifest manifest;
  Pack& pack = manifest.pack;
  pack.id = required_text(document, "id", problems);
  pack.area = required_text(document, "area", problems);
  pack.jurisdiction = required_text(document, "jurisdiction", problems);
  pack.version = required_text(document, "version", problems);
  pack.status = status_of(document, problems);
  if (required(document, "valid_from", problems) != nullptr) {
    pack.valid_from = date_of(document, "valid_from", problems).value_or(calendar::Date{});
  }
  pack.valid_to = date_of(document, "valid_to", problems);
  pack.issuer = required_text(document, "issuer", problems);
  pack.title = bilingual(document, "title", problems);
  manifest.model_file = required_text(document, "model", problems);
  manifest.findings_decision = text_or_empty(document, "findings", problems);
  if (const json::Value* sources = required(document, "sources", problems);
      sources != nullptr && sources->is_object()) {
    for (const auto& [key, table] : sources->object()) pack.sources[key] = read_source(key, table, problems);
  }
  read_values(document, pack, problems);
  return manifest;
}

}  // namespace chuhai::rulebook
