#include "rulebook/facts.hpp"

#include <map>

#include "feel/evaluate.hpp"
#include "feel/parse.hpp"

namespace chuhai::rulebook {

namespace {

bool has_type(const feel::Value& value, column::Type type) {
  switch (type) {
    case column::Type::boolean:
      return value.kind() == feel::Kind::boolean;
    case column::Type::number:
      return value.kind() == feel::Kind::number;
    case column::Type::string:
      return value.kind() == feel::Kind::string;
    case column::Type::date:
      return value.kind() == feel::Kind::date;
  }
  return false;
}

void add_value(column::ValuesBuilder& builder, const feel::Value* value) {
  if (value == nullptr) return builder.add_unknown(column::kMissing);
  switch (value->kind()) {
    case feel::Kind::boolean:
      return builder.add(value->boolean());
    case feel::Kind::number:
      return builder.add(value->number());
    case feel::Kind::string:
      return builder.add(std::string_view(value->string()));
    case feel::Kind::date:
      return builder.add(value->date());
    default:
      return builder.add_unknown(column::kMissing);
  }
}

}  // namespace

base::Result<feel::Value> read_fact(const Field& field, std::string_view feel_text) {
  auto node = feel::parse_expression(feel_text, {});
  if (!node) return node.error();
  feel::Value value = feel::evaluate(**node, feel::Environment{}, {});
  if (value.is_null() || has_type(value, field.type)) return value;
  return base::Error{base::ErrorKind::invalid,
                     "wrong_type",
                     {"'" + field.path + "' cannot be " + std::string(feel_text),
                      "'" + field.path + "' 不能取值 " + std::string(feel_text)},
                     {}};
}

column::Batch to_batch(const std::vector<Facts>& cases, const Vocabulary& vocabulary) {
  column::Batch batch(cases.size());
  std::map<std::string, std::vector<const feel::Value*>, std::less<>> by_path;
  for (std::size_t row = 0; row < cases.size(); ++row) {
    for (const auto& [path, value] : cases[row]) {
      auto& values = by_path[path];
      values.resize(cases.size(), nullptr);
      values[row] = &value;
    }
  }
  for (const auto& [path, values] : by_path) {
    const Field* field = vocabulary.find(path);
    if (field == nullptr) continue;
    column::ValuesBuilder builder(field->type);
    for (const feel::Value* value : values) add_value(builder, value);
    batch.set(path, column::Column::flat(builder.finish()));
  }
  return batch;
}

feel::Context to_context(const Facts& facts) {
  std::map<std::string, feel::Context> groups;
  for (const auto& [path, value] : facts) {
    const std::size_t dot = path.find('.');
    groups[path.substr(0, dot)].set(path.substr(dot + 1), value);
  }
  feel::Context context;
  for (auto& [name, members] : groups) context.set(name, feel::Value(std::move(members)));
  return context;
}

}  // namespace chuhai::rulebook
