#include "parser.hpp"

namespace chuhai::feel {

NodePtr Parser::parse_if() {
  auto node = make(NodeKind::if_then_else, peek().begin);
  next();
  NodePtr condition = parse_expression();
  if (!condition || !expect_word("then", {"'then' after the condition", "条件之后的 then"})) return nullptr;
  NodePtr yes = parse_expression();
  if (!yes || !expect_word("else", {"'else' (an if always has one)", "else（if 必须带 else）"}))
    return nullptr;
  NodePtr no = parse_expression();
  if (!no) return nullptr;
  node->children = {std::move(condition), std::move(yes), std::move(no)};
  return finish(std::move(node));
}

/// `name in domain, ...`; a domain may be a bare range. The names stay in scope for the caller to remove.
bool Parser::parse_iterators(Node& node) {
  do {
    Iterator iterator;
    iterator.name = take_iterator_name();
    if (iterator.name.empty()) return fail({"the name of an iteration variable", "迭代变量名"}) != nullptr;
    if (!expect_word("in", {"'in' after the iteration variable", "迭代变量之后的 in"})) return false;
    const std::size_t begin = peek().begin;
    NodePtr domain = parse_expression();
    if (domain && accept("..")) {
      auto range = make(NodeKind::range, begin);
      range->bare = range->low_included = range->high_included = true;
      NodePtr high = parse_expression();
      if (!high) return false;
      range->children = {std::move(domain), std::move(high)};
      domain = finish(std::move(range));
    }
    if (!domain) return false;
    remember(locals_, iterator.name);
    iterator.domain = std::move(domain);
    node.iterators.push_back(std::move(iterator));
  } while (accept(","));
  return true;
}

NodePtr Parser::parse_for() {
  auto node = make(NodeKind::for_loop, peek().begin);
  next();
  const std::size_t outer = locals_.size();
  if (!parse_iterators(*node)) return nullptr;
  if (!expect_word("return", {"',' or 'return'", ", 或 return"})) return nullptr;
  NodePtr body = parse_expression();
  locals_.resize(outer);
  if (!body) return nullptr;
  node->children.push_back(std::move(body));
  return finish(std::move(node));
}

NodePtr Parser::parse_quantified(NodeKind kind) {
  auto node = make(kind, peek().begin);
  next();
  const std::size_t outer = locals_.size();
  if (!parse_iterators(*node)) return nullptr;
  if (!expect_word("satisfies", {"',' or 'satisfies'", ", 或 satisfies"})) return nullptr;
  NodePtr condition = parse_expression();
  locals_.resize(outer);
  if (!condition) return nullptr;
  node->children.push_back(std::move(condition));
  return finish(std::move(node));
}

bool Parser::parse_parameters(Node& node) {
  if (peek().is(")")) return true;
  do {
    std::string name = take_raw_name(":,)");
    if (name.empty()) return fail({"a parameter name", "参数名"}) != nullptr;
    TypeRef type;
    if (accept(":")) {
      auto declared = parse_type_ref();
      if (!declared) return false;
      type = *std::move(declared);
    }
    remember(locals_, name);
    node.names.push_back(std::move(name));
    node.types.push_back(std::move(type));
  } while (accept(","));
  return !error_;
}

NodePtr Parser::parse_function() {
  auto node = make(NodeKind::function_body, peek().begin);
  next();
  const std::size_t outer = locals_.size();
  if (!expect("(", {"'(' after 'function'", "function 之后的 ("})) return nullptr;
  if (!parse_parameters(*node) || !expect(")", {"',' or ')' after a parameter", "参数之后的 , 或 )"})) {
    return nullptr;
  }
  if (peek().is_word("external")) {
    return fail_with(base::ErrorKind::unsupported, "feel_external_function",
                     {"external functions are not run; write the function in FEEL or as a decision table",
                      "不执行外部函数；请用 FEEL 或决策表编写该函数"});
  }
  NodePtr body = parse_expression();
  locals_.resize(outer);
  if (!body) return nullptr;
  node->children.push_back(std::move(body));
  return finish(std::move(node));
}

}  // namespace chuhai::feel
