#include "parser.hpp"

namespace chuhai::feel {

NodePtr Parser::binary(NodeKind kind, NodePtr left, NodePtr right) {
  if (!left || !right) return nullptr;
  auto node = make(kind, left->span.begin);
  node->children = {std::move(left), std::move(right)};
  return finish(std::move(node));
}

NodePtr Parser::parse_expression() {
  const Nested nested(*this);
  return nested.ok() ? parse_disjunction() : nullptr;
}

NodePtr Parser::parse_disjunction() {
  NodePtr left = parse_conjunction();
  while (left && accept_word("or")) left = binary(NodeKind::logical_or, left, parse_conjunction());
  return left;
}

NodePtr Parser::parse_conjunction() {
  NodePtr left = parse_comparison();
  while (left && accept_word("and")) left = binary(NodeKind::logical_and, left, parse_comparison());
  return left;
}

NodePtr Parser::parse_comparison() {
  NodePtr left = parse_additive();
  while (left) {
    if (const auto op = accept_comparison()) {
      left = binary(*op, left, parse_additive());
    } else if (accept_word("between")) {
      left = parse_between(left);
    } else if (accept_word("in")) {
      left = parse_in(left);
    } else {
      return left;
    }
  }
  return nullptr;
}

NodePtr Parser::parse_between(NodePtr tested) {
  auto node = make(NodeKind::between, tested->span.begin);
  NodePtr low = parse_additive();
  if (!low || !expect_word("and", {"'and' between the two bounds", "两个界限之间的 and"})) return nullptr;
  NodePtr high = parse_additive();
  if (!high) return nullptr;
  node->children = {std::move(tested), std::move(low), std::move(high)};
  return finish(std::move(node));
}

/// After `in`: one test, or several in parentheses. `(1..5)` and `(a)` start alike, so the tests are read
/// first and the range completed when `..` follows the first of them.
NodePtr Parser::parse_in(NodePtr tested) {
  auto node = make(NodeKind::in, tested->span.begin);
  node->children.push_back(std::move(tested));
  const std::size_t begin = peek().begin;
  if (!accept("(")) {
    NodePtr test = parse_test(false);
    if (!test) return nullptr;
    node->children.push_back(std::move(test));
    return finish(std::move(node));
  }
  NodePtr first = parse_test(true);
  if (!first) return nullptr;
  if (first->kind == NodeKind::test_value && peek().is("..")) {
    NodePtr range = parse_range_rest(begin, first->children[0], false);
    if (!range) return nullptr;
    auto test = make(NodeKind::test_value, begin);
    test->children.push_back(std::move(range));
    first = finish(std::move(test));
    node->children.push_back(std::move(first));
    return finish(std::move(node));
  }
  node->children.push_back(std::move(first));
  while (accept(",")) {
    NodePtr test = parse_test(true);
    if (!test) return nullptr;
    node->children.push_back(std::move(test));
  }
  if (!expect(")", {"',' or ')' after a test", "测试后的 , 或 )"})) return nullptr;
  return finish(std::move(node));
}

NodePtr Parser::parse_additive() {
  NodePtr left = parse_multiplicative();
  while (left) {
    if (accept("+")) {
      left = binary(NodeKind::add, left, parse_multiplicative());
    } else if (accept("-")) {
      left = binary(NodeKind::subtract, left, parse_multiplicative());
    } else {
      return left;
    }
  }
  return nullptr;
}

NodePtr Parser::parse_multiplicative() {
  NodePtr left = parse_exponent();
  while (left) {
    if (accept("*")) {
      left = binary(NodeKind::multiply, left, parse_exponent());
    } else if (accept("/")) {
      left = binary(NodeKind::divide, left, parse_exponent());
    } else {
      return left;
    }
  }
  return nullptr;
}

NodePtr Parser::parse_exponent() {
  NodePtr left = parse_unary();
  while (left && accept("**")) left = binary(NodeKind::power, left, parse_unary());
  return left;
}

/// The minus sign binds tighter than `**`: -3 ** 2 is 9.
NodePtr Parser::parse_unary() {
  const std::size_t begin = peek().begin;
  if (!accept("-")) return parse_instance();
  const Nested nested(*this);
  if (!nested.ok()) return nullptr;
  auto node = make(NodeKind::negate, begin);
  NodePtr operand = parse_unary();
  if (!operand) return nullptr;
  node->children.push_back(std::move(operand));
  return finish(std::move(node));
}

NodePtr Parser::parse_instance() {
  NodePtr left = parse_postfix();
  while (left && accept_word("instance")) {
    if (!expect_word("of", {"'of' after 'instance'", "instance 之后的 of"})) return nullptr;
    auto node = make(NodeKind::instance_of, left->span.begin);
    auto type = parse_type_ref();
    if (!type) return nullptr;
    node->types.push_back(*std::move(type));
    node->children.push_back(std::move(left));
    left = finish(std::move(node));
  }
  return left;
}

}  // namespace chuhai::feel
