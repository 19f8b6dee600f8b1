#include <algorithm>
#include <array>

#include "builtin_table.hpp"
#include "parser.hpp"

namespace chuhai::feel {

namespace {

/// Names of several words a text may declare itself; more is refused, because every operand is compared.
constexpr std::size_t kOwnNamesMax = 2000;

constexpr std::array<std::string_view, 3> kPropertyNames = {"time offset", "start included", "end included"};

bool is_one_word(std::string_view name) {
  for (std::size_t i = 0; i < name.size();) {
    const CodePoint c = code_point_at(name, i);
    if (!is_name_part(c.value)) return false;
    i += c.bytes;
  }
  return true;
}

/// "date and time" can also be a variable `date`, the operator `and` and a variable `time`.
bool is_call_ahead(std::string_view text, std::size_t position) {
  const std::size_t at = skip_space(text, position);
  return at < text.size() && text[at] == '(';
}

}  // namespace

/// The longest declared name at a position, members among them.
NameMatch Parser::declared_name_at(std::size_t begin) const {
  NameMatch best;
  match_names(locals_, text_, begin, best);
  match_names(scope_.names, text_, begin, best);
  match_names(scope_.members, text_, begin, best);
  match_names(keys_, text_, begin, best);
  return best;
}

NameMatch Parser::declared_name() {
  const std::size_t begin = peek().begin;
  NameMatch best;
  match_names(locals_, text_, begin, best);
  match_names(scope_.names, text_, begin, best);
  if (filters_ > 0) best = declared_name_at(begin);
  NameMatch builtin;
  match_names(builtin_phrases(), text_, begin, builtin);
  if (builtin.end > best.end) {
    const bool joins = builtin.name.find(" and ") != std::string_view::npos;
    if (!joins || is_call_ahead(text_, builtin.end)) best = builtin;
  }
  return best;
}

std::string Parser::member_name() {
  const Token token = peek();
  NameMatch best;
  match_names(scope_.members, text_, token.begin, best);
  match_names(scope_.names, text_, token.begin, best);
  match_names(keys_, text_, token.begin, best);
  match_names(kPropertyNames, text_, token.begin, best);
  if (token.kind == TokenKind::word && token.end >= best.end) {
    next();
    return token.text;
  }
  if (best.end == 0) return "";
  move_to(best.end);
  return normalised_name(best.name);
}

/// Byte after the name characters, blanks and name symbols at `begin`.
std::size_t Parser::raw_name_end(std::size_t begin) const {
  static constexpr std::string_view kNameSymbols = "./-'+*";
  std::size_t at = begin;
  while (at < text_.size()) {
    const CodePoint c = code_point_at(text_, at);
    const bool symbol = c.bytes == 1 && kNameSymbols.find(text_[at]) != std::string_view::npos;
    if (!symbol && !is_name_part(c.value) && !is_space(c.value)) break;
    at += c.bytes;
  }
  return at;
}

std::string Parser::raw_name(std::string_view stops) {
  const Token& token = peek();
  if (token.kind != TokenKind::word) return "";
  const std::size_t end = raw_name_end(token.begin);
  if (end >= text_.size() || stops.find(text_[end]) == std::string_view::npos) return "";
  return normalised_name(text_.substr(token.begin, end - token.begin));
}

std::string Parser::take_raw_name(std::string_view stops) {
  std::string name = raw_name(stops);
  if (!name.empty()) move_to(raw_name_end(peek().begin));
  return name;
}

/// An iterator's name ends before the word `in`.
std::string Parser::take_iterator_name() {
  if (peek().kind != TokenKind::word) return "";
  const std::size_t begin = peek().begin;
  const std::size_t limit = raw_name_end(begin);
  std::size_t end = begin;
  while (peek().begin < limit && !peek().is_word("in") && peek().kind != TokenKind::end) {
    end = peek().end;
    next();
  }
  return normalised_name(text_.substr(begin, end - begin));
}

void Parser::remember(std::vector<std::string>& names, const std::string& name) {
  if (is_one_word(name)) return;
  if (names.size() < kOwnNamesMax) {
    names.push_back(name);
    return;
  }
  fail_with(base::ErrorKind::limit, "feel_too_many_names",
            {"too many names with blanks or symbols in one expression; use a model's declared names",
             "一个表达式中含空格或符号的名称过多；请改用模型中声明的名称"});
}

}  // namespace chuhai::feel
