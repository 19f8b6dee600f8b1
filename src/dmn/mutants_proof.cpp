#include <algorithm>
#include <optional>

#include "check_regions.hpp"
#include "dmn/mutants.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::dmn {
namespace {

using feel::Tri;
using feel::Value;

constexpr std::size_t kNodesMax = 1'000'000;

/// Looks for an input that tells the mutant from the original: one value out of every region of every input,
/// and no value, axis by axis. What is certain already after some axes is not looked at further.
class MutantProof {
 public:
  MutantProof(const DecisionTable& table, const TableShape& shape, const CellMutant& mutant)
      : table_(table), mutant_(mutant), is_list_(table.hit_policy == HitPolicy::collect) {
    for (const Axis& axis : shape.axes) {
      axes_.push_back({axis.clauses, axis.representatives});
      axes_.back().samples.push_back(Value::null("missing", "The input is not given."));
    }
    // What the mutant's rule tests comes first: it decides most.
    std::stable_partition(axes_.begin(), axes_.end(),
                          [this](const ProofAxis& axis) { return tests_axis(mutant_.rule, axis); });
    for (ProofAxis& axis : axes_) fill(axis);
    last_axis_.assign(table.rules.size(), 0);
    for (std::size_t r = 0; r < table.rules.size(); ++r)
      for (std::size_t a = 0; a < axes_.size(); ++a)
        if (tests_axis(r, axes_[a])) last_axis_[r] = a + 1;
  }

  bool never_differs() { return same_below(0, std::vector<Tri>(table_.rules.size(), Tri::yes), Tri::yes); }

 private:
  struct ProofAxis {
    std::vector<std::size_t> clauses;
    std::vector<Value> samples;
    std::vector<std::vector<Tri>> states;  ///< [sample][rule]
    std::vector<Tri> changed;              ///< of the mutant's rule with its cell, by sample
  };

  bool tests_axis(std::size_t rule, const ProofAxis& axis) const {
    return std::any_of(axis.clauses.begin(), axis.clauses.end(),
                       [&](std::size_t clause) { return !table_.rules[rule].tests[clause].any; });
  }

  void fill(ProofAxis& axis) const {
    feel::EvaluationOptions options;
    options.mode = feel::Mode::three_valued;
    const auto state = [&](const feel::UnaryTests& tests, const Value& value) {
      return tests.any ? Tri::yes : feel::evaluate_tests(tests, value, feel::Environment(), options);
    };
    for (const Value& value : axis.samples) {
      std::vector<Tri>& states = axis.states.emplace_back();
      Tri changed = Tri::yes;
      for (std::size_t r = 0; r < table_.rules.size(); ++r) {
        Tri all = Tri::yes;
        for (const std::size_t clause : axis.clauses) {
          const Tri one = state(table_.rules[r].tests[clause], value);
          all = feel::tri_and(all, one);
          if (r != mutant_.rule) continue;
          changed = feel::tri_and(changed, clause == mutant_.clause ? state(mutant_.test, value) : one);
        }
        states.push_back(all);
      }
      axis.changed.push_back(changed);
    }
  }

  /// `states` and `changed` are what the axes before `depth` leave of every rule.
  bool same_below(std::size_t depth, const std::vector<Tri>& states, Tri changed) {
    if (++nodes_ > kNodesMax) return false;
    if (is_settled(depth, states, changed)) return true;
    if (depth == axes_.size()) return !is_list_ && same_answer(states, changed);
    const ProofAxis& axis = axes_[depth];
    const std::size_t samples = matters(axis, states, changed) ? axis.samples.size() : 1;
    std::vector<Tri> next(states.size());
    for (std::size_t s = 0; s < samples; ++s) {
      for (std::size_t r = 0; r < states.size(); ++r) next[r] = feel::tri_and(states[r], axis.states[s][r]);
      if (!same_below(depth + 1, next, feel::tri_and(changed, axis.changed[s]))) return false;
    }
    return true;
  }

