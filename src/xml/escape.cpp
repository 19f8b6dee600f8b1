#include "xml/escape.hpp"

#include "base/text.hpp"

namespace chuhai::xml {

namespace {

// XML 1.0 production [2] Char.
bool is_xml_char(char32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

// True when no byte of `text` needs a decision on code points: the usual case.
bool is_plain(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte >= 0x80) return false;
  }
  return true;
}

std::string only_xml_chars(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::u32string code_points = base::decode_utf8(text);
  for (char32_t& c : code_points) {
    if (!is_xml_char(c)) c = 0xFFFD;
  }
  return base::encode_utf8(code_points);
}

std::string escape_xml(std::string_view text, bool in_attribute) {
  const std::string clean = only_xml_chars(text);
  std::string out;
  out.reserve(clean.size() + clean.size() / 8);
  for (const char c : clean) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '\r') {
      out += "&#13;";
    } else if (in_attribute && c == '"') {
      out += "&quot;";
    } else if (in_attribute && c == '\t') {
      out += "&#9;";
    } else if (in_attribute && c == '\n') {
      out += "&#10;";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string escape_text(std::string_view text) { return escape_xml(text, false); }

std::string escape_attribute(std::string_view text) { return escape_xml(text, true); }

}  // namespace chuhai::xml
