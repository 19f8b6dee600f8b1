#include "key_depth.hpp"

#include <algorithm>

namespace chuhai::toml {

namespace {

bool may_stand_in_key(char c) {
  return c == ' ' || c == '\t' || c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

// Bytes of the string literal at the start of `rest`, single or triple quoted; up to the end when unclosed.
std::size_t string_literal_bytes(std::string_view rest) {
  const char quote = rest.front();
  const bool triple = rest.size() >= 3 && rest[1] == quote && rest[2] == quote;
  const std::string_view closing = rest.substr(0, triple ? 3 : 1);
  std::size_t at = closing.size();
  while (at < rest.size()) {
    if (rest.substr(at).starts_with(closing)) return at + closing.size();
    if (!triple && rest[at] == '\n') return at;
    at += quote == '"' && rest[at] == '\\' ? 2 : 1;
  }
  return rest.size();
}

json::Position position_in(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_begin = before.rfind('\n') + 1;  // 0 when there is none
  const auto lines = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
  const auto column = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_begin), before.end(),
                                    [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return {lines + 1, static_cast<std::uint32_t>(column) + 1};
}

}  // namespace

std::optional<json::Position> find_too_long_key(std::string_view text, int dots_max) {
  int dots = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at += string_literal_bytes(text.substr(at));
      continue;
    }
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (c == '.') {
      if (++dots > dots_max) return position_in(text, at);
    } else if (!may_stand_in_key(c)) {
      dots = 0;
    }
    ++at;
  }
  return std::nullopt;
}

}  // namespace chuhai::toml
