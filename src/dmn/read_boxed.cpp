#include <utility>

#include "read_expression.hpp"

namespace chuhai::dmn {

BoxedContext ExpressionReader::read_context(const XmlElement& element, NameScope& scope, int depth) {
  BoxedContext context;
  const std::size_t outer = scope.size();
  for (const XmlElement& child : children_named(element, "contextEntry")) {
    ContextEntry entry;
    if (const auto variable = child.child("variable")) {
      entry.name = name_of(*variable);
      entry.type_ref = attribute_of(*variable, "typeRef");
      check_type(entry.type_ref, *variable);
    }
    entry.expression = read_child(child, scope, depth + 1);
    scope.add(entry.name);
    context.entries.push_back(std::move(entry));
  }
  scope.shrink(outer);
  return context;
}

BoxedList ExpressionReader::read_list(const XmlElement& element, NameScope& scope, int depth) {
  BoxedList list;
  for (const XmlElement child : element.children()) {
    if (!is_expression(child)) continue;
    if (ExpressionPtr item = read(child, scope, depth + 1)) list.items.push_back(std::move(item));
  }
  return list;
}

Relation ExpressionReader::read_relation(const XmlElement& element, NameScope& scope, int depth) {
  Relation relation;
  for (const XmlElement& column : children_named(element, "column")) {
    relation.columns.push_back(name_of(column));
    relation.column_types.push_back(attribute_of(column, "typeRef"));
    check_type(relation.column_types.back(), column);
  }
  for (const XmlElement& child : children_named(element, "row")) {
    std::vector<ExpressionPtr> row;
    for (const XmlElement cell : child.children()) {
      if (!is_expression(cell)) continue;
      if (ExpressionPtr value = read(cell, scope, depth + 1)) row.push_back(std::move(value));
    }
    if (row.size() != relation.columns.size())
      report_.defect(base::ErrorKind::invalid, "dmn_row_width",
                     {"The row has " + std::to_string(row.size()) + " cells for " +
                          std::to_string(relation.columns.size()) + " columns.",
                      "该行有 " + std::to_string(row.size()) + " 个单元格，而列数为 " +
                          std::to_string(relation.columns.size()) + "。"},
                     child.line());
    relation.rows.push_back(std::move(row));
  }
  return relation;
}

Invocation ExpressionReader::read_invocation(const XmlElement& element, NameScope& scope, int depth) {
  Invocation invocation;
  invocation.callee = read_child(element, scope, depth + 1);
  for (const XmlElement& child : children_named(element, "binding")) {
    Binding binding;
    if (const auto parameter = child.child("parameter")) binding.parameter = name_of(*parameter);
    binding.expression = read_child(child, scope, depth + 1);
    invocation.bindings.push_back(std::move(binding));
  }
  return invocation;
}

FunctionDefinition ExpressionReader::read_function(const XmlElement& element, NameScope& scope, int depth) {
  FunctionDefinition function;
  const std::string kind = attribute_of(element, "kind");
  if (kind == "Java") function.language = FunctionDefinition::Language::java;
  if (kind == "PMML") function.language = FunctionDefinition::Language::pmml;
  const std::size_t outer = scope.size();
  for (const XmlElement& child : children_named(element, "formalParameter")) {
    Parameter parameter{name_of(child), attribute_of(child, "typeRef")};
    check_type(parameter.type_ref, child);
    scope.add(parameter.name);
    function.parameters.push_back(std::move(parameter));
  }
  if (function.language == FunctionDefinition::Language::feel)
    function.body = read_child(element, scope, depth + 1);
  scope.shrink(outer);
  return function;
}

Conditional ExpressionReader::read_conditional(const XmlElement& element, NameScope& scope, int depth) {
  Conditional conditional;
  conditional.condition = read_part(element, "if", scope, depth);
  conditional.then_branch = read_part(element, "then", scope, depth);
  conditional.else_branch = read_part(element, "else", scope, depth);
  return conditional;
}

Filter ExpressionReader::read_filter(const XmlElement& element, NameScope& scope, int depth) {
  Filter filter;
  filter.in = read_part(element, "in", scope, depth);
  const std::size_t outer = scope.size();
  // The entries of an item are visible by their own names; which ones is known only when it runs.
  scope.add_members_as_names();
  scope.add("item");
  filter.match = read_part(element, "match", scope, depth);
  scope.shrink(outer);
  return filter;
}

namespace {

/// True when a text below the element holds the word, be it as a part of another.
bool mentions(const XmlElement& root, std::string_view word) {
  std::vector<XmlElement> waiting{root};
  while (!waiting.empty()) {
    const XmlElement element = waiting.back();
    waiting.pop_back();
    if (element.text().find(word) != std::string::npos) return true;
    for (const XmlElement child : element.children()) waiting.push_back(child);
  }
  return false;
}

}  // namespace

Iteration ExpressionReader::read_iteration(const XmlElement& element, NameScope& scope, int depth) {
  Iteration iteration;
  const std::string_view name = element.name();
  if (name == "some") iteration.form = Iteration::Form::some;
  if (name == "every") iteration.form = Iteration::Form::every;
  iteration.variable = name_of(element, "iteratorVariable");
  iteration.in = read_part(element, "in", scope, depth);
  const std::size_t outer = scope.size();
  scope.add(iteration.variable);
  scope.add("partial");
  iteration.reads_partial = iteration.form == Iteration::Form::for_each && mentions(element, "partial");
  iteration.body = read_part(element, name == "for" ? "return" : "satisfies", scope, depth);
  scope.shrink(outer);
  return iteration;
}

}  // namespace chuhai::dmn
