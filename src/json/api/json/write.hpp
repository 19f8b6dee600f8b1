#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "decimal/decimal.hpp"
#include "json/value.hpp"

namespace chuhai::json {

enum class Style : std::uint8_t {
  compact,  ///< one line, no spaces
  pretty,   ///< two spaces a level, one member or element a line, "\n" at the end
};

/// The text of a value: members in their order, numbers as `Decimal::to_string`, strings in UTF-8 with only
/// the escapes that RFC 8259 requires. The same value always gives the same bytes.
/// Malformed UTF-8 becomes U+FFFD. A number that is not finite is a bug (assertion).
std::string write(const Value& value, Style style = Style::compact);

/// Writes one JSON text piece by piece into a sink, so that a large output never lies in memory.
/// The order of calls is checked by assertion: a key before each member, as many ends as begins, one value.
/// Thread rule: one writer, one thread.
///
///     Writer writer([&](std::string_view bytes) { out << bytes; });
///     writer.begin_object();
///     writer.key("rows");
///     writer.number(12);
///     writer.end_object();
///     writer.finish();
class Writer {
 public:
  using Sink = std::function<void(std::string_view)>;

  explicit Writer(Sink sink, Style style = Style::compact);

  void begin_object();
  void end_object();
  void begin_array();
  void end_array();
  void key(std::string_view name);
  void null();
  void boolean(bool value);
  void number(const decimal::Decimal& value);
  void string(std::string_view value);
  void value(const Value& value);
  /// A key and a text, the most frequent pair.
  void member(std::string_view name, std::string_view text);

  /// Hands the rest to the sink; requires that the value is complete. Nothing may follow.
  void finish();

 private:
  struct Level {
    bool is_object = false;
    bool has_items = false;
    bool has_key = false;
  };

  void before_value();
  void begin(char bracket, bool is_object);
  void end(char bracket, bool is_object);
  void new_line();
  void after_value();

  Sink sink_;
  Style style_;
  std::string buffer_;
  std::vector<Level> levels_;
  bool complete_ = false;
};

}  // namespace chuhai::json
