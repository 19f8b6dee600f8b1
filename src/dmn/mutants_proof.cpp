#include <algorithm>
#include <functional>
#include <optional>

#include "check_regions.hpp"
#include "dmn/mutants.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::dmn {
namespace {

using feel::Tri;
using feel::Value;

constexpr std::size_t kCombinationsMax = 2'000'000;

/// Tries one value out of every region of every input, and no value, on the table with and without the
/// mutant.
class MutantProof {
 public:
  MutantProof(const DecisionTable& table, const TableShape& shape, const CellMutant& mutant)
      : table_(table), shape_(shape), mutant_(mutant) {
    axis_of_clause_.resize(table.inputs.size());
    for (std::size_t a = 0; a < shape.axes.size(); ++a) {
      for (const std::size_t clause : shape.axes[a].clauses) axis_of_clause_[clause] = a;
      samples_.push_back(shape.axes[a].representatives);
      samples_.back().push_back(Value::null("missing", "The input is not given."));
    }
    fill_cells();
  }

  bool never_differs() {
    const bool is_list = table_.hit_policy == HitPolicy::collect;
    std::size_t combinations = 1;
    for (std::size_t a = 0; a < samples_.size(); ++a) {
      if (is_list && !rule_tests(mutant_.rule, a)) continue;
      combinations *= samples_[a].size();
      if (combinations > kCombinationsMax) return false;
    }
    chosen_.assign(samples_.size(), 0);
    return is_list ? same_from(0, [this] { return same_state(); })
                   : same_from(0, [this] { return same_first(); });
  }

 private:
  /// States of every cell for every sample of its axis.
  void fill_cells() {
    feel::EvaluationOptions options;
    options.mode = feel::Mode::three_valued;
    const auto state = [&](const feel::UnaryTests& tests, const Value& value) {
      return tests.any ? Tri::yes : feel::evaluate_tests(tests, value, feel::Environment(), options);
    };
    for (const Rule& rule : table_.rules) {
      auto& row = cells_.emplace_back();
      for (std::size_t i = 0; i < table_.inputs.size(); ++i) {
        auto& cell = row.emplace_back();
        for (const Value& value : samples_[axis_of_clause_[i]]) cell.push_back(state(rule.tests[i], value));
      }
    }
    for (const Value& value : samples_[axis_of_clause_[mutant_.clause]])
      changed_.push_back(state(mutant_.test, value));
  }

  bool rule_tests(std::size_t rule, std::size_t axis) const {
    const std::vector<std::size_t>& clauses = shape_.axes[axis].clauses;
    return std::any_of(clauses.begin(), clauses.end(),
                       [&](std::size_t clause) { return !table_.rules[rule].tests[clause].any; });
  }

  Tri state_of(std::size_t rule, bool with_mutant) const {
    Tri all = Tri::yes;
    for (std::size_t i = 0; i < table_.inputs.size() && all != Tri::no; ++i) {
      const std::size_t sample = chosen_[axis_of_clause_[i]];
      const bool is_changed = with_mutant && rule == mutant_.rule && i == mutant_.clause;
      all = feel::tri_and(all, is_changed ? changed_[sample] : cells_[rule][i][sample]);
    }
    return all;
  }

  bool same_state() const { return state_of(mutant_.rule, false) == state_of(mutant_.rule, true); }

  /// What a first-hit table answers: the place of an output that stands for it, or that it is undecided.
  /// Nothing when two computed outputs would have to be compared.
  struct Answer {
    bool undecided = false;
    std::size_t rule = 0;  ///< the number of rules: no rule
  };
  std::optional<Answer> answer(bool with_mutant) const {
    Answer answer{false, table_.rules.size()};
    std::vector<std::size_t> rivals;
    for (std::size_t r = 0; r < table_.rules.size() && answer.rule == table_.rules.size(); ++r) {
      const Tri state = state_of(r, with_mutant);
      if (state == Tri::yes) answer.rule = r;
      if (state == Tri::unknown) rivals.push_back(r);
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

  bool same_first() const {
    if (same_state()) return true;
    const auto before = answer(false), after = answer(true);
    if (!before || !after || before->undecided != after->undecided) return false;
    return before->undecided || same_output(before->rule, after->rule).value_or(false);
  }

  bool same_from(std::size_t axis, const std::function<bool()>& same) {
    if (axis == samples_.size()) return same();
    const bool is_list = table_.hit_policy == HitPolicy::collect;
    const std::size_t count = is_list && !rule_tests(mutant_.rule, axis) ? 1 : samples_[axis].size();
    for (chosen_[axis] = 0; chosen_[axis] < count; ++chosen_[axis])
      if (!same_from(axis + 1, same)) return false;
    chosen_[axis] = 0;
    return true;
  }

  const DecisionTable& table_;
  const TableShape& shape_;
  const CellMutant& mutant_;
  std::vector<std::size_t> axis_of_clause_;
  std::vector<std::vector<Value>> samples_;           ///< by axis
  std::vector<std::vector<std::vector<Tri>>> cells_;  ///< [rule][clause][sample]
  std::vector<Tri> changed_;                          ///< of the mutant's cell, by sample
  std::vector<std::size_t> chosen_;                   ///< sample of each axis
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
