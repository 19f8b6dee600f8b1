#include "check_regions.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "check_constants.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::dmn {
namespace {

using feel::Tri;
using feel::Value;

bool passes(const feel::UnaryTests& tests, const Value& value) {
  if (tests.any) return true;
  return feel::evaluate_tests(tests, value, feel::Environment(), {}) == Tri::yes;
}

/// Builds the axes and boxes of one table.
class ShapeBuilder {
 public:
  ShapeBuilder(const Model& model, const std::vector<Requirement>& requirements, const DecisionTable& table)
      : model_(model), requirements_(requirements), table_(table) {}

  TableShape build() {
    readable_.assign(table_.rules.size(), std::vector<bool>(table_.inputs.size(), true));
    group_clauses();
    for (Axis& axis : shape_.axes) fill_axis(axis);
    for (std::size_t r = 0; r < table_.rules.size(); ++r) shape_.rules.push_back(box_of(r));
    return std::move(shape_);
  }

 private:
  void group_clauses() {
    for (std::size_t i = 0; i < table_.inputs.size(); ++i) {
      const std::string_view text = base::trim(table_.inputs[i].expression.text);
      const auto same_text = [&](const Axis& axis) {
        return base::trim(table_.inputs[axis.clauses.front()].expression.text) == text;
      };
      const auto known = std::find_if(shape_.axes.begin(), shape_.axes.end(), same_text);
      if (known != shape_.axes.end())
        known->clauses.push_back(i);
      else
        shape_.axes.push_back(Axis{{i}, {}, false});
    }
  }

  void fill_axis(Axis& axis) {
    std::vector<Value> constants;
    bool null_matters = false;
    std::vector<const feel::UnaryTests*> allowed;
    for (const std::size_t clause : axis.clauses) {
      for (std::size_t r = 0; r < table_.rules.size(); ++r) {
        std::vector<Value> found;
        readable_[r][clause] =
            clause < table_.rules[r].tests.size() && collect_constants(table_.rules[r].tests[clause], found);
        if (!readable_[r][clause]) continue;
        constants.insert(constants.end(), found.begin(), found.end());
        null_matters = null_matters || mentions_null(table_.rules[r].tests[clause]);
      }
      const Restrictions restrictions = restrictions_of(model_, requirements_, table_.inputs[clause]);
      if (restrictions.is_boolean) constants.emplace_back(true);
      for (const feel::UnaryTests* tests : restrictions.tests)
        if (collect_constants(*tests, constants)) allowed.push_back(tests);
    }
    add_other_boolean(constants);
    axis.representatives = representatives_of(constants);
    std::erase_if(axis.representatives, [&](const Value& value) {
      return std::any_of(allowed.begin(), allowed.end(),
                         [&](const feel::UnaryTests* tests) { return !passes(*tests, value); });
    });
    if (null_matters) axis.representatives.push_back(Value::null("missing", "The input is not given."));
    if (!axis.representatives.empty()) return;
    axis.untested = true;
    axis.representatives.emplace_back();
  }

  static bool mentions_null(const feel::UnaryTests& tests) {
    return std::any_of(tests.tests.begin(), tests.tests.end(), [](const feel::NodePtr& test) {
      return !test->children.empty() && test->children[0] != nullptr &&
             test->children[0]->kind == feel::NodeKind::literal && test->children[0]->value.is_null();
    });
  }

  static void add_other_boolean(std::vector<Value>& constants) {
    const auto is_boolean = [](const Value& value) { return value.kind() == feel::Kind::boolean; };
    if (std::none_of(constants.begin(), constants.end(), is_boolean)) return;
    constants.emplace_back(true);
    constants.emplace_back(false);
  }

  RuleBox box_of(std::size_t rule) {
    RuleBox box;
    for (const Axis& axis : shape_.axes) {
      RegionSet covers(axis.representatives.size(), true);
      for (const std::size_t clause : axis.clauses) {
        if (!readable_[rule][clause]) {
          box.exact = false;
          continue;
        }
        const feel::UnaryTests& tests = table_.rules[rule].tests[clause];
        for (std::size_t region = 0; region < covers.size(); ++region)
          covers[region] = covers[region] && passes(tests, axis.representatives[region]);
      }
      box.covers.push_back(std::move(covers));
    }
    if (!box.exact) shape_.not_analysed.push_back(rule);
    return box;
  }

  const Model& model_;
  const std::vector<Requirement>& requirements_;
  const DecisionTable& table_;
  TableShape shape_;
  std::vector<std::vector<bool>> readable_;  ///< [rule][clause]: the cell has the analysable form
};

}  // namespace

std::string Axis::text(std::size_t region) const {
  return untested ? "-" : feel::to_feel_text(representatives[region]);
}

bool RuleBox::empty() const {
  return std::any_of(covers.begin(), covers.end(), [](const RegionSet& set) {
    return std::find(set.begin(), set.end(), true) == set.end();
  });
}

TableShape shape_of(const Model& model, const std::vector<Requirement>& requirements,
                    const DecisionTable& table) {
  return ShapeBuilder(model, requirements, table).build();
}

}  // namespace chuhai::dmn
