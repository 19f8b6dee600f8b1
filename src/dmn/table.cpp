#include "table.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::dmn {
namespace {

using feel::Tri;
using feel::Value;

/// Text of a cell that holds something, though it could not be parsed.
bool is_unreadable(const feel::UnaryTests& tests) { return !tests.any && tests.tests.empty(); }

RuleState rule_state(const Run& run, const Rule& rule, const std::vector<Value>& inputs, const Frame& frame) {
  RuleState state;
  state.matches = Tri::yes;
  for (std::size_t i = 0; i < inputs.size() && i < rule.tests.size(); ++i) {
    const Tri one = evaluate_cell(run, rule.tests[i], inputs[i], frame);
    if (one == Tri::unknown) state.unknown_inputs.push_back(i);
    state.matches = feel::tri_and(state.matches, one);
    if (state.matches == Tri::no) break;
  }
  if (state.matches != Tri::unknown) state.unknown_inputs.clear();
  return state;
}

std::vector<Value> clause_inputs(const Run& run, const Model& model, const DecisionTable& table,
                                 const Frame& frame) {
  std::vector<Value> inputs;
  for (const InputClause& clause : table.inputs)
    inputs.push_back(
        conform_clause_input(run, model, clause, evaluate_literal(run, clause.expression, frame), frame));
  return inputs;
}

std::string rule_name(const DecisionTable& table, std::size_t index) {
  const std::string& id = table.rules[index].id;
  return id.empty() ? "rule " + std::to_string(index + 1) : id;
}

/// Applies a hit policy to the states of the rules.
class HitPolicyEvaluator {
 public:
  HitPolicyEvaluator(const Run& run, const Model& model, const DecisionTable& table, const Frame& frame,
                     RuleLists rules, const TableTrace* trace)
      : run_(run),
        model_(model),
        table_(table),
        frame_(frame),
        trace_(trace),
        matched_(std::move(rules.matched)),
        might_(std::move(rules.might)) {
    if (run.options.mode != feel::Mode::three_valued) might_.clear();
  }

  Value answer() const {
    switch (table_.hit_policy) {
      case HitPolicy::unique:
        return unique();
      case HitPolicy::first:
        return first();
      case HitPolicy::any:
        return any();
      case HitPolicy::priority:
        return priority();
      case HitPolicy::collect:
      case HitPolicy::rule_order:
      case HitPolicy::output_order:
        return many();
    }
    return Value::null("unsupported", "The hit policy is unknown.");
  }

 private:
  Value unique() const {
    if (matched_.size() > 1)
      return violated("several_rules_matched", "Several rules of a unique table match: ");
    if (!might_.empty()) return undecided();
    return matched_.empty() ? default_output() : output(matched_.front());
  }

  Value first() const {
    const RuleId hit = matched_.empty() ? static_cast<RuleId>(table_.rules.size()) : matched_.front();
    std::vector<RuleId> rivals;
    for (const RuleId r : might_)
      if (r < hit) rivals.push_back(r);
    return unless_rivals_differ(matched_.empty() ? default_output() : output(hit), rivals);
  }

  Value any() const {
    if (matched_.empty()) return unless_rivals_differ(default_output(), might_);
    const Value answer = output(matched_.front());
    for (const RuleId r : matched_)
      if (!feel::same(answer, output(r)))
        return violated("any_rules_disagree", "Rules of an any table match and disagree: ");
    return unless_rivals_differ(answer, might_);
  }

  Value priority() const {
    if (matched_.empty()) return unless_rivals_differ(default_output(), might_);
    const std::vector<Ranked> ranked = by_priority(matched_);
    std::vector<RuleId> rivals;
    for (const Ranked& rival : by_priority(might_))
      if (rival.rank <= ranked.front().rank) rivals.push_back(rival.rule);
    return unless_rivals_differ(ranked.front().value, rivals);
  }

  Value many() const {
    if (!might_.empty()) return undecided();
    if (matched_.empty() && has_default()) {
      Value value = default_output();
      if (table_.aggregator != Aggregator::none) return value;
      return value.kind() == feel::Kind::list ? value : Value(feel::List{std::move(value)});
    }
    feel::List values;
    if (table_.hit_policy == HitPolicy::output_order)
      for (Ranked& ranked : by_priority(matched_)) values.push_back(std::move(ranked.value));
    else
      for (const RuleId r : matched_) values.push_back(output(r));
    if (table_.hit_policy == HitPolicy::collect && table_.aggregator != Aggregator::none)
      return aggregate(values);
    return Value(std::move(values));
  }

