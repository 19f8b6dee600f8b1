#include "lexer.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "lexer_string.hpp"

namespace chuhai::feel {

namespace {

struct CodeRange {
  char32_t first;
  char32_t last;
};

/// Grammar rule 28 of DMN 1.5, without '?' (which is the tested value here).
constexpr std::array<CodeRange, 15> kNameStart = {{{U'A', U'Z'},
                                                   {U'_', U'_'},
                                                   {U'a', U'z'},
                                                   {0xC0, 0xD6},
                                                   {0xD8, 0xF6},
                                                   {0xF8, 0x2FF},
                                                   {0x370, 0x37D},
                                                   {0x37F, 0x167F},
                                                   {0x1681, 0x1FFF},
                                                   {0x200C, 0x200D},
                                                   {0x2070, 0x218F},
                                                   {0x2C00, 0x2FEF},
                                                   {0x3001, 0xD7FF},
                                                   {0xF900, 0xFEFE},
                                                   {0xFF00, 0xFFFC}}};

bool is_digit_byte(std::string_view text, std::size_t position) {
  return position < text.size() && text[position] >= '0' && text[position] <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t position) {
  while (is_digit_byte(text, position)) ++position;
  return position;
}

std::size_t exponent_end(std::string_view text, std::size_t position) {
  if (position >= text.size() || (text[position] != 'e' && text[position] != 'E')) return position;
  std::size_t digits = position + 1;
  if (digits < text.size() && (text[digits] == '+' || text[digits] == '-')) ++digits;
  return is_digit_byte(text, digits) ? skip_digits(text, digits) : position;
}

Token number_token(std::string_view text, std::size_t begin) {
  std::size_t end = skip_digits(text, begin);
  if (end < text.size() && text[end] == '.' && is_digit_byte(text, end + 1)) end = skip_digits(text, end + 1);
  end = exponent_end(text, end);
  return {TokenKind::number, begin, end, std::string(text.substr(begin, end - begin))};
}

Token word_token(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size()) {
    const CodePoint c = code_point_at(text, end);
    if (!is_name_part(c.value)) break;
    end += c.bytes;
  }
  return {TokenKind::word, begin, end, std::string(text.substr(begin, end - begin))};
}

Token symbol_token(std::string_view text, std::size_t begin) {
  static constexpr std::array<std::string_view, 6> kPairs = {"..", "**", "<=", ">=", "!=", "->"};
  const std::string_view two = text.substr(begin, 2);
  if (std::find(kPairs.begin(), kPairs.end(), two) != kPairs.end()) {
    return {TokenKind::symbol, begin, begin + 2, std::string(two)};
  }
  const CodePoint c = code_point_at(text, begin);
  static constexpr std::string_view kSingles = "+-*/=<>()[]{},.:?";
  if (c.bytes == 1 && kSingles.find(text[begin]) != std::string_view::npos) {
    return {TokenKind::symbol, begin, begin + 1, std::string(1, text[begin])};
  }
  const std::string_view found = text.substr(begin, c.bytes);
  return {TokenKind::broken, begin, begin + c.bytes,
          "the character '" + std::string(found) + "' has no meaning"};
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t position) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(position);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
  if (length == 1 || first > 0xF4 || position + length > text.size()) return {0xFFFD, 1};
  char32_t value = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(position + i) & 0xC0U) != 0x80U) return {0xFFFD, 1};
    value = (value << 6) | (byte(position + i) & 0x3FU);
  }
  return {value, length};
}

bool is_name_start(char32_t c) {
  if (c >= 0x10000 && c <= 0xEFFFF) return true;
  return std::any_of(kNameStart.begin(), kNameStart.end(),
                     [c](const CodeRange& range) { return c >= range.first && c <= range.last; });
}

bool is_name_part(char32_t c) {
  return is_name_start(c) || (c >= U'0' && c <= U'9') || c == 0xB7 || (c >= 0x300 && c <= 0x36F) ||
         (c >= 0x203F && c <= 0x2040);
}

bool is_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x180E ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

std::size_t skip_space(std::string_view text, std::size_t position) {
  while (position < text.size()) {
    if (text.compare(position, 2, "//") == 0) {
      position = std::min(text.find('\n', position), text.size());
    } else if (text.compare(position, 2, "/*") == 0) {
      const std::size_t close = text.find("*/", position + 2);
      if (close == std::string_view::npos) return position;
      position = close + 2;
    } else {
      const CodePoint c = code_point_at(text, position);
      if (!is_space(c.value)) return position;
      position += c.bytes;
    }
  }
  return position;
}

Token read_token(std::string_view text, std::size_t position) {
  const std::size_t begin = skip_space(text, position);
  if (begin >= text.size()) return {TokenKind::end, text.size(), text.size(), ""};
  if (text.compare(begin, 2, "/*") == 0)
    return {TokenKind::broken, begin, begin + 2, "the comment is not closed"};
  const char c = text[begin];
  if (is_digit_byte(text, begin) || (c == '.' && is_digit_byte(text, begin + 1)))
    return number_token(text, begin);
  if (c == '"') return read_string(text, begin, begin);
  if (c == '@') {
    const std::size_t quote = skip_space(text, begin + 1);
    if (quote < text.size() && text[quote] == '"') return read_string(text, begin, quote);
  }
  if (is_name_start(code_point_at(text, begin).value)) return word_token(text, begin);
  return symbol_token(text, begin);
}

}  // namespace chuhai::feel
