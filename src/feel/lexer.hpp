#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace chuhai::feel {

enum class TokenKind : std::uint8_t {
  end,
  number,     ///< text as written
  string,     ///< text decoded
  at_string,  ///< @"...", text decoded
  word,       ///< a run of name characters
  symbol,     ///< an operator or bracket
  broken,     ///< text says in English what is wrong
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;

  bool is(std::string_view symbol) const { return kind == TokenKind::symbol && text == symbol; }
  bool is_word(std::string_view word) const { return kind == TokenKind::word && text == word; }
};

/// One code point at `position` (must be inside) and its length in bytes. Malformed bytes count as U+FFFD.
struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
};
CodePoint code_point_at(std::string_view text, std::size_t position);

bool is_name_start(char32_t c);
bool is_name_part(char32_t c);
bool is_space(char32_t c);

/// Position after white space and comments. An unclosed comment is left where it starts.
std::size_t skip_space(std::string_view text, std::size_t position);

/// The token at or after `position`. FEEL's tokens do not depend on the tokens before, so the parser asks
/// for them one by one and may read a longer name at a word instead.
/// Source: OMG DMN 1.5, clause 10.3.1.2, grammar rules 27 to 43.
Token read_token(std::string_view text, std::size_t position);

}  // namespace chuhai::feel
