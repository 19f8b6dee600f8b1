#include "parser.hpp"

#include <algorithm>

#include "syntax_error.hpp"

namespace chuhai::feel {

namespace {

/// Longest way down a parsed tree: long chains of operators are trees too, and every later pass recurses.
constexpr std::uint32_t kTreeHeightMax = 2000;

constexpr Expected kTooDeep = {"the expression is nested too deeply; split it into smaller decisions",
                               "表达式嵌套过深；请拆分为更小的决策"};

}  // namespace

Parser::Parser(std::string_view text, const Scope& scope, const ParseLimits& limits)
    : text_(text), scope_(scope), limits_(limits) {}

Parser::Nested::Nested(Parser& parser) : parser_(parser), ok_(++parser.depth_ <= parser.limits_.depth_max) {
  if (!ok_) parser_.fail_with(base::ErrorKind::limit, "feel_too_deep", kTooDeep);
}

const Token& Parser::peek() {
  if (!token_) token_ = read_token(text_, position_);
  return *token_;
}

Token Parser::next() {
  Token token = peek();
  move_to(token.end);
  return token;
}

void Parser::move_to(std::size_t position) {
  position_ = position;
  token_.reset();
}

bool Parser::accept(std::string_view symbol) {
  if (!peek().is(symbol)) return false;
  next();
  return true;
}

bool Parser::accept_word(std::string_view word) {
  if (!peek().is_word(word)) return false;
  next();
  return true;
}

bool Parser::expect(std::string_view symbol, Expected what) {
  if (accept(symbol)) return true;
  fail(what);
  return false;
}

bool Parser::expect_word(std::string_view word, Expected what) {
  if (accept_word(word)) return true;
  fail(what);
  return false;
}

Parser::MutableNode Parser::make(NodeKind kind, std::size_t begin) const {
  auto node = std::make_shared<Node>();
  node->kind = kind;
  node->span.begin = static_cast<std::uint32_t>(begin);
  return node;
}

NodePtr Parser::finish(MutableNode node) {
  if (error_) return nullptr;
  node->span.end = static_cast<std::uint32_t>(position_);
  std::uint32_t below = 0;
  for (const NodePtr& child : node->children) below = std::max(below, child->height);
  for (const Iterator& iterator : node->iterators) below = std::max(below, iterator.domain->height);
  node->height = below + 1;
  if (node->height > kTreeHeightMax) return fail_with(base::ErrorKind::limit, "feel_too_deep", kTooDeep);
  return node;
}

NodePtr Parser::fail(Expected what) {
  if (!error_) error_ = syntax_error(text_, peek(), what);
  return nullptr;
}

NodePtr Parser::fail_with(base::ErrorKind kind, std::string_view code, Expected message) {
  if (!error_) error_ = positioned_error(kind, code, text_, peek().begin, message);
  return nullptr;
}

base::Error Parser::error() const {
  CHUHAI_ASSERT(error_.has_value());
  return *error_;
}

bool Parser::expect_end() {
  if (error_) return false;
  if (peek().kind == TokenKind::end) return true;
  fail({"an operator or the end of the expression", "运算符或表达式结尾"});
  return false;
}

NodePtr Parser::parse_whole() {
  NodePtr node = parse_expression();
  return node && expect_end() ? node : nullptr;
}

}  // namespace chuhai::feel
