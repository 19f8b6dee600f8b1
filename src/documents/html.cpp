#include "html.hpp"

#include "documents/needs.hpp"

namespace chuhai::documents {

std::string html_escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

std::string html_both(const base::Text& text) {
  if (text.zh.empty() || text.zh == text.en) return html_escape(text.en);
  return "<span class=\"zh\">" + html_escape(with_chinese_punctuation(text.zh)) +
         "</span><span class=\"en\">" + html_escape(text.en) + "</span>";
}

}  // namespace chuhai::documents
