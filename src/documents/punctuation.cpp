#include <vector>

#include "base/text.hpp"
#include "documents/needs.hpp"

namespace chuhai::documents {

namespace {

/// Ideographs, and the punctuation that is only written beside them.
bool is_chinese(char32_t c) {
  return (c >= 0x3000 && c <= 0x303F) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xFF00 && c <= 0xFFEF);
}

char32_t full_width(char32_t c) { return c + 0xFEE0; }

bool is_pause(char32_t c) { return c == U',' || c == U':' || c == U';' || c == U'?' || c == U'!'; }

}  // namespace

std::string with_chinese_punctuation(std::string_view text) {
  const std::u32string in = base::decode_utf8(text);
  std::u32string out;
  out.reserve(in.size());
  std::vector<bool> opened;  // whether each open bracket was made full-width: its partner follows it
  for (std::size_t i = 0; i < in.size(); ++i) {
    const char32_t c = in[i];
    const bool after_chinese = !out.empty() && is_chinese(out.back());
    const bool before_chinese = i + 1 < in.size() && is_chinese(in[i + 1]);
    bool change = is_pause(c) && (after_chinese || before_chinese);
    if (c == U'(') {
      change = after_chinese || before_chinese;
      opened.push_back(change);
    } else if (c == U')') {
      change = opened.empty() ? after_chinese : opened.back();
      if (!opened.empty()) opened.pop_back();
    }
    out.push_back(change ? full_width(c) : c);
    if (change && i + 1 < in.size() && in[i + 1] == U' ') ++i;  // a full-width mark brings its own space
  }
  return base::encode_utf8(out);
}

}  // namespace chuhai::documents
