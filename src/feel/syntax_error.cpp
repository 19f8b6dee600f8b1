#include "syntax_error.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"

namespace chuhai::feel {

namespace {

constexpr std::size_t kExcerptCells = 76;

struct Excerpt {
  std::uint32_t line = 1;
  std::uint32_t column = 1;  ///< in characters
  std::string shown;         ///< the line and, below, a caret
};

/// Cuts long lines around the caret so that a message stays one screen wide.
std::string caret_lines(const std::u32string& line, std::size_t column) {
  const std::size_t first = column > kExcerptCells / 2 ? column - kExcerptCells / 2 : 0;
  std::u32string shown = line.substr(first, kExcerptCells);
  std::replace(shown.begin(), shown.end(), U'\t', U' ');
  std::replace(shown.begin(), shown.end(), U'\r', U' ');
  const std::string before = base::encode_utf8(shown.substr(0, std::min(column - first, shown.size())));
  return "\n  " + base::encode_utf8(shown) + "\n  " + std::string(base::display_width(before), ' ') + "^";
}

Excerpt excerpt_at(std::string_view text, std::size_t position) {
  position = std::min(position, text.size());
  Excerpt out;
  const std::string_view before = text.substr(0, position);
  out.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const std::size_t newline = before.rfind('\n');
  const std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  const std::size_t stop = std::min(text.find('\n', position), text.size());
  const std::size_t column = base::decode_utf8(text.substr(start, position - start)).size();
  out.column = static_cast<std::uint32_t>(column) + 1;
  out.shown = caret_lines(base::decode_utf8(text.substr(start, stop - start)), column);
  return out;
}

std::string found_text(const Token& found) {
  constexpr std::size_t kBytes = 40;
  std::string text = found.text.substr(0, kBytes);
  while (!text.empty() && !base::is_utf8(text)) text.pop_back();
  return "'" + text + "'";
}

base::Error located(base::ErrorKind kind, std::string_view code, std::string_view text, std::size_t position,
                    const base::Text& message) {
  const Excerpt excerpt = excerpt_at(text, position);
  const std::string line = std::to_string(excerpt.line);
  const std::string column = std::to_string(excerpt.column);
  base::Error error;
  error.kind = kind;
  error.code = code;
  error.message.en = "line " + line + ", column " + column + ": " + message.en + excerpt.shown;
  error.message.zh = "第 " + line + " 行第 " + column + " 列：" + message.zh + excerpt.shown;
  error.where.line = excerpt.line;
  error.where.column = excerpt.column;
  return error;
}

}  // namespace

base::Error syntax_error(std::string_view text, const Token& found, Expected what) {
  base::Text message;
  if (found.kind == TokenKind::broken) {
    message = {found.text, "无法识别此处的写法（" + found.text + "）"};
  } else if (found.kind == TokenKind::end) {
    message = {"the expression ends too early", "表达式不完整"};
  } else {
    message = {"did not expect " + found_text(found), "此处不应出现 " + found_text(found)};
  }
  message.en += "; expected " + std::string(what.en);
  message.zh += "；应为" + std::string(what.zh);
  return located(base::ErrorKind::invalid, "feel_syntax", text, found.begin, message);
}

base::Error positioned_error(base::ErrorKind kind, std::string_view code, std::string_view text,
                             std::size_t position, Expected message) {
  return located(kind, code, text, position, {std::string(message.en), std::string(message.zh)});
}

}  // namespace chuhai::feel
