#include "rule_table_files.hpp"

#include <functional>

#include "column/forms.hpp"
#include "decimal/decimal.hpp"

namespace chuhai::bench {

namespace {

using Kind = TableTest::Kind;

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

/// A value as JSON and FEEL both write it.
std::string value_text(std::size_t input, std::int64_t value) {
  switch (kTableInputs[input].kind) {
    case InputKind::text:
      return quoted(texts_of(input)[static_cast<std::size_t>(value)]);
    case InputKind::boolean:
      return value != 0 ? "true" : "false";
    case InputKind::number:
      break;
  }
  return std::to_string(value);
}

template <class Items, class Text>
std::string joined(const Items& items, Text text, std::string_view separator = ", ") {
  std::string result;
  for (const auto& item : items) {
    if (!result.empty()) result += separator;
    result += text(item);
  }
  return result;
}

std::string members_text(const TableTest& test, std::size_t input) {
  return joined(test.members, [input](std::int64_t member) { return value_text(input, member); });
}

std::string range_text(const TableTest& test) {
  if (test.high == INT64_MAX) return ">= " + std::to_string(test.low);
  if (test.low == INT64_MIN) return "<= " + std::to_string(test.high);
  return "[" + std::to_string(test.low) + ".." + std::to_string(test.high) + "]";
}

/// A unary test of FEEL.
std::string feel_cell(const TableTest& test, std::size_t input) {
  switch (test.kind) {
    case Kind::any:
      return "-";
    case Kind::one_of:
      return members_text(test, input);
    case Kind::none_of:
      return "not(" + members_text(test, input) + ")";
    case Kind::range:
      break;
  }
  return range_text(test);
}

/// The same for GoRules: an empty cell is always true.
std::string jdm_cell(const TableTest& test, std::size_t input) {
  if (test.kind == Kind::any) return "";
  if (test.kind == Kind::none_of) return "not in [" + members_text(test, input) + "]";
  return feel_cell(test, input);
}

std::string escaped_json(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '"') result += '\\';
    result += c;
  }
  return quoted(result);
}

std::string escaped_xml(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else {
      result += c;
    }
  }
  return result;
}

std::string condition(std::size_t input, std::string_view comparison, const std::string& value) {
  return R"({"fact": ")" + std::string(kTableInputs[input].name) + R"(", "operator": ")" +
         std::string(comparison) + R"(", "value": )" + value +
         (input == 0 ? R"(, "priority": 2})" : R"(, "priority": 1})");
}

std::vector<std::string> conditions(const TableRule& rule) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < kInputs; ++i) {
    const TableTest& test = rule.tests[i];
    if (test.kind == Kind::one_of && test.members.size() == 1) {
      all.push_back(condition(i, "equal", members_text(test, i)));
    } else if (test.kind == Kind::one_of) {
      all.push_back(condition(i, "in", "[" + members_text(test, i) + "]"));
    } else if (test.kind == Kind::none_of) {
      all.push_back(condition(i, "notIn", "[" + members_text(test, i) + "]"));
    } else if (test.kind == Kind::range) {
      if (test.low != INT64_MIN)
        all.push_back(condition(i, "greaterThanInclusive", std::to_string(test.low)));
      if (test.high != INT64_MAX) all.push_back(condition(i, "lessThanInclusive", std::to_string(test.high)));
    }
  }
  return all;
}

std::string type_name(InputKind kind) {
  return kind == InputKind::text ? "string" : kind == InputKind::number ? "number" : "boolean";
}

column::Type column_type(InputKind kind) {
  return kind == InputKind::text     ? column::Type::string
         : kind == InputKind::number ? column::Type::number
                                     : column::Type::boolean;
}

void add_value(column::ValuesBuilder& builder, std::size_t input, std::int64_t value) {
  if (value == kFactMissing || value == kFactWrongType) {
    builder.add_unknown(value == kFactMissing ? column::kMissing : column::kWrongType);
    return;
  }
  switch (kTableInputs[input].kind) {
    case InputKind::text:
      return builder.add(std::string_view(texts_of(input)[static_cast<std::size_t>(value)]));
    case InputKind::boolean:
      return builder.add(value != 0);
    case InputKind::number:
      return builder.add_scaled(value, 0);
  }
}

}  // namespace

std::string dmn_text(const RuleTable& table) {
  std::string text =
      R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="table" name="table" namespace="urn:table">
)";
  std::string needs, clauses;
  for (const TableInput& input : kTableInputs) {
    const std::string name(input.name), type = type_name(input.kind);
    text += "<inputData id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name +
            "\" typeRef=\"" + type + "\"/></inputData>\n";
    needs += "<informationRequirement id=\"needs_" + name + "\"><requiredInput href=\"#" + name +
             "\"/></informationRequirement>\n";
    clauses += "<input id=\"in_" + name + "\"><inputExpression id=\"expression_" + name + "\" typeRef=\"" +
               type + "\"><text>" + name + "</text></inputExpression></input>\n";
  }
  const std::string decision(kTableDecision);
  text += "<decision id=\"" + decision + "\" name=\"" + decision + "\"><variable name=\"" + decision +
          "\" typeRef=\"string\"/>\n" + needs + "<decisionTable id=\"rules\" hitPolicy=\"FIRST\">\n" +
          clauses + "<output id=\"outcome\" typeRef=\"string\"/>\n";
  std::size_t number = 0;
  for (const TableRule& rule : table.rules) {
    text += "<rule id=\"r" + std::to_string(number++) + "\">";
    for (std::size_t i = 0; i < kInputs; ++i)
      text += "<inputEntry><text>" + escaped_xml(feel_cell(rule.tests[i], i)) + "</text></inputEntry>";
    text += "<outputEntry><text>" + quoted(kOutcomes[rule.outcome]) + "</text></outputEntry></rule>\n";
  }
  return text + "</decisionTable></decision></definitions>\n";
}

