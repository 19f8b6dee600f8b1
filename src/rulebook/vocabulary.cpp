#include "rulebook/vocabulary.hpp"

#include <optional>

#include "base/text.hpp"

namespace chuhai::rulebook {

namespace {

std::optional<column::Type> column_type(std::string_view type_ref) {
  if (type_ref == "boolean") return column::Type::boolean;
  if (type_ref == "number") return column::Type::number;
  if (type_ref == "string") return column::Type::string;
  if (type_ref == "date") return column::Type::date;
  return std::nullopt;
}

/// "tMachine" describes the data named "machine".
std::string data_name(std::string_view type_name) {
  std::string name(type_name.substr(1));
  name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

void read_field_extension(const dmn::ItemDefinition& item, Field& field) {
  for (const auto& extension : item.extensions) {
    if (extension.element != "field") continue;
    for (const auto& [name, value] : extension.attributes) {
      if (name == "zh") field.label.zh = value;
      if (name == "en") field.label.en = value;
      if (name == "unit") field.unit = value;
      if (name == "evidence") field.evidence = value;
      if (name == "headings") {
        for (std::string_view heading : base::split(value, ';')) field.headings.emplace_back(heading);
      }
    }
  }
}

std::vector<std::string> allowed_codes(const dmn::ItemDefinition& item) {
  std::vector<std::string> codes;
  for (const feel::NodePtr& test : item.allowed_values.tests) {
    const feel::Node* node = test.get();
    if (node->kind == feel::NodeKind::test_value && !node->children.empty()) node = node->children[0].get();
    if (node->kind == feel::NodeKind::literal && node->value.kind() == feel::Kind::string) {
      codes.push_back(node->value.string());
    }
  }
  return codes;
}

}  // namespace

base::Result<Vocabulary> Vocabulary::load(const std::filesystem::path& file) {
  auto model = dmn::read_model(file, {});
  if (!model) return model.error();
  Vocabulary vocabulary;
  for (const dmn::ItemDefinition& type : (*model)->items) {
    if (type.components.empty() || type.name == "tFinding" || type.name == "tLevy") continue;
    for (const dmn::ItemDefinition& component : type.components) {
      const auto type_of_column = column_type(component.type_ref);
      if (!type_of_column) {
        return base::Error{base::ErrorKind::invalid,
                           "vocabulary_type",
                           {"field '" + component.name + "' has type '" + component.type_ref +
                                "'; use boolean, number, string or date",
                            "字段 '" + component.name + "' 的类型 '" + component.type_ref +
                                "' 不可用;请使用 boolean、number、string 或 date"},
                           {file.string(), component.line, 0, component.name}};
      }
      Field field;
      field.path = data_name(type.name) + "." + component.name;
      field.type = *type_of_column;
      field.allowed = allowed_codes(component);
      read_field_extension(component, field);
      vocabulary.index_[field.path] = vocabulary.fields_.size();
      vocabulary.fields_.push_back(std::move(field));
    }
  }
  return vocabulary;
}

const Field* Vocabulary::find(std::string_view path) const {
  const auto found = index_.find(path);
  return found == index_.end() ? nullptr : &fields_[found->second];
}

}  // namespace chuhai::rulebook
