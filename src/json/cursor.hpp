#pragma once

#include <cstdint>
#include <string_view>

#include "json/value.hpp"

namespace chuhai::json {

/// Follows a text token by token behind a parser that has already found it well-formed that far. The parser
/// tells what it found but not where, and gives numbers as doubles; this gives both.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  /// Goes to the next token and steps over it: a bracket, a string, a number or a word. Commas, colons and
  /// white space are passed over. The token's place is `position()`.
  std::string_view take();
  Position position() const { return position_; }

  /// Line and column of a byte at or behind the last token.
  Position position_at(std::size_t offset) const;

 private:
  void step();

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t column_ = 1;
  Position position_{1, 1};
};

}  // namespace chuhai::json
