#include "dmn/mutants.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace chuhai::dmn {
namespace {

using feel::Node;
using feel::NodeKind;
using feel::NodePtr;
using feel::Value;

/// The comparison with its boundary on the other side; nothing for other operators.
std::optional<NodeKind> moved_comparison(NodeKind op) {
  switch (op) {
    case NodeKind::less:
      return NodeKind::less_equal;
    case NodeKind::less_equal:
      return NodeKind::less;
    case NodeKind::greater:
      return NodeKind::greater_equal;
    case NodeKind::greater_equal:
      return NodeKind::greater;
    default:
      return std::nullopt;
  }
}

/// How a comparison starts in the text.
std::string_view comparison_text(NodeKind op) {
  switch (op) {
    case NodeKind::less:
      return "<";
    case NodeKind::less_equal:
      return "<=";
    case NodeKind::greater:
      return ">";
    default:
      return ">=";
  }
}

/// The text with the token at `at` exchanged; says so in words when the token is not there.
std::string text_with(const std::string& text, std::size_t at, std::string_view token,
                      std::string_view replacement) {
  if (text.compare(at, token.size(), token) != 0) return text + " with a boundary moved";
  std::string changed = text;
  return changed.replace(at, token.size(), replacement);
}

/// A test with one boundary moved, and the text of the cell then.
struct MovedTest {
  NodePtr node;
  std::string text;
};

std::vector<MovedTest> moved_range(const Node& test, const std::string& text) {
  std::vector<MovedTest> moved;
  const Node& range = *test.children.front();
  for (const bool low : {true, false}) {
    auto inner = std::make_shared<Node>(range);
    bool& included = low ? inner->low_included : inner->high_included;
    included = !included;
    auto outer = std::make_shared<Node>(test);
    outer->children.front() = inner;
    const std::size_t at = low ? range.span.begin : range.span.end - 1;
    std::string shown = text + " with a boundary moved";
    if (low && (text[at] == '[' || text[at] == '(')) shown = text, shown[at] = included ? '[' : '(';
    if (!low && (text[at] == ']' || text[at] == ')')) shown = text, shown[at] = included ? ']' : ')';
    moved.push_back({std::move(outer), std::move(shown)});
  }
  return moved;
}

std::vector<MovedTest> moved_tests(const Node& test, const std::string& text) {
  if (test.kind == NodeKind::test_value && !test.children.empty() && test.children.front() != nullptr &&
      test.children.front()->kind == NodeKind::range)
    return moved_range(test, text);
  if (test.kind != NodeKind::test_unary) return {};
  const auto op = moved_comparison(test.op);
  if (!op) return {};
  auto moved = std::make_shared<Node>(test);
  moved->op = *op;
  return {
      {std::move(moved), text_with(text, test.span.begin, comparison_text(test.op), comparison_text(*op))}};
}

void add_test_mutants(const DecisionTable& table, std::size_t rule, std::size_t clause,
                      std::vector<CellMutant>& mutants) {
  const feel::UnaryTests& tests = table.rules[rule].tests[clause];
  if (tests.any) return;
  const std::string before(base::trim(tests.text));
  CellMutant dropped{CellMutant::Kind::test_dropped, rule, clause, before, "-", {}, {}};
  dropped.test.any = true;
  dropped.test.text = "-";
  mutants.push_back(std::move(dropped));
  for (std::size_t i = 0; i < tests.tests.size(); ++i) {
    if (tests.tests[i] == nullptr) continue;
    for (MovedTest& moved : moved_tests(*tests.tests[i], tests.text)) {
      CellMutant mutant{CellMutant::Kind::boundary_moved,    rule,  clause, before,
                        std::string(base::trim(moved.text)), tests, {}};
      mutant.test.tests[i] = std::move(moved.node);
      mutant.test.text = std::move(moved.text);
      mutants.push_back(std::move(mutant));
    }
  }
}

const Value* constant_of(const NodePtr& node) {
  return node != nullptr && node->kind == NodeKind::literal ? &node->value : nullptr;
}

/// The listed value after `value`, in a circle; nothing when the clause lists no other.
std::optional<Value> next_listed(const OutputClause& clause, const Value& value) {
  for (std::size_t i = 0; i < clause.values.size(); ++i) {
    const Value* listed = constant_of(clause.values[i]);
    if (listed == nullptr || !feel::same(*listed, value)) continue;
    const Value* next = constant_of(clause.values[(i + 1) % clause.values.size()]);
    if (next != nullptr && !feel::same(*next, value)) return *next;
  }
  return std::nullopt;
}

/// Another text of the column, the nearest below the rule first.
Value other_text(const DecisionTable& table, std::size_t rule, std::size_t clause, const Value& value) {
  for (std::size_t i = 1; i < table.rules.size(); ++i) {
    const Rule& other = table.rules[(rule + i) % table.rules.size()];
    const Value* found = constant_of(other.outputs[clause].node);
    if (found != nullptr && found->kind() == feel::Kind::string && !feel::same(*found, value)) return *found;
  }
  return Value("other");
}

Value changed_output(const DecisionTable& table, std::size_t rule, std::size_t clause) {
  Value missing = Value::null("missing", "The cell was emptied.");
  const Value* value = constant_of(table.rules[rule].outputs[clause].node);
  if (value == nullptr) return missing;
  if (auto listed = next_listed(table.outputs[clause], *value)) return *listed;
  switch (value->kind()) {
    case feel::Kind::string:
      return other_text(table, rule, clause, *value);
    case feel::Kind::number:
      return Value(value->number() + decimal::Decimal(1));
    case feel::Kind::boolean:
      return Value(!value->boolean());
    case feel::Kind::null:
      return table.outputs[clause].type_ref == "number" ? Value(decimal::Decimal(1)) : Value("other");
    default:
      return missing;
  }
}

void add_output_mutant(const DecisionTable& table, std::size_t rule, std::size_t clause,
                       std::vector<CellMutant>& mutants) {
  const Literal& output = table.rules[rule].outputs[clause];
  auto node = std::make_shared<Node>();
  node->value = changed_output(table, rule, clause);
  CellMutant mutant{
      CellMutant::Kind::output_changed, rule, clause, std::string(base::trim(output.text)), {}, {}, {}};
  mutant.after = feel::to_feel_text(node->value);
  mutant.output = {mutant.after, std::move(node)};
  mutants.push_back(std::move(mutant));
}

}  // namespace

