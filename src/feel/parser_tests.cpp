#include <array>

#include "parser.hpp"

namespace chuhai::feel {

std::optional<NodeKind> Parser::accept_comparison() {
  struct Comparison {
    std::string_view sign;
    NodeKind kind;
  };
  static constexpr std::array<Comparison, 6> kComparisons = {{{"=", NodeKind::equal},
                                                              {"!=", NodeKind::not_equal},
                                                              {"<", NodeKind::less},
                                                              {"<=", NodeKind::less_equal},
                                                              {">", NodeKind::greater},
                                                              {">=", NodeKind::greater_equal}}};
  for (const Comparison& comparison : kComparisons) {
    if (accept(comparison.sign)) return comparison.kind;
  }
  return std::nullopt;
}

/// A positive unary test: `< 5`, a value, a range, or an expression with `?`. After a bare `in` it is not
/// `whole`: `and` and `or` belong to what stands around.
NodePtr Parser::parse_test(bool whole) {
  const std::size_t begin = peek().begin;
  const auto op = accept_comparison();
  auto node = make(op ? NodeKind::test_unary : NodeKind::test_value, begin);
  NodePtr operand = op || !whole ? parse_additive() : parse_expression();
  if (!operand) return nullptr;
  if (op) node->op = *op;
  node->children.push_back(std::move(operand));
  return finish(std::move(node));
}

bool Parser::parse_test_list(std::vector<NodePtr>& tests) {
  do {
    NodePtr test = parse_test(true);
    if (!test) return false;
    tests.push_back(std::move(test));
  } while (accept(","));
  return true;
}

/// "-", "not(tests)" or "tests". `not(a) and b` is a test too, so what follows the bracket decides.
bool Parser::parse_whole_tests(UnaryTests& tests) {
  if (peek().is("-") && read_token(text_, peek().end).kind == TokenKind::end) {
    tests.any = true;
    return true;
  }
  const Token bracket = read_token(text_, peek().end);
  if (peek().is_word("not") && bracket.is("(") && closes_at_end(bracket.end)) {
    next();
    next();
    tests.negated = true;
    return parse_test_list(tests.tests) && expect(")", {"',' or ')' after a test", "测试后的 , 或 )"}) &&
           expect_end();
  }
  return parse_test_list(tests.tests) && expect_end();
}

/// True when the bracket opened before `position` closes as the last token of the text.
bool Parser::closes_at_end(std::size_t position) const {
  int open = 1;
  for (Token token = read_token(text_, position); token.kind != TokenKind::end;
       token = read_token(text_, token.end)) {
    if (token.kind == TokenKind::broken) return true;
    if (token.is("(")) ++open;
    if (token.is(")")) --open;
    if (open == 0) return read_token(text_, token.end).kind == TokenKind::end;
  }
  return true;
}

}  // namespace chuhai::feel
