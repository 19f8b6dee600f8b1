#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "decimal/decimal.hpp"

namespace chuhai::json {

/// Where a value stood in its text; zeros when it was built in code.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

class Value;
using Array = std::vector<Value>;
/// Members in the order they were written; keys are unique.
using Object = std::vector<std::pair<std::string, Value>>;

/// A JSON (or TOML) value with exact numbers; a number keeps the decimals it was written with (1.10).
/// Thread rule: a value type.
/// Source: RFC 8259.
class Value {
 public:
  Value() = default;  ///< null
  explicit Value(bool value) : data_(value) {}
  explicit Value(decimal::Decimal value) : data_(value) {}
  explicit Value(int value) : data_(decimal::Decimal(value)) {}
  explicit Value(std::int64_t value) : data_(decimal::Decimal(value)) {}
  explicit Value(std::string value) : data_(std::move(value)) {}
  explicit Value(std::string_view value) : data_(std::string(value)) {}
  explicit Value(const char* value) : data_(std::string(value)) {}
  explicit Value(Array value) : data_(std::move(value)) {}
  explicit Value(Object value) : data_(std::move(value)) {}

  Kind kind() const { return static_cast<Kind>(data_.index()); }
  bool is_null() const { return kind() == Kind::null; }
  bool is_string() const { return kind() == Kind::string; }
  bool is_object() const { return kind() == Kind::object; }
  bool is_array() const { return kind() == Kind::array; }

  // Each accessor requires the matching kind (assertion).
  bool boolean() const;
  const decimal::Decimal& number() const;
  const std::string& string() const;
  const Array& array() const;
  const Object& object() const;

  /// Member of an object by key; nullptr when absent or when this is no object.
  const Value* find(std::string_view key) const;
  /// Replaces or appends a member; requires an object.
  void set(std::string key, Value value);
  /// Appends a member whose key is known to be new, without looking; requires an object.
  void append(std::string key, Value value);
  /// Appends an element; requires an array.
  void add(Value value);

  Position position() const { return position_; }
  void set_position(Position position) { position_ = position; }

 private:
  std::variant<std::monostate, bool, decimal::Decimal, std::string, Array, Object> data_;
  Position position_;
};

}  // namespace chuhai::json