std::vector<CellMutant> cell_mutants(const DecisionTable& table) {
  std::vector<CellMutant> mutants;
  for (std::size_t r = 0; r < table.rules.size(); ++r) {
    for (std::size_t i = 0; i < table.rules[r].tests.size(); ++i) add_test_mutants(table, r, i, mutants);
    for (std::size_t o = 0; o < table.outputs.size() && o < table.rules[r].outputs.size(); ++o)
      add_output_mutant(table, r, o, mutants);
  }
  return mutants;
}

std::size_t count_cells(const DecisionTable& table) {
  std::size_t count = 0;
  for (const Rule& rule : table.rules) {
    count += rule.outputs.size();
    count += static_cast<std::size_t>(std::count_if(
        rule.tests.begin(), rule.tests.end(), [](const feel::UnaryTests& tests) { return !tests.any; }));
  }
  return count;
}

DecisionTable with_mutant(const DecisionTable& table, const CellMutant& mutant) {
  DecisionTable changed = table;
  if (mutant.kind == CellMutant::Kind::output_changed)
    changed.rules[mutant.rule].outputs[mutant.clause] = mutant.output;
  else
    changed.rules[mutant.rule].tests[mutant.clause] = mutant.test;
  return changed;
}

}  // namespace chuhai::dmn
