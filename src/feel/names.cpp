#include "names.hpp"

#include "lexer.hpp"

namespace chuhai::feel {

std::string normalised_name(std::string_view text) {
  std::string out;
  bool blank = false;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    if (is_space(c.value)) {
      blank = true;
    } else {
      if (blank && !out.empty()) out += ' ';
      blank = false;
      out += text.substr(i, c.bytes);
    }
    i += c.bytes;
  }
  return out;
}

std::size_t name_end(std::string_view text, std::size_t position, std::string_view name) {
  std::size_t at = position;
  bool blank = false;
  for (const char c : name) {
    if (c == ' ' && blank) continue;
    blank = c == ' ';
    if (blank) {
      const std::size_t next = skip_space(text, at);
      if (next == at) return 0;
      at = next;
    } else {
      if (at >= text.size() || text[at] != c) return 0;
      ++at;
    }
  }
  if (at >= text.size() || name.empty()) return at;
  std::size_t last = name.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(name[last]) & 0xC0U) == 0x80U) --last;
  const bool ends_in_word = is_name_part(code_point_at(name, last).value);
  return ends_in_word && is_name_part(code_point_at(text, at).value) ? 0 : at;
}

}  // namespace chuhai::feel