std::string jdm_text(const RuleTable& table) {
  std::string inputs, rules;
  for (std::size_t i = 0; i < kInputs; ++i) {
    const std::string name(kTableInputs[i].name);
    inputs += std::string(i == 0 ? "" : ", ") + R"({"id": "i)" + std::to_string(i) + R"(", "name": ")" +
              name + R"(", "field": ")" + name + R"("})";
  }
  for (std::size_t r = 0; r < table.rules.size(); ++r) {
    const TableRule& rule = table.rules[r];
    rules += (r == 0 ? "" : ",\n") + (R"({"_id": "r)" + std::to_string(r) + "\"");
    for (std::size_t i = 0; i < kInputs; ++i)
      rules += ", \"i" + std::to_string(i) + "\": " + escaped_json(jdm_cell(rule.tests[i], i));
    rules += ", \"o\": " + escaped_json(quoted(kOutcomes[rule.outcome])) + "}";
  }
  return R"({"contentType": "application/vnd.gorules.decision", "nodes": [
{"id": "in", "name": "request", "type": "inputNode", "position": {"x": 0, "y": 0}},
{"id": "table", "name": "rules", "type": "decisionTableNode", "position": {"x": 200, "y": 0}, "content":
{"hitPolicy": "first", "inputs": [)" +
         inputs + R"(], "outputs": [{"id": "o", "name": "outcome", "field": "outcome"}], "rules": [
)" + rules +
         R"(]}},
{"id": "out", "name": "response", "type": "outputNode", "position": {"x": 400, "y": 0}}], "edges": [
{"id": "e1", "sourceId": "in", "targetId": "table", "type": "edge"},
{"id": "e2", "sourceId": "table", "targetId": "out", "type": "edge"}]}
)";
}

std::string json_rules_text(const RuleTable& table) {
  std::string text = "[";
  for (std::size_t r = 0; r + 1 < table.rules.size(); ++r) {
    const TableRule& rule = table.rules[r];
    text += (r == 0 ? "\n" : ",\n") + (R"({"conditions": {"all": [)" +
                                       joined(conditions(rule), [](const std::string& one) { return one; }) +
                                       R"(]}, "event": {"type": )" + quoted(kOutcomes[rule.outcome]) +
                                       R"(, "params": {"rule": )" + std::to_string(r) + "}}}");
  }
  return text + "]\n";
}

std::string feel_text(const RuleTable& table) {
  const auto cells = [](const TableRule& rule) {
    std::string text;
    for (std::size_t i = 0; i < kInputs; ++i)
      text += (i == 0 ? "" : ", ") + escaped_json(feel_cell(rule.tests[i], i));
    return "[" + text + "]";
  };
  const auto outcome = [](const TableRule& rule) { return quoted(kOutcomes[rule.outcome]); };
  return "{\"inputs\": [" + joined(kTableInputs, [](const TableInput& input) { return quoted(input.name); }) +
         "],\n\"cells\": [\n" + joined(table.rules, cells, ",\n") + "],\n\"outcomes\": [" +
         joined(table.rules, outcome) + "]}\n";
}

std::string cases_text(const std::vector<TableCase>& cases) {
  const auto one = [](const TableCase& facts) {
    std::string text;
    for (std::size_t i = 0; i < kInputs; ++i) {
      if (facts[i] == kFactMissing) continue;
      text += (text.empty() ? "\"" : ", \"") + std::string(kTableInputs[i].name) + "\": ";
      if (facts[i] != kFactWrongType) {
        text += value_text(i, facts[i]);
      } else {
        text += kTableInputs[i].kind == InputKind::text     ? "42"
                : kTableInputs[i].kind == InputKind::number ? "\"seven\""
                                                            : "\"yes\"";
      }
    }
    return "{" + text + "}";
  };
  return "[" + joined(cases, one, ",\n") + "]\n";
}

std::array<feel::Value, kInputs> case_values(const TableCase& facts) {
  std::array<feel::Value, kInputs> values;
  for (std::size_t i = 0; i < kInputs; ++i) {
    if (facts[i] == kFactMissing) continue;
    const InputKind kind = kTableInputs[i].kind;
    if (facts[i] == kFactWrongType) {
      values[i] = kind == InputKind::text     ? feel::Value(decimal::Decimal(42))
                  : kind == InputKind::number ? feel::Value("seven")
                                              : feel::Value("yes");
    } else if (kind == InputKind::text) {
      values[i] = feel::Value(texts_of(i)[static_cast<std::size_t>(facts[i])]);
    } else {
      values[i] =
          kind == InputKind::number ? feel::Value(decimal::Decimal(facts[i])) : feel::Value(facts[i] != 0);
    }
  }
  return values;
}

column::Batch cases_batch(const std::vector<TableCase>& cases) {
  column::Batch batch(cases.size());
  for (std::size_t i = 0; i < kInputs; ++i) {
    column::ValuesBuilder builder(column_type(kTableInputs[i].kind));
    for (const TableCase& facts : cases) add_value(builder, i, facts[i]);
    const column::Column flat = column::Column::flat(builder.finish());
    const bool number = kTableInputs[i].kind == InputKind::number;
    batch.set(std::string(kTableInputs[i].name), number ? flat : column::encode(flat));
  }
  return batch;
}

}  // namespace chuhai::bench