  bool matters(const ProofAxis& axis, const std::vector<Tri>& states, Tri changed) const {
    for (std::size_t r = 0; r < states.size(); ++r) {
      if (is_list_ && r != mutant_.rule) continue;
      const bool possible = states[r] != Tri::no || (r == mutant_.rule && changed != Tri::no);
      if (possible && tests_axis(r, axis)) return true;
    }
    return false;
  }

  /// True when no value of the other axes can tell the mutant from the original.
  bool is_settled(std::size_t depth, const std::vector<Tri>& states, Tri changed) const {
    if (states[mutant_.rule] == Tri::no && changed == Tri::no) return true;
    if (depth >= last_axis_[mutant_.rule] && states[mutant_.rule] == changed) return true;
    if (is_list_) return false;
    bool none_can_match = changed != Tri::yes, one_is_open = false;
    for (std::size_t r = 0; r < states.size(); ++r) {
      const bool decided = depth >= last_axis_[r];
      if (r < mutant_.rule && decided && states[r] == Tri::yes) return true;
      none_can_match = none_can_match && states[r] != Tri::yes;
      one_is_open = one_is_open || (r != mutant_.rule && decided && states[r] == Tri::unknown);
    }
    return none_can_match && one_is_open;  // undecided either way
  }

  /// What a first-hit table answers: the rule whose output stands for it, or that it is undecided.
  struct Answer {
    bool undecided = false;
    std::size_t rule = 0;  ///< the number of rules: no rule
  };

  /// Nothing when two computed outputs would have to be compared.
  std::optional<Answer> answer(const std::vector<Tri>& states) const {
    Answer answer{false, states.size()};
    std::vector<std::size_t> rivals;
    for (std::size_t r = 0; r < states.size() && answer.rule == states.size(); ++r) {
      if (states[r] == Tri::yes) answer.rule = r;
      if (states[r] == Tri::unknown) rivals.push_back(r);
    }
    for (const std::size_t rival : rivals) {
      const auto same = same_output(rival, answer.rule);
      if (!same) return std::nullopt;
      answer.undecided = answer.undecided || !*same;
    }
    return answer;
  }

  std::optional<bool> same_output(std::size_t a, std::size_t b) const {
    if (a == b) return true;
    if (a == table_.rules.size() || b == table_.rules.size()) return false;
    const Literal& left = table_.rules[a].outputs.front();
    const Literal& right = table_.rules[b].outputs.front();
    if (left.text == right.text) return true;
    const auto is_constant = [](const Literal& output) {
      return output.node != nullptr && output.node->kind == feel::NodeKind::literal;
    };
    if (!is_constant(left) || !is_constant(right)) return std::nullopt;
    return feel::same(left.node->value, right.node->value);
  }

  bool same_answer(const std::vector<Tri>& states, Tri changed) const {
    std::vector<Tri> mutated = states;
    mutated[mutant_.rule] = changed;
    const auto before = answer(states), after = answer(mutated);
    if (!before || !after || before->undecided != after->undecided) return false;
    return before->undecided || same_output(before->rule, after->rule).value_or(false);
  }

  const DecisionTable& table_;
  const CellMutant& mutant_;
  bool is_list_;
  std::vector<ProofAxis> axes_;
  std::vector<std::size_t> last_axis_;  ///< by rule: depth at which its state is final
  std::size_t nodes_ = 0;
};

}  // namespace

bool changes_nothing(const Model& model, std::string_view decision, const CellMutant& mutant) {
  const Decision* found = model.find_decision(decision);
  if (found == nullptr || found->logic == nullptr) return false;
  const auto* table = std::get_if<DecisionTable>(&found->logic->body);
  if (table == nullptr || mutant.kind == CellMutant::Kind::output_changed) return false;
  const bool is_plain_collect =
      table->hit_policy == HitPolicy::collect && table->aggregator == Aggregator::none;
  if (!is_plain_collect && table->hit_policy != HitPolicy::first) return false;
  if (!is_plain_collect && table->outputs.size() != 1) return false;
  const TableShape shape = shape_of(model, found->requirements, *table);
  if (!shape.not_analysed.empty()) return false;
  return MutantProof(*table, shape, mutant).never_differs();
}

}  // namespace chuhai::dmn
