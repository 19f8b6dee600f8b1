#include <algorithm>
#include <array>

#include "parser.hpp"

namespace chuhai::feel {

namespace {

/// Words that join or follow expressions, so none starts with them.
bool is_joining_word(std::string_view word) {
  static constexpr std::array<std::string_view, 9> kWords = {"and",  "or",   "in",     "between",  "instance",
                                                             "then", "else", "return", "satisfies"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

}  // namespace

NodePtr Parser::parse_postfix() {
  NodePtr node = parse_primary();
  while (node) {
    if (peek().is(".")) {
      node = parse_path(std::move(node));
    } else if (starts_filter()) {
      node = parse_filter(std::move(node));
    } else if (peek().is("(")) {
      node = parse_call(std::move(node));
    } else {
      return node;
    }
  }
  return nullptr;
}

NodePtr Parser::parse_path(NodePtr owner) {
  next();
  auto node = make(NodeKind::path, owner->span.begin);
  node->text = member_name();
  if (node->text.empty()) return fail({"the name of a member after '.'", ". 之后的成员名"});
  node->children.push_back(std::move(owner));
  return finish(std::move(node));
}

/// A '[' that no expression can follow closes an open-ended range ("[1..5[") and is no filter.
bool Parser::starts_filter() {
  if (!peek().is("[")) return false;
  const Token after = read_token(text_, peek().end);
  switch (after.kind) {
    case TokenKind::end:
    case TokenKind::broken:
      return false;
    case TokenKind::word:
      return !is_joining_word(after.text) || declared_name_at(after.begin).end > after.end;
    case TokenKind::symbol:
      return std::string_view("([{]-?").find(after.text) != std::string_view::npos;
    default:
      return true;
  }
}

NodePtr Parser::parse_filter(NodePtr owner) {
  auto node = make(NodeKind::filter, owner->span.begin);
  next();
  ++filters_;
  NodePtr condition = parse_expression();
  --filters_;
  if (!condition || !expect("]", {"']' after the filter", "筛选条件之后的 ]"})) return nullptr;
  node->children = {std::move(owner), std::move(condition)};
  return finish(std::move(node));
}

NodePtr Parser::parse_call(NodePtr callee) {
  next();
  auto node = make(NodeKind::call, callee->span.begin);
  node->children.push_back(std::move(callee));
  if (accept(")")) return finish(std::move(node));
  if (!parse_arguments(*node)) return nullptr;
  if (!expect(")", {"',' or ')' after an argument", "参数之后的 , 或 )"})) return nullptr;
  return finish(std::move(node));
}

/// All arguments by position, or all by name.
bool Parser::parse_arguments(Node& call) {
  const bool named = !raw_name(":").empty();
  do {
    if (named) {
      std::string name = take_raw_name(":");
      if (name.empty() || !accept(":")) return fail({"a parameter name and ':'", "参数名和 :"}) != nullptr;
      call.names.push_back(std::move(name));
    }
    NodePtr argument = parse_expression();
    if (!argument) return false;
    call.children.push_back(std::move(argument));
  } while (accept(","));
  return true;
}

}  // namespace chuhai::feel
