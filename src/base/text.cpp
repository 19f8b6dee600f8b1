#include "base/text.hpp"

namespace chuhai::base {

namespace {

// Bytes of the white space character at the start (or end) of `text`; 0 when there is none.
std::size_t leading_space_bytes(std::string_view text) {
  if (text.empty()) return 0;
  const char first = text.front();
  if (first == ' ' || (first >= '\t' && first <= '\r')) return 1;
  if (text.starts_with("\xC2\xA0")) return 2;
  if (text.starts_with("\xE3\x80\x80")) return 3;
  return 0;
}

std::size_t trailing_space_bytes(std::string_view text) {
  if (text.empty()) return 0;
  const char last = text.back();
  if (last == ' ' || (last >= '\t' && last <= '\r')) return 1;
  if (text.ends_with("\xC2\xA0")) return 2;
  if (text.ends_with("\xE3\x80\x80")) return 3;
  return 0;
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (const std::size_t bytes = leading_space_bytes(text)) text.remove_prefix(bytes);
  while (const std::size_t bytes = trailing_space_bytes(text)) text.remove_suffix(bytes);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  for (std::size_t at = text.find(separator); at != std::string_view::npos;
       at = text.find(separator, start)) {
    parts.push_back(text.substr(start, at - start));
    start = at + 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += separator;
    out += parts[i];
  }
  return out;
}

std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string to_half_width(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    // The two blocks are EF BC 81..BF (U+FF01..FF3F) and EF BD 80..9E (U+FF40..FF5E).
    const auto byte = [&](std::size_t offset) {
      return i + offset < text.size() ? static_cast<unsigned char>(text[i + offset]) : 0U;
    };
    if (byte(0) == 0xEF && byte(1) == 0xBC && byte(2) >= 0x81 && byte(2) <= 0xBF) {
      out += static_cast<char>(byte(2) - 0x81 + '!');
      i += 3;
    } else if (byte(0) == 0xEF && byte(1) == 0xBD && byte(2) >= 0x80 && byte(2) <= 0x9E) {
      out += static_cast<char>(byte(2) - 0x80 + '`');
      i += 3;
    } else if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80) {
      out += ' ';
      i += 3;
    } else {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace chuhai::base
