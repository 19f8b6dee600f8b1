#include "json/value.hpp"

namespace chuhai::json {

bool Value::boolean() const {
  CHUHAI_ASSERT(kind() == Kind::boolean);
  return *std::get_if<bool>(&data_);
}

const decimal::Decimal& Value::number() const {
  CHUHAI_ASSERT(kind() == Kind::number);
  return *std::get_if<decimal::Decimal>(&data_);
}

const std::string& Value::string() const {
  CHUHAI_ASSERT(is_string());
  return *std::get_if<std::string>(&data_);
}

const Array& Value::array() const {
  CHUHAI_ASSERT(is_array());
  return *std::get_if<Array>(&data_);
}

const Object& Value::object() const {
  CHUHAI_ASSERT(is_object());
  return *std::get_if<Object>(&data_);
}

const Value* Value::find(std::string_view key) const {
  const Object* object = std::get_if<Object>(&data_);
  if (object == nullptr) return nullptr;
  for (const auto& [name, value] : *object) {
    if (name == key) return &value;
  }
  return nullptr;
}

void Value::set(std::string key, Value value) {
  Object* object = std::get_if<Object>(&data_);
  CHUHAI_ASSERT(object != nullptr);
  for (auto& [name, old] : *object) {
    if (name != key) continue;
    old = std::move(value);
    return;
  }
  object->emplace_back(std::move(key), std::move(value));
}

void Value::append(std::string key, Value value) {
  Object* object = std::get_if<Object>(&data_);
  CHUHAI_ASSERT(object != nullptr);
  object->emplace_back(std::move(key), std::move(value));
}

void Value::add(Value value) {
  Array* array = std::get_if<Array>(&data_);
  CHUHAI_ASSERT(array != nullptr);
  array->push_back(std::move(value));
}

}  // namespace chuhai::json
