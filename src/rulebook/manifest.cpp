#include "manifest.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace chuhai::rulebook {

void Problems::add(base::Text message, json::Position position, std::string field) {
  errors_.push_back({base::ErrorKind::invalid,
                     "pack",
                     std::move(message),
                     {source_, position.line, position.column, std::move(field)}});
}

void Problems::add_elsewhere(base::Text message, base::Where where) {
  errors_.push_back({base::ErrorKind::invalid, "pack", std::move(message), std::move(where)});
}

base::Error Problems::joined() const {
  base::Error all = errors_.front();
  for (std::size_t i = 1; i < errors_.size(); ++i) {
    all.message.en += "\n" + base::describe(errors_[i]);
    all.message.zh += "\n" + describe_zh(errors_[i]);
  }
  return all;
}

std::string describe_zh(const base::Error& error) {
  base::Error shown = error;
  if (!error.message.zh.empty()) shown.message.en = error.message.zh;
  return base::describe(shown);
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
  if (value == nullptr) return {};
  if (!value->is_object()) {
    problems.add({"'" + key + "' needs a text in both languages: [" + key + "] with en and zh",
                  "'" + key + "' 须有中英文两种文本：[" + key + "] 下写 en 和 zh"},
                 value->position(), key);
    return {};
  }
  return {required_text(*value, "en", problems), required_text(*value, "zh", problems)};
}

/// A misspelt key would be overlooked in silence, and a date of validity with it.
void refuse_other_keys(const json::Value& object, std::span<const std::string_view> known,
                       Problems& problems) {
  if (!object.is_object()) return;
  for (const auto& [key, value] : object.object()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    problems.add({"key '" + key + "' is not known here", "此处没有名为 '" + key + "' 的键"}, value.position(),
                 key);
  }
}

constexpr std::array<std::string_view, 16> kPackKeys = {
    "id",    "area",  "jurisdiction", "version", "status",  "valid_from", "valid_to", "issuer",
    "title", "model", "findings",     "levies",  "sources", "values",     "note",     "not_represented"};
constexpr std::array<std::string_view, 8> kSourceKeys = {
    "instrument", "url", "class", "confidence", "effective_from", "effective_to", "checked_on", "note"};
constexpr std::array<std::string_view, 3> kValueKeys = {"decision", "field", "override"};
constexpr std::array<std::string_view, 4> kNotRepresentedKeys = {"fact", "source", "reason_en", "reason_zh"};
constexpr std::string_view kCustomsValueBase = "shipment.customs_value_base";
constexpr std::string_view kCustomsValuePercent = "shipment.customs_value_percent";

constexpr std::array kSourceClasses = {
    SourceClass::official,  SourceClass::legal_db, SourceClass::law_firm,   SourceClass::inspection_body,
    SourceClass::logistics, SourceClass::press,    SourceClass::trade_blog, SourceClass::own};

SourceClass source_class_of(const json::Value& table, Problems& problems) {
  const std::string text = required_text(table, "class", problems);
  for (const SourceClass candidate : kSourceClasses) {
    if (to_string(candidate) == text) return candidate;
  }
  if (const json::Value* written = table.find("class"); written != nullptr) {
    problems.add(
        {"source class '" + text +
             "' is not one of official, legal_db, law_firm, inspection_body, logistics, press, "
             "trade_blog, own",
         "来源类别 '" + text +
             "' 不在 official、legal_db、law_firm、inspection_body、logistics、press、trade_blog、own 之列"},
        written->position(), "class");
  }
  return SourceClass::own;
}

Source read_source(const std::string& key, const json::Value& table, Problems& problems) {
  Source source;
  source.key = key;
  source.instrument = required_text(table, "instrument", problems);
  source.url = text_or_empty(table, "url", problems);
  source.source_class = source_class_of(table, problems);
  const std::string confidence = required_text(table, "confidence", problems);
  const json::Value* written = table.find("confidence");
  if (written != nullptr && confidence != "verified" && confidence != "recalled") {
    problems.add({"confidence of source '" + key + "' must be \"verified\" or \"recalled\"",
                  "来源 '" + key + "' 的 confidence 只能是 \"verified\" 或 \"recalled\""},
                 written->position(), "confidence");
  }
  source.verified = confidence == "verified";
  source.effective_from = date_of(table, "effective_from", problems);
  source.effective_to = date_of(table, "effective_to", problems);
  if (source.effective_from && source.effective_to && *source.effective_to < *source.effective_from) {
    problems.add({"source '" + key + "' ends before it begins", "来源 '" + key + "' 的失效日期早于生效日期"},
                 table.find("effective_to")->position(), "effective_to");
  }
  if (required(table, "checked_on", problems) != nullptr) {
    source.checked_on = date_of(table, "checked_on", problems).value_or(calendar::Date{});
  }
  source.note = text_or_empty(table, "note", problems);
  refuse_other_keys(table, kSourceKeys, problems);
  return source;
}

