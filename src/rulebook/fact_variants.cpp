#include "fact_variants.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "feel/evaluate.hpp"

namespace chuhai::rulebook {

namespace {

constexpr int kStepsMax = 45;
constexpr int kMonthsMax = 72;

void add_fields(const Pack& pack, const feel::Node& expression, const Vocabulary& vocabulary,
                std::set<std::string>& seen_decisions, std::set<std::string>& fields) {
  for (const std::string& path : feel::free_paths(expression)) {
    if (vocabulary.find(path) != nullptr) fields.insert(path);
    const dmn::Decision* decision = pack.model->find_decision(path);
    if (decision == nullptr || decision->logic == nullptr || !seen_decisions.insert(path).second) continue;
    if (const auto* table = std::get_if<dmn::DecisionTable>(&decision->logic->body)) {
      for (const dmn::InputClause& input : table->inputs)
        if (input.expression.node)
          add_fields(pack, *input.expression.node, vocabulary, seen_decisions, fields);
    }
    if (const auto* literal = std::get_if<dmn::Literal>(&decision->logic->body))
      if (literal->node) add_fields(pack, *literal->node, vocabulary, seen_decisions, fields);
  }
}

/// Constants a column compares its input with.
std::vector<feel::Value> constants_of(const dmn::DecisionTable& logic, std::size_t clause) {
  std::vector<feel::Value> constants;
  const std::function<void(const feel::Node&)> collect = [&](const feel::Node& node) {
    const bool is_test = node.kind == feel::NodeKind::test_unary || node.kind == feel::NodeKind::test_value ||
                         node.kind == feel::NodeKind::range;
    if (!is_test && feel::free_paths(node).empty()) {
      constants.push_back(feel::evaluate(node, feel::Environment(), {}));
      return;
    }
    for (const feel::NodePtr& child : node.children)
      if (child != nullptr) collect(*child);
  };
  for (const dmn::Rule& rule : logic.rules)
    for (const feel::NodePtr& test : rule.tests[clause].tests)
      if (test != nullptr) collect(*test);
  return constants;
}

/// Collects values of one type, each once and never the current one.
class Variants {
 public:
  Variants(const Field& field, const feel::Value& current) : field_(field), current_(current) {}

  void add(feel::Value value) {
    if (feel::same(value, current_)) return;
    if (!known_.insert(feel::to_feel_text(value)).second) return;
    values_.push_back(std::move(value));
  }

  void add_number_around(const decimal::Decimal& middle) {
    const decimal::Decimal cent = decimal::Decimal(1) / decimal::Decimal(100);
    for (const decimal::Decimal& value :
         {middle, middle + decimal::Decimal(1), middle - decimal::Decimal(1), middle + cent, middle - cent})
      add(feel::Value(value));
  }

  void add_numbers(const std::vector<feel::Value>& constants) {
    for (const feel::Value& constant : constants)
      if (constant.kind() == feel::Kind::number) add_number_around(constant.number());
    if (current_.kind() != feel::Kind::number) return;
    for (int step = 1; step <= kStepsMax; ++step)
      for (const int signed_step : {-step, step})
        add(feel::Value(current_.number() + decimal::Decimal(signed_step)));
  }

  void add_dates(const std::vector<feel::Value>& constants) {
    for (const feel::Value& constant : constants) {
      if (constant.kind() != feel::Kind::date) continue;
      for (const int days : {0, 1, -1}) add(feel::Value(calendar::add_days(constant.date(), days)));
    }
    if (current_.kind() != feel::Kind::date) return;
    const calendar::Date& now = current_.date();
    for (int step = 1; step <= kStepsMax; ++step)
      for (const int years : {-step, step}) add(feel::Value(calendar::add_months(now, 12 * years)));
    for (int step = 1; step <= kMonthsMax; ++step)
      for (const int months : {-step, step}) add(feel::Value(calendar::add_months(now, months)));
    for (const int days : {-1, 1}) add(feel::Value(calendar::add_days(now, days)));
  }

  void add_texts(const std::vector<feel::Value>& constants) {
    for (const std::string& code : field_.allowed) add(feel::Value(code));
    if (!field_.allowed.empty()) return;
    for (const feel::Value& constant : constants)
      if (constant.kind() == feel::Kind::string) add(constant);
    add(feel::Value("other"));
  }

  std::vector<feel::Value> take() {
    add(feel::Value::null("missing", "The fact is not known."));
    return std::move(values_);
  }

 private:
  const Field& field_;
  const feel::Value& current_;
  std::set<std::string> known_;
  std::vector<feel::Value> values_;
};

}  // namespace

std::vector<std::string> fields_behind(const Pack& pack, const std::string& decision, std::size_t clause,
                                       const Vocabulary& vocabulary) {
  std::set<std::string> fields, seen_decisions{decision};
  const auto& logic = std::get<dmn::DecisionTable>(pack.model->find_decision(decision)->logic->body);
  const feel::NodePtr& expression = logic.inputs[clause].expression.node;
  if (expression) add_fields(pack, *expression, vocabulary, seen_decisions, fields);
  return {fields.begin(), fields.end()};
}

std::vector<feel::Value> fact_variants(const Field& field, const feel::Value& current,
                                       const dmn::DecisionTable& logic, std::size_t clause) {
  const std::vector<feel::Value> constants = constants_of(logic, clause);
  Variants variants(field, current);
  switch (field.type) {
    case column::Type::boolean:
      variants.add(feel::Value(true));
      variants.add(feel::Value(false));
      break;
    case column::Type::number:
      variants.add_numbers(constants);
      break;
    case column::Type::date:
      variants.add_dates(constants);
      break;
    case column::Type::string:
      variants.add_texts(constants);
      break;
  }
  return variants.take();
}

}  // namespace chuhai::rulebook