  /// A rule's answer with its place in the order of output values, clause by clause; lower is better.
  struct Ranked {
    std::vector<std::size_t> rank;
    RuleId rule = 0;
    Value value;
  };

  std::vector<Ranked> by_priority(const std::vector<RuleId>& rules) const {
    std::vector<Ranked> ranked;
    for (const RuleId r : rules) {
      Ranked one;
      one.rule = r;
      one.value = output(r);
      for (std::size_t o = 0; o < table_.outputs.size(); ++o) one.rank.push_back(rank(o, one.value));
      ranked.push_back(std::move(one));
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
    return ranked;
  }

  std::size_t rank(std::size_t clause, const Value& whole) const {
    const Value* value = &whole;
    if (table_.outputs.size() > 1) {
      value =
          whole.kind() == feel::Kind::context ? whole.context().find(table_.outputs[clause].name) : nullptr;
      if (value == nullptr) return table_.outputs[clause].values.size();
    }
    const std::vector<feel::NodePtr>& order = table_.outputs[clause].values;
    for (std::size_t i = 0; i < order.size(); ++i) {
      feel::UnaryTests test;
      auto node = std::make_shared<feel::Node>();
      node->kind = feel::NodeKind::test_value;
      node->children.push_back(order[i]);
      test.tests.push_back(order[i]->kind == feel::NodeKind::test_unary ? order[i] : std::move(node));
      if (feel::evaluate_tests(test, *value, frame_.environment(), run_.options) == Tri::yes) return i;
    }
    return order.size();
  }

  Value output_entry(const Rule& rule, std::size_t clause) const {
    if (clause >= rule.outputs.size()) return Value::null("no_expression", "The rule has no such output.");
    const Value value = evaluate_literal(run_, rule.outputs[clause], frame_);
    return conform(value, table_.outputs[clause].type_ref, model_, run_.options);
  }

  Value output(std::size_t rule) const {
    if (table_.outputs.size() == 1) return output_entry(table_.rules[rule], 0);
    feel::Context values;
    for (std::size_t o = 0; o < table_.outputs.size(); ++o)
      values.set(table_.outputs[o].name, output_entry(table_.rules[rule], o));
    return Value(std::move(values));
  }

  bool has_default() const {
    for (const OutputClause& clause : table_.outputs)
      if (clause.default_value) return true;
    return false;
  }

  Value default_of(const OutputClause& clause) const {
    if (!clause.default_value)
      return Value::null("no_rule_matched", "No rule matches and there is no default.");
    return conform(evaluate_literal(run_, *clause.default_value, frame_), clause.type_ref, model_,
                   run_.options);
  }

  Value default_output() const {
    if (!has_default()) return Value::null("no_rule_matched", "No rule of the table matches.");
    if (table_.outputs.size() == 1) return default_of(table_.outputs.front());
    feel::Context values;
    for (const OutputClause& clause : table_.outputs) values.set(clause.name, default_of(clause));
    return Value(std::move(values));
  }

  /// The answer, unless a rule that might match would give another one.
  Value unless_rivals_differ(Value answer, const std::vector<RuleId>& rivals) const {
    for (const RuleId r : rivals)
      if (!feel::same(answer, output(r))) return undecided();
    return answer;
  }

  Value violated(const char* code, std::string message) const {
    for (std::size_t i = 0; i < matched_.size(); ++i)
      message += (i == 0 ? "" : ", ") + rule_name(table_, matched_[i]);
    return Value::null(code, message + ".");
  }

  Value undecided() const {
    std::vector<std::string> rules;
    std::vector<bool> seen(table_.inputs.size(), false);
    for (const RuleId r : might_) {
      rules.push_back(rule_name(table_, r));
      if (trace_ == nullptr) continue;
      for (const std::size_t i : trace_->rules[r].unknown_inputs) seen[i] = true;
    }
    std::vector<std::string> inputs;
    for (std::size_t i = 0; i < seen.size(); ++i)
      if (seen[i]) inputs.push_back(table_.inputs[i].expression.text);
    return Value::null("undecided_rule", "Rules that might match: " + base::join(rules, ", ") +
                                             "; unknown: " + base::join(inputs, ", ") + ".");
  }

  Value aggregate(const feel::List& values) const {
    if (table_.outputs.size() > 1) return Value::null("unsupported", "Several outputs cannot be aggregated.");
    if (table_.aggregator == Aggregator::count)
      return Value(decimal::Decimal(static_cast<std::int64_t>(values.size())));
    if (values.empty()) return Value::null("no_rule_matched", "No rule of the table matches.");
    Value result = values.front();
    if (result.is_null()) return result;
    if (table_.aggregator == Aggregator::sum && result.kind() != feel::Kind::number)
      return Value::null("wrong_type", "Only numbers can be added: " + feel::to_feel_text(result) + ".");
    for (std::size_t i = 1; i < values.size(); ++i) {
      result = combine(result, values[i]);
      if (result.is_null()) return result;
    }
    return result;
  }

  Value combine(const Value& so_far, const Value& next) const {
    if (next.is_null()) return next;
    if (table_.aggregator == Aggregator::sum) {
      if (next.kind() != feel::Kind::number)
        return Value::null("wrong_type", "Only numbers can be added: " + feel::to_feel_text(next) + ".");
      const decimal::Decimal sum = so_far.number() + next.number();
      return sum.is_finite() ? Value(sum) : Value::null("number_out_of_range", "The sum is out of range.");
    }
    const Tri below = feel::less(next, so_far);
    if (below == Tri::unknown) return Value::null("wrong_type", "The outputs cannot be compared.");
    const bool take_next =
        table_.aggregator == Aggregator::min ? below == Tri::yes : feel::less(so_far, next) == Tri::yes;
    return take_next ? next : so_far;
  }

  const Run& run_;
  const Model& model_;
  const DecisionTable& table_;
  const Frame& frame_;
  const TableTrace* trace_;
  std::vector<RuleId> matched_;
  std::vector<RuleId> might_;
};

}  // namespace

Tri evaluate_cell(const Run& run, const feel::UnaryTests& tests, const Value& input, const Frame& frame) {
  if (tests.any) return Tri::yes;
  if (is_unreadable(tests)) return Tri::unknown;
  return feel::evaluate_tests(tests, input, frame.environment(), run.options);
}

Value conform_clause_input(const Run& run, const Model& model, const InputClause& clause, const Value& given,
                           const Frame& frame) {
  Value value = conform(given, clause.type_ref, model, run.options);
  if (value.is_null() || !clause.allowed_values || clause.allowed_values->any) return value;
  if (is_unreadable(*clause.allowed_values)) return value;
  if (feel::evaluate_tests(*clause.allowed_values, value, frame.environment(), run.options) == Tri::yes)
    return value;
  return Value::null("not_allowed", feel::to_feel_text(value) + " is not allowed for " +
                                        clause.expression.text + ": " + clause.allowed_values->text + ".");
}

bool gives_list(const DecisionTable& table) {
  switch (table.hit_policy) {
    case HitPolicy::rule_order:
    case HitPolicy::output_order:
      return true;
    case HitPolicy::collect:
      return table.aggregator == Aggregator::none;
    default:
      return false;
  }
}

TableTrace trace_table(const Run& run, const Model& model, const DecisionTable& table, const Frame& frame) {
  TableTrace trace;
  trace.inputs = clause_inputs(run, model, table, frame);
  trace.rules.reserve(table.rules.size());
  for (const Rule& rule : table.rules) trace.rules.push_back(rule_state(run, rule, trace.inputs, frame));
  return trace;
}

TableCells cells_of_table(const Run& run, const Model& model, const DecisionTable& table,
                          const Frame& frame) {
  TableCells cells;
  cells.inputs = clause_inputs(run, model, table, frame);
  for (const Rule& rule : table.rules) {
    std::vector<Tri>& tests = cells.tests.emplace_back();
    for (std::size_t i = 0; i < cells.inputs.size() && i < rule.tests.size(); ++i)
      tests.push_back(evaluate_cell(run, rule.tests[i], cells.inputs[i], frame));
  }
  return cells;
}

Value evaluate_table(const Run& run, const Model& model, const DecisionTable& table, const Frame& frame) {
  const TableTrace trace = trace_table(run, model, table, frame);
  RuleLists rules;
  for (RuleId r = 0; r < trace.rules.size(); ++r) {
    if (trace.rules[r].matches == Tri::yes) rules.matched.push_back(r);
    if (trace.rules[r].matches == Tri::unknown) rules.might.push_back(r);
  }
  return answer_of_rules(run, model, table, std::move(rules), &trace, frame);
}

Value answer_of_rules(const Run& run, const Model& model, const DecisionTable& table, RuleLists rules,
                      const TableTrace* trace, const Frame& frame) {
  return HitPolicyEvaluator(run, model, table, frame, std::move(rules), trace).answer();
}

}  // namespace chuhai::dmn
