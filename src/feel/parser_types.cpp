#include <array>

#include "parser.hpp"

namespace chuhai::feel {

namespace {

constexpr std::array<std::string_view, 5> kTypePhrases = {"days and time duration",
                                                          "years and months duration", "date and time",
                                                          "day and time duration", "year and month duration"};

constexpr Expected kType = {"a type, for example number or list<string>",
                            "类型，例如 number 或 list<string>"};

}  // namespace

std::optional<TypeRef> Parser::parse_type_ref() {
  const Nested nested(*this);
  if (!nested.ok()) return std::nullopt;
  if (peek().is_word("feel") && read_token(text_, peek().end).is(":")) {
    next();
    next();
  }
  const Token token = peek();
  TypeRef type;
  NameMatch phrase;
  match_names(kTypePhrases, text_, token.begin, phrase);
  if (phrase.end != 0) {
    type.name = phrase.name;
    move_to(phrase.end);
    return type;
  }
  NameMatch declared;
  match_names(scope_.types, text_, token.begin, declared);
  if (declared.end > token.end) {
    type.name = normalised_name(declared.name);
    type.owner = scope_.types_of;
    move_to(declared.end);
    return type;
  }
  if (token.kind != TokenKind::word) {
    fail(kType);
    return std::nullopt;
  }
  type.name = next().text;
  type.owner = scope_.types_of;
  while (peek().is(".") && read_token(text_, peek().end).kind == TokenKind::word) {
    next();
    type.name += "." + next().text;
  }
  if (!parse_type_arguments(type)) return std::nullopt;
  return type;
}

bool Parser::parse_type_arguments(TypeRef& type) {
  const bool generic =
      type.name == "list" || type.name == "range" || type.name == "context" || type.name == "function";
  if (!generic || !accept("<")) return true;
  if (type.name == "context") return parse_context_entries(type);
  if (!peek().is(">")) {
    do {
      auto argument = parse_type_ref();
      if (!argument) return false;
      type.arguments.push_back(*std::move(argument));
    } while (accept(","));
  }
  if (!expect(">", {"'>' after the element type", "元素类型之后的 >"})) return false;
  if (type.name != "function") return true;
  if (!expect("->", {"'->' and the result type", "-> 和返回类型"})) return false;
  auto result = parse_type_ref();
  if (result) type.arguments.push_back(*std::move(result));
  return !error_;
}

bool Parser::parse_context_entries(TypeRef& type) {
  if (accept(">")) return true;
  do {
    std::string name = take_raw_name(":");
    if (name.empty() || !accept(":")) return fail({"an entry name and ':'", "条目名和 :"}) != nullptr;
    auto entry = parse_type_ref();
    if (!entry) return false;
    type.names.push_back(std::move(name));
    type.arguments.push_back(*std::move(entry));
  } while (accept(","));
  return expect(">", {"',' or '>' after an entry type", "条目类型之后的 , 或 >"});
}

/// The whole text is one type; a text that is no type expression is a declared name with blanks.
std::optional<TypeRef> Parser::parse_whole_type() {
  auto type = parse_type_ref();
  if (type && peek().kind == TokenKind::end) return type;
  if (peek().is("<") || text_.find('<') != std::string_view::npos) {
    fail(kType);
    return std::nullopt;
  }
  TypeRef named;
  named.name = normalised_name(text_);
  if (named.name.empty()) {
    fail(kType);
    return std::nullopt;
  }
  return named;
}

}  // namespace chuhai::feel
