#include <initializer_list>

#include "base/file.hpp"
#include "json/value.hpp"
#include "screening/mapping.hpp"
#include "toml/read.hpp"

namespace chuhai::screening {

namespace {

constexpr std::uint64_t kMappingBytesMax = 4u << 20;

base::Error mapping_error(const std::string& source, const json::Value& at, const std::string& key,
                          base::Text message) {
  return {base::ErrorKind::invalid,
          "mapping",
          std::move(message),
          {source, at.position().line, at.position().column, key}};
}

std::string string_of(const json::Value& object, std::string_view key) {
  const json::Value* member = object.find(key);
  return member != nullptr && member->is_string() ? member->string() : std::string{};
}

bool flag_of(const json::Value& object, std::string_view key) {
  const json::Value* member = object.find(key);
  return member != nullptr && member->kind() == json::Kind::boolean && member->boolean();
}

base::Result<MappingFile::Column> read_column(const json::Value& entry, const std::string& source) {
  MappingFile::Column column;
  column.heading = string_of(entry, "heading");
  column.use.field = string_of(entry, "field");
  if (column.heading.empty() || column.use.field.empty()) {
    return mapping_error(
        source, entry, "column",
        {"a [[column]] needs 'heading' and 'field'", "[[column]] 须有 'heading' 和 'field'"});
  }
  column.use.unit = string_of(entry, "unit");
  column.use.pattern = string_of(entry, "pattern");
  column.use.only_listed = flag_of(entry, "only_listed");
  if (const json::Value* values = entry.find("values"); values != nullptr && values->is_object()) {
    for (const auto& [text, value] : values->object()) {
      if (!value.is_string()) {
        return mapping_error(source, value, text, {"a value must be a text", "取值须为文本"});
      }
      column.use.values[text] = value.string();
    }
  }
  if (const json::Value* unknown = entry.find("unknown"); unknown != nullptr && unknown->is_array()) {
    for (const json::Value& text : unknown->array()) {
      if (text.is_string()) column.use.unknown.insert(text.string());
    }
  }
  return column;
}

std::string fact_text(const json::Value& value) {
  switch (value.kind()) {
    case json::Kind::boolean:
      return value.boolean() ? "true" : "false";
    case json::Kind::number:
      return value.number().to_plain_string();
    case json::Kind::string:
      return calendar::parse_date(value.string()) ? "date(\"" + value.string() + "\")"
                                                  : "\"" + value.string() + "\"";
    default:
      return "null";
  }
}

}  // namespace

base::Result<MappingFile> read_mapping(const std::filesystem::path& file) {
  auto text = base::read_file(file, kMappingBytesMax);
  if (!text) return text.error();
  const std::string source = file.string();
  auto document = toml::parse(*text, source);
  if (!document) return document.error();

  MappingFile mapping;
  mapping.source = source;
  mapping.sheet = string_of(*document, "sheet");
  mapping.complete = flag_of(*document, "complete");
  const std::string order = string_of(*document, "date_order");
  if (order == "month_first") mapping.date_order = calendar::Order::month_first;
  if (order == "day_first") mapping.date_order = calendar::Order::day_first;
  if (!order.empty() && mapping.date_order == calendar::Order::unknown) {
    return mapping_error(source, *document->find("date_order"), "date_order",
                         {"date_order is \"month_first\" or \"day_first\"",
                          "date_order 只能是 \"month_first\" 或 \"day_first\""});
  }
  if (const json::Value* facts = document->find("facts"); facts != nullptr && facts->is_object()) {
    for (const auto& [path, value] : facts->object()) mapping.facts.emplace_back(path, fact_text(value));
  }
  if (const json::Value* columns = document->find("column"); columns != nullptr && columns->is_array()) {
    for (const json::Value& entry : columns->array()) {
      auto column = read_column(entry, source);
      if (!column) return column.error();
      mapping.columns.push_back(std::move(*column));
    }
  }
  return mapping;
}

}  // namespace chuhai::screening