void read_sources(const json::Value& document, Pack& pack, Problems& problems) {
  const json::Value* sources = required(document, "sources", problems);
  if (sources == nullptr) return;
  if (!sources->is_object()) {
    problems.add({"write each source as [sources.KEY]", "每个来源请写成 [sources.名称]"}, sources->position(),
                 "sources");
    return;
  }
  for (const auto& [key, table] : sources->object()) pack.sources[key] = read_source(key, table, problems);
}

Status status_of(const json::Value& document, Problems& problems) {
  const std::string text = required_text(document, "status", problems);
  if (text == "in_force") return Status::in_force;
  if (text == "withdrawn") return Status::withdrawn;
  if (const json::Value* written = document.find("status"); written != nullptr && text != "draft") {
    problems.add({"status must be \"draft\", \"in_force\" or \"withdrawn\"",
                  "status 只能是 \"draft\"、\"in_force\" 或 \"withdrawn\""},
                 written->position(), "status");
  }
  return Status::draft;
}

void read_values(const json::Value& document, Pack& pack, Problems& problems) {
  const json::Value* values = document.find("values");
  if (values == nullptr) return;
  if (!values->is_array()) {
    problems.add({"write each computed field as [[values]]", "每个计算字段请写成 [[values]]"},
                 values->position(), "values");
    return;
  }
  for (const json::Value& entry : values->array()) {
    refuse_other_keys(entry, kValueKeys, problems);
    ValueDecision value;
    value.decision = required_text(entry, "decision", problems);
    value.field = required_text(entry, "field", problems);
    const json::Value* override_given = entry.find("override");
    value.override_given = override_given != nullptr && override_given->kind() == json::Kind::boolean &&
                           override_given->boolean();
    if (value.field == kCustomsValueBase) {
      pack.customs_value_base = std::move(value);
    } else if (value.field == kCustomsValuePercent) {
      pack.customs_value_percent = std::move(value);
    } else {
      pack.values.push_back(std::move(value));
    }
  }
}

std::string text_that_says_something(const json::Value& object, const std::string& key, Problems& problems) {
  std::string text = required_text(object, key, problems);
  const json::Value* written = object.find(key);
  if (written != nullptr && written->is_string() && text.empty())
    problems.add({"'" + key + "' is empty", "'" + key + "' 为空"}, written->position(), key);
  return text;
}

void read_not_represented(const json::Value& document, Pack& pack, Problems& problems) {
  const json::Value* facts = document.find("not_represented");
  if (facts == nullptr) return;
  if (!facts->is_array()) {
    problems.add({"write each fact that no rule expresses as [[not_represented]]",
                  "每条未写成规则的事实请写成 [[not_represented]]"},
                 facts->position(), "not_represented");
    return;
  }
  for (const json::Value& entry : facts->array()) {
    refuse_other_keys(entry, kNotRepresentedKeys, problems);
    NotRepresented read;
    read.fact = text_that_says_something(entry, "fact", problems);
    read.source = text_that_says_something(entry, "source", problems);
    read.reason = {text_that_says_something(entry, "reason_en", problems),
                   text_that_says_something(entry, "reason_zh", problems)};
    const bool twice = std::any_of(
        pack.not_represented.begin(), pack.not_represented.end(),
        [&](const NotRepresented& other) { return other.fact == read.fact && other.source == read.source; });
    if (twice && !read.fact.empty()) {
      problems.add({"fact '" + read.fact + "' is listed twice", "事实 '" + read.fact + "' 重复列出"},
                   entry.position(), "fact");
    }
    pack.not_represented.push_back(std::move(read));
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
  manifest.levies_decision = text_or_empty(document, "levies", problems);
  if (pack.valid_to && *pack.valid_to <= pack.valid_from) {
    problems.add({"'valid_to' is the first day no longer valid and must lie after 'valid_from'",
                  "'valid_to' 为失效首日，须晚于 'valid_from'"},
                 document.find("valid_to")->position(), "valid_to");
  }
  read_sources(document, pack, problems);
  refuse_other_keys(document, kPackKeys, problems);
  read_values(document, pack, problems);
  read_not_represented(document, pack, problems);
  return manifest;
}

}  // namespace chuhai::rulebook
