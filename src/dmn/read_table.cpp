#include <array>
#include <utility>

#include "read_expression.hpp"

namespace chuhai::dmn {
namespace {

constexpr std::array<std::pair<std::string_view, HitPolicy>, 7> kHitPolicies{{
    {"UNIQUE", HitPolicy::unique},
    {"FIRST", HitPolicy::first},
    {"PRIORITY", HitPolicy::priority},
    {"ANY", HitPolicy::any},
    {"COLLECT", HitPolicy::collect},
    {"RULE ORDER", HitPolicy::rule_order},
    {"OUTPUT ORDER", HitPolicy::output_order},
}};

constexpr std::array<std::pair<std::string_view, Aggregator>, 4> kAggregators{{
    {"SUM", Aggregator::sum},
    {"MIN", Aggregator::min},
    {"MAX", Aggregator::max},
    {"COUNT", Aggregator::count},
}};

}  // namespace

void ExpressionReader::read_hit_policy(const XmlElement& element, DecisionTable& table) {
  const std::string policy = attribute_of(element, "hitPolicy");
  bool known = policy.empty();
  for (const auto& [name, value] : kHitPolicies)
    if (policy == name) {
      table.hit_policy = value;
      known = true;
    }
  const std::string aggregation = attribute_of(element, "aggregation");
  bool known_aggregation = aggregation.empty();
  for (const auto& [name, value] : kAggregators)
    if (aggregation == name) {
      table.aggregator = value;
      known_aggregation = true;
    }
  if (known && known_aggregation) return;
  const std::string found = known ? aggregation : policy;
  report_.defect(
      base::ErrorKind::invalid, "dmn_hit_policy",
      {"The hit policy or aggregation " + found + " is unknown.", "未知的命中策略或聚合方式 " + found + "。"},
      element.line(), found);
}

DecisionTable ExpressionReader::read_table(const XmlElement& element, const NameScope& scope) {
  DecisionTable table;
  read_hit_policy(element, table);
  for (const XmlElement& input : children_named(element, "input"))
    table.inputs.push_back(read_input(input, scope));
  for (const XmlElement& output : children_named(element, "output"))
    table.outputs.push_back(read_output(output, scope));
  for (const XmlElement& annotation : children_named(element, "annotation"))
    table.annotations.push_back(name_of(annotation));
  if (table.outputs.empty()) {
    report_.defect(base::ErrorKind::invalid, "dmn_missing_part",
                   {"The decision table has no output.", "决策表没有输出列。"}, element.line(), "output");
    table.outputs.emplace_back();
  }
  for (const XmlElement& rule : children_named(element, "rule"))
    table.rules.push_back(read_rule(rule, table, scope));
  return table;
}

InputClause ExpressionReader::read_input(const XmlElement& element, const NameScope& scope) {
  InputClause clause;
  clause.label = attribute_of(element, "label");
  if (const auto expression = element.child("inputExpression")) {
    clause.expression = read_literal(*expression, scope);
    clause.type_ref = attribute_of(*expression, "typeRef");
    check_type(clause.type_ref, *expression);
  }
  if (clause.expression.text.empty())
    report_.defect(base::ErrorKind::invalid, "dmn_missing_part",
                   {"The input column has no expression.", "输入列缺少表达式。"}, element.line(),
                   "inputExpression");
  if (const auto values = element.child("inputValues")) clause.allowed_values = read_tests(*values, scope);
  return clause;
}

OutputClause ExpressionReader::read_output(const XmlElement& element, const NameScope& scope) {
  OutputClause clause;
  clause.name = name_of(element);
  clause.label = attribute_of(element, "label");
  clause.type_ref = attribute_of(element, "typeRef");
  check_type(clause.type_ref, element);
  if (const auto values = element.child("outputValues")) {
    const feel::UnaryTests tests = read_tests(*values, scope);
    clause.values = values_in_order(tests);
    clause.values_text = tests.text;
  }
  if (const auto entry = element.child("defaultOutputEntry"))
    clause.default_value = read_literal(*entry, scope);
  return clause;
}

Rule ExpressionReader::read_rule(const XmlElement& element, const DecisionTable& table,
                                 const NameScope& scope) {
  Rule rule;
  rule.id = attribute_of(element, "id");
  rule.line = element.line();
  rule.description = child_text(element, "description");
  for (const XmlElement& entry : children_named(element, "inputEntry"))
    rule.tests.push_back(read_tests(entry, scope));
  for (const XmlElement& entry : children_named(element, "outputEntry"))
    rule.outputs.push_back(read_literal(entry, scope));
  for (const XmlElement& entry : children_named(element, "annotationEntry"))
    rule.annotations.push_back(child_text(entry, "text"));
  if (rule.tests.size() != table.inputs.size() || rule.outputs.size() != table.outputs.size()) {
    const std::string found = std::to_string(rule.tests.size()) + "/" + std::to_string(rule.outputs.size());
    const std::string wanted =
        std::to_string(table.inputs.size()) + "/" + std::to_string(table.outputs.size());
    report_.defect(base::ErrorKind::invalid, "dmn_rule_width",
                   {"The rule has " + found + " input/output cells, the table " + wanted + " columns.",
                    "该规则有 " + found + " 个输入/输出单元格，而决策表为 " + wanted + " 列。"},
                   rule.line, rule.id);
  }
  rule.tests.resize(table.inputs.size());
  rule.outputs.resize(table.outputs.size());
  rule.annotations.resize(std::max(table.annotations.size(), rule.annotations.size()));
  return rule;
}

/// Where a priority table lists no output values, those its type allows give the order.
void ExpressionReader::add_output_order(DecisionTable& table, const std::string& table_type) {
  if (table.hit_policy != HitPolicy::priority && table.hit_policy != HitPolicy::output_order) return;
  for (OutputClause& clause : table.outputs) {
    if (!clause.values.empty()) continue;
    const std::string& type_ref =
        clause.type_ref.empty() && table.outputs.size() == 1 ? table_type : clause.type_ref;
    const ItemDefinition* item = type_ref.empty() ? nullptr : model_->find_item(type_ref);
    if (item == nullptr || item->allowed_values_text.empty()) continue;
    clause.values = values_in_order(item->allowed_values);
    clause.values_text = item->allowed_values_text;
  }
}

}  // namespace chuhai::dmn
