#include "read_expression.hpp"

#include <array>
#include <utility>

#include "base/text.hpp"
#include "types.hpp"

namespace chuhai::dmn {
namespace {

constexpr int kBoxedDepthMax = 100;

constexpr std::array<std::string_view, 12> kExpressionElements{
    "literalExpression",  "decisionTable", "context", "list", "relation", "invocation",
    "functionDefinition", "conditional",   "filter",  "for",  "some",     "every"};

/// The element the text of an expression stands in, for its line.
XmlElement text_element(const XmlElement& element) { return element.child("text").value_or(element); }

}  // namespace

bool is_expression(const XmlElement& element) {
  for (const std::string_view name : kExpressionElements)
    if (element.name() == name) return true;
  return false;
}

std::vector<feel::NodePtr> values_in_order(const feel::UnaryTests& tests) {
  std::vector<feel::NodePtr> values;
  for (const feel::NodePtr& test : tests.tests) {
    const bool plain = test->kind == feel::NodeKind::test_value && !test->children.empty();
    values.push_back(plain ? test->children[0] : test);
  }
  return values;
}

void ExpressionReader::report_syntax(base::Error error, const XmlElement& element) {
  const XmlElement text = text_element(element);
  error.where.source = report_.source();
  error.where.line = text.line() + (error.where.line > 0 ? error.where.line - 1 : 0);
  report_.defect(std::move(error));
}

void ExpressionReader::check_type(const std::string& type_ref, const XmlElement& element) {
  const std::string name = canonical_type(type_ref);
  if (is_builtin_type(name) || index_ == nullptr || index_->has_type(name)) return;
  report_.defect(base::ErrorKind::invalid, "dmn_unknown_reference",
                 {"The type " + name + " is not defined.", "未定义类型 " + name + "。"}, element.line(),
                 name);
}

/// True when the text is FEEL; another language is a defect, for its text may well read as FEEL and mean
/// something else.
bool ExpressionReader::is_feel(const XmlElement& element) {
  const std::string language = attribute_of(element, "expressionLanguage");
  const bool feel = language.empty() || language.find("FEEL") != std::string::npos ||
                    language.find("feel") != std::string::npos;
  if (!feel)
    report_.defect(base::ErrorKind::unsupported, "dmn_expression_language",
                   {"The expression is written in " + language + "; only FEEL is run.",
                    "该表达式使用 " + language + " 编写；仅支持 FEEL。"},
                   element.line(), language);
  return feel;
}

Literal ExpressionReader::read_literal(const XmlElement& element, const NameScope& scope) {
  Literal literal;
  const auto text = element.child("text");
  if (text) literal.text = text_of(*text);
  if (literal.text.empty() || !is_feel(element)) return literal;
  auto parsed = feel::parse_expression(literal.text, scope.feel_scope());
  if (parsed)
    literal.node = std::move(*parsed);
  else
    report_syntax(parsed.error(), element);
  return literal;
}

feel::UnaryTests ExpressionReader::read_tests(const XmlElement& element, const NameScope& scope) {
  feel::UnaryTests tests;
  const auto text = element.child("text");
  if (text) tests.text = text_of(*text);
  if (tests.text.empty() || tests.text == "-") {
    tests.any = true;
    return tests;
  }
  if (!is_feel(element)) return tests;
  auto parsed = feel::parse_unary_tests(tests.text, scope.feel_scope());
  if (parsed) {
    parsed->text = tests.text;
    return std::move(*parsed);
  }
  report_syntax(parsed.error(), element);
  return tests;
}

ExpressionPtr ExpressionReader::read_child(const XmlElement& parent, NameScope& scope, int depth) {
  for (const XmlElement child : parent.children())
    if (is_expression(child)) return read(child, scope, depth);
  return nullptr;
}

ExpressionPtr ExpressionReader::read_part(const XmlElement& element, std::string_view name, NameScope& scope,
                                          int depth) {
  const auto part = element.child(name);
  ExpressionPtr expression = !part ? nullptr : read_child(*part, scope, depth + 1);
  if (expression == nullptr)
    report_.defect(
        base::ErrorKind::invalid, "dmn_missing_part",
        {"<" + std::string(element.name()) + "> needs an expression in <" + std::string(name) + ">.",
         "<" + std::string(element.name()) + "> 的 <" + std::string(name) + "> 中缺少表达式。"},
        element.line(), std::string(name));
  return expression;
}

ExpressionPtr ExpressionReader::read(const XmlElement& element, NameScope& scope, int depth) {
  auto expression = std::make_unique<Expression>();
  expression->id = attribute_of(element, "id");
  expression->type_ref = attribute_of(element, "typeRef");
  expression->line = element.line();
  check_type(expression->type_ref, element);
  if (depth > kBoxedDepthMax) {
    report_.refuse(base::ErrorKind::limit, "dmn_too_deep",
                   {"Expressions are nested more than 100 deep.", "表达式嵌套超过 100 层。"}, element.line());
    return nullptr;
  }
  const std::string_view name = element.name();
  if (name == "decisionTable") {
    expression->body = read_table(element, scope);
    add_output_order(std::get<DecisionTable>(expression->body), expression->type_ref);
  } else if (name == "context") {
    expression->body = read_context(element, scope, depth);
  } else if (name == "list") {
    expression->body = read_list(element, scope, depth);
  } else if (name == "relation") {
    expression->body = read_relation(element, scope, depth);
  } else if (name == "invocation") {
    expression->body = read_invocation(element, scope, depth);
  } else if (name == "functionDefinition") {
    expression->body = read_function(element, scope, depth);
  } else if (name == "conditional") {
    expression->body = read_conditional(element, scope, depth);
  } else if (name == "filter") {
    expression->body = read_filter(element, scope, depth);
  } else if (name == "literalExpression") {
    expression->body = read_literal(element, scope);
  } else {
    expression->body = read_iteration(element, scope, depth);
  }
  return expression;
}

}  // namespace chuhai::dmn
