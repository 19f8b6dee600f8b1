#include "parser.hpp"
#include "temporal.hpp"

namespace chuhai::feel {

namespace {

constexpr Expected kExpression = {"an expression (a value, a name, a list, a context, if, for, some, every)",
                                  "一个表达式（值、名称、列表、上下文、if、for、some、every）"};

}  // namespace

NodePtr Parser::literal(Value value) {
  auto node = make(NodeKind::literal, peek().begin);
  next();
  node->value = std::move(value);
  return finish(std::move(node));
}

NodePtr Parser::parse_primary() {
  const Token& token = peek();
  switch (token.kind) {
    case TokenKind::number:
      return parse_number();
    case TokenKind::string:
      return literal(Value(token.text));
    case TokenKind::at_string:
      return parse_at_string();
    case TokenKind::word:
      return parse_keyword_or_name();
    case TokenKind::symbol:
      break;
    default:
      return fail(kExpression);
  }
  if (token.text == "(") return parse_parenthesis();
  if (token.text == "[") return parse_bracket();
  if (token.text == "]") return parse_reversed_bracket();
  if (token.text == "{") return parse_context();
  if (token.text == "?") {
    auto node = make(NodeKind::input_value, token.begin);
    next();
    return finish(std::move(node));
  }
  return fail(kExpression);
}

NodePtr Parser::parse_keyword_or_name() {
  const Token token = peek();
  const NameMatch declared = declared_name();
  if (declared.end <= token.end) {
    if (token.text == "null") {
      return literal(
          Value::null("null_literal", "the expression says null", static_cast<std::uint32_t>(token.begin)));
    }
    if (token.text == "true") return literal(Value(true));
    if (token.text == "false") return literal(Value(false));
    if (token.text == "if") return parse_if();
    if (token.text == "for") return parse_for();
    if (token.text == "some") return parse_quantified(NodeKind::some);
    if (token.text == "every") return parse_quantified(NodeKind::every);
    if (token.text == "function" && read_token(text_, token.end).is("(")) return parse_function();
  }
  auto node = make(NodeKind::name, token.begin);
  if (declared.end > token.end) {
    node->text = normalised_name(declared.name);
    move_to(declared.end);
  } else {
    node->text = token.text;
    next();
  }
  return finish(std::move(node));
}

NodePtr Parser::parse_number() {
  auto number = decimal::Decimal::parse_rounded(peek().text);
  if (number) return literal(Value(*number));
  const auto offset = static_cast<std::uint32_t>(peek().begin);
  return literal(
      Value::null("overflow", "the number " + peek().text.substr(0, 60) + " is out of range", offset));
}

NodePtr Parser::parse_at_string() {
  const auto offset = static_cast<std::uint32_t>(peek().begin);
  Value value = parse_temporal(peek().text);
  if (value.is_null()) value = Value::null(value.reason().code, value.reason().message, offset);
  return literal(std::move(value));
}

/// `(expression)`, `(1..5]` or `(< 10)`.
NodePtr Parser::parse_parenthesis() {
  const std::size_t begin = peek().begin;
  next();
  if (const auto op = accept_comparison()) return parse_half_range(begin, *op);
  NodePtr inner = parse_expression();
  if (!inner) return nullptr;
  if (peek().is("..")) return parse_range_rest(begin, std::move(inner), false);
  if (!expect(")", {"')'", ")"})) return nullptr;
  return inner;
}

NodePtr Parser::parse_half_range(std::size_t begin, NodeKind op) {
  auto node = make(NodeKind::half_range, begin);
  node->op = op;
  NodePtr end = parse_additive();
  if (!end || !expect(")", {"')' after the comparison", "比较之后的 )"})) return nullptr;
  node->children.push_back(std::move(end));
  return finish(std::move(node));
}

NodePtr Parser::parse_range_rest(std::size_t begin, NodePtr low, bool low_included) {
  if (!expect("..", {"'..' of a range", "区间的 .."})) return nullptr;
  auto node = make(NodeKind::range, begin);
  node->low_included = low_included;
  NodePtr high = parse_expression();
  if (!high) return nullptr;
  if (accept("]")) {
    node->high_included = true;
  } else if (!accept(")") && !accept("[")) {
    return fail({"']', ')' or '[' at the end of the range", "区间末尾的 ]、) 或 ["});
  }
  node->children = {std::move(low), std::move(high)};
  return finish(std::move(node));
}

/// `[1, 2]`, `[1..5]` or `[1..5)`.
NodePtr Parser::parse_bracket() {
  const std::size_t begin = peek().begin;
  next();
  if (accept("]")) return finish(make(NodeKind::list, begin));
  NodePtr first = parse_expression();
  if (!first) return nullptr;
  if (peek().is("..")) return parse_range_rest(begin, std::move(first), true);
  return parse_list_rest(begin, std::move(first));
}

NodePtr Parser::parse_list_rest(std::size_t begin, NodePtr first) {
  auto node = make(NodeKind::list, begin);
  node->children.push_back(std::move(first));
  while (accept(",")) {
    NodePtr element = parse_expression();
    if (!element) return nullptr;
    node->children.push_back(std::move(element));
  }
  if (!expect("]", {"',' or ']' after a list element", "列表元素之后的 , 或 ]"})) return nullptr;
  return finish(std::move(node));
}

/// `]1..5]`: a range that does not include its lower end.
NodePtr Parser::parse_reversed_bracket() {
  const std::size_t begin = peek().begin;
  next();
  NodePtr low = parse_expression();
  return low ? parse_range_rest(begin, std::move(low), false) : nullptr;
}

NodePtr Parser::parse_context() {
  auto node = make(NodeKind::context, peek().begin);
  next();
  const std::size_t outer = locals_.size();
  if (!peek().is("}")) {
    do {
      std::string key = peek().kind == TokenKind::string ? next().text : take_raw_name(":");
      if (!peek().is(":")) return fail({"a key and ':'", "键名和 :"});
      next();
      NodePtr value = parse_expression();
      if (!value) return nullptr;
      remember(locals_, key);
      remember(keys_, key);
      node->names.push_back(std::move(key));
      node->children.push_back(std::move(value));
    } while (accept(","));
  }
  locals_.resize(outer);
  if (!expect("}", {"',' or '}' after a context entry", "上下文条目之后的 , 或 }"})) return nullptr;
  return finish(std::move(node));
}

}  // namespace chuhai::feel
