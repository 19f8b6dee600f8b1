#include "lexer_string.hpp"

#include <optional>

#include "base/text.hpp"

namespace chuhai::feel {

namespace {

std::optional<char32_t> hex_value(std::string_view text, std::size_t position, std::size_t digits) {
  if (position + digits > text.size()) return std::nullopt;
  char32_t value = 0;
  for (std::size_t i = position; i < position + digits; ++i) {
    const char c = text[i];
    char32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<char32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<char32_t>(c - 'a' + 10);
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<char32_t>(c - 'A' + 10);
    } else {
      return std::nullopt;
    }
    value = value * 16 + digit;
  }
  return value;
}

/// Reads \uXXXX or \UXXXXXX at `position` (the backslash); gives the position after it, or `position`.
std::size_t unicode_escape(std::string_view text, std::size_t position, std::string& out) {
  const std::size_t digits = text[position + 1] == 'u' ? 4 : 6;
  const auto first = hex_value(text, position + 2, digits);
  if (!first) return position;
  std::size_t next = position + 2 + digits;
  char32_t value = *first;
  if (value >= 0xD800 && value < 0xDC00 && text.compare(next, 2, "\\u") == 0) {
    const auto second = hex_value(text, next + 2, 4);
    if (second && *second >= 0xDC00 && *second < 0xE000) {
      value = 0x10000 + ((value - 0xD800) << 10) + (*second - 0xDC00);
      next += 6;
    }
  }
  base::append_utf8(out, value);
  return next;
}

/// Reads the escape at `position` (a backslash); gives the position after it.
std::size_t string_escape(std::string_view text, std::size_t position, std::string& out) {
  const char c = position + 1 < text.size() ? text[position + 1] : '\0';
  switch (c) {
    case 'n':
      out += '\n';
      return position + 2;
    case 'r':
      out += '\r';
      return position + 2;
    case 't':
      out += '\t';
      return position + 2;
    case '"':
    case '\'':
    case '\\':
      out += c;
      return position + 2;
    case 'u':
    case 'U': {
      const std::size_t next = unicode_escape(text, position, out);
      if (next != position) return next;
      break;
    }
    default:
      break;
  }
  out += '\\';
  return position + 1;
}

}  // namespace

Token read_string(std::string_view text, std::size_t begin, std::size_t quote) {
  std::string out;
  std::size_t position = quote + 1;
  while (position < text.size()) {
    const char c = text[position];
    if (c == '"') {
      return {begin == quote ? TokenKind::string : TokenKind::at_string, begin, position + 1, std::move(out)};
    }
    if (c == '\n') break;
    if (c == '\\') {
      position = string_escape(text, position, out);
    } else {
      out += c;
      ++position;
    }
  }
  return {TokenKind::broken, quote, quote + 1, "the string is not closed"};
}

}  // namespace chuhai::feel
