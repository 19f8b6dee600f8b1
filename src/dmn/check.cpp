#include "dmn/check.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/text.hpp"
#include "check_cover.hpp"
#include "check_regions.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::dmn {
namespace {

constexpr std::size_t kRulesMax = 2000;
constexpr std::size_t kFindingsOfAKindMax = 20;
constexpr std::uint64_t kCoverStepsMax = 2'000'000;
constexpr std::size_t kPlausibleTriesMax = 20'000;

/// Checks one table and appends what it finds.
class TableCheck {
 public:
  TableCheck(const Model& model, const std::vector<Requirement>& requirements, std::string name,
             const DecisionTable& table, std::vector<Finding>& findings)
      : table_(table),
        name_(std::move(name)),
        shape_(shape_of(model, requirements, table)),
        findings_(findings) {}

  void run_gaps(const Plausible& plausible) {
    plausible_ = &plausible;
    report_gaps();
  }

  void run_overlaps(const std::function<bool(std::size_t, std::size_t)>& asks, const Plausible& plausible) {
    plausible_ = &plausible;
    for (std::size_t a = 0; a < shape_.rules.size(); ++a)
      for (std::size_t b = a + 1; b < shape_.rules.size(); ++b) {
        if (!asks(a, b)) continue;
        const auto common = common_part(shape_.rules[a].covers, shape_.rules[b].covers);
        const auto both = common ? plausible_part(*common) : std::nullopt;
        if (!both) continue;
        add(Finding::Kind::overlap, {a, b}, both,
            {"Rules " + rule_label(a) + " and " + rule_label(b) + " both match.",
             "规则 " + rule_label(a) + " 与 " + rule_label(b) + " 同时匹配。"});
      }
  }

  void run() {
    if (table_.rules.size() > kRulesMax) {
      report_limit("The table has more than 2000 rules and was not analysed.",
                   "决策表超过 2000 条规则，未作分析。");
      return;
    }
    report_not_analysed();
    report_empty_rules();
    const HitPolicy policy = table_.hit_policy;
    const bool single = policy == HitPolicy::unique || policy == HitPolicy::any ||
                        policy == HitPolicy::first || policy == HitPolicy::priority;
    if (single && !has_default()) report_gaps();
    if (policy == HitPolicy::unique || policy == HitPolicy::any) report_overlaps();
    if (policy == HitPolicy::first || policy == HitPolicy::priority) report_covered_rules();
  }

 private:
  bool has_default() const {
    return std::any_of(table_.outputs.begin(), table_.outputs.end(),
                       [](const OutputClause& clause) { return clause.default_value.has_value(); });
  }

  std::string rule_label(std::size_t rule) const {
    const std::string& id = table_.rules[rule].id;
    return id.empty() ? std::to_string(rule + 1) : id;
  }

  void add(Finding::Kind kind, const std::vector<std::size_t>& rules, const std::optional<Box>& box,
           base::Text message) {
    Finding finding;
    finding.kind = kind;
    finding.decision = name_;
    for (const std::size_t rule : rules) finding.rules.push_back(rule_label(rule));
    if (box) finding.example = example(*box);
    if (box) append_example(finding.example, message);
    finding.message = std::move(message);
    findings_.push_back(std::move(finding));
  }

  /// One concrete value for every input clause.
  std::vector<std::pair<std::string, std::string>> example(const Box& box) const {
    std::vector<std::pair<std::string, std::string>> result(table_.inputs.size());
    for (std::size_t a = 0; a < shape_.axes.size(); ++a) {
      const auto region =
          static_cast<std::size_t>(std::find(box[a].begin(), box[a].end(), true) - box[a].begin());
      for (const std::size_t clause : shape_.axes[a].clauses)
        result[clause] = {table_.inputs[clause].expression.text, shape_.axes[a].text(region)};
    }
    return result;
  }

  /// One region of every axis, together a plausible example; the box itself when nobody says what is.
  std::optional<Box> plausible_part(const Box& box) const {
    if (plausible_ == nullptr) return box;
    std::vector<std::vector<std::size_t>> regions;
    for (const RegionSet& set : box) {
      auto& choices = regions.emplace_back();
      for (std::size_t r = 0; r < set.size(); ++r)
        if (set[r]) choices.push_back(r);
    }
    std::vector<std::size_t> chosen(box.size(), 0);
    for (std::size_t tries = 0; tries < kPlausibleTriesMax; ++tries) {
      Box part = box;
      for (std::size_t a = 0; a < box.size(); ++a) {
        part[a].assign(box[a].size(), false);
        part[a][regions[a][chosen[a]]] = true;
      }
      if ((*plausible_)(example(part))) return part;
      std::size_t axis = 0;
      while (axis < chosen.size() && ++chosen[axis] == regions[axis].size()) chosen[axis++] = 0;
      if (axis == chosen.size()) break;
    }
    return std::nullopt;
  }

  static void append_example(const std::vector<std::pair<std::string, std::string>>& example,
                             base::Text& message) {
    std::vector<std::string> parts;
    for (const auto& [expression, value] : example)
      if (value != "-") parts.push_back(base::join({expression, value}, " = "));
    if (parts.empty()) return;
    message.en += " Example: " + base::join(parts, ", ") + ".";
    message.zh += "例如：" + base::join(parts, "，") + "。";
  }

  void report_limit(std::string en, std::string zh) {
    add(Finding::Kind::not_analysed, {}, std::nullopt, {std::move(en), std::move(zh)});
  }

  void report_not_analysed() {
    if (shape_.not_analysed.empty()) return;
    std::vector<std::string> rules;
    for (const std::size_t rule : shape_.not_analysed) rules.push_back(rule_label(rule));
    const std::string list = base::join(rules, ", ");
    add(Finding::Kind::not_analysed, shape_.not_analysed, std::nullopt,
        {"Rules with tests that are not comparisons with constants were not analysed: " + list + ".",
         "下列规则含有非常量比较的条件，未作分析：" + list + "。"});
  }

  void report_empty_rules() {
    for (std::size_t r = 0; r < shape_.rules.size(); ++r) {
      if (!shape_.rules[r].empty()) continue;
      add(Finding::Kind::never_fires, {r}, std::nullopt,
          {"Rule " + rule_label(r) + " can never match: no input passes its tests.",
           "规则 " + rule_label(r) + " 永远不会匹配：没有任何输入能满足其条件。"});
    }
  }

  /// Rules with cells that could not be analysed count as covering all they may cover, so that every gap
  /// reported is one.
  void report_gaps() {
    std::vector<const RuleBox*> rules;
    for (const RuleBox& rule : shape_.rules) rules.push_back(&rule);
    const auto left = find_uncovered(whole_box(shape_), rules, kFindingsOfAKindMax, kCoverStepsMax);
    if (!left) {
      report_limit("The search for gaps is too large and was given up.", "查找遗漏的组合过多，已放弃。");
      return;
    }
    for (const Box& box : left->boxes) {
      const auto part = plausible_part(box);
      if (part) add(Finding::Kind::gap, {}, part, {"No rule covers this input.", "没有规则覆盖此输入。"});
    }
    if (left->more)
      report_limit("There are more gaps than the 20 that are listed.", "遗漏多于所列的 20 处。");
  }

  bool same_outputs(std::size_t a, std::size_t b) const {
    for (std::size_t o = 0; o < table_.outputs.size(); ++o) {
      const Literal& first = table_.rules[a].outputs[o];
      const Literal& second = table_.rules[b].outputs[o];
      if (base::trim(first.text) == base::trim(second.text)) continue;
      if (first.node == nullptr || second.node == nullptr || !feel::free_paths(*first.node).empty() ||
          !feel::free_paths(*second.node).empty())
        return false;
      const feel::Environment empty;
      const feel::Value left = feel::evaluate(*first.node, empty, {});
      if (left.is_null() || !feel::same(left, feel::evaluate(*second.node, empty, {}))) return false;
    }
    return true;
  }

  void report_overlaps() {
    const bool unique = table_.hit_policy == HitPolicy::unique;
    std::size_t reported = 0;
    for (std::size_t a = 0; a < shape_.rules.size(); ++a)
      for (std::size_t b = a + 1; b < shape_.rules.size(); ++b) {
        if (!shape_.rules[a].exact || !shape_.rules[b].exact) continue;
        const auto both = common_part(shape_.rules[a].covers, shape_.rules[b].covers);
        if (!both || (!unique && same_outputs(a, b))) continue;
        if (++reported > kFindingsOfAKindMax) {
          report_limit("There are more overlaps than the 20 that are listed.", "重叠多于所列的 20 处。");
          return;
        }
        report_overlap(a, b, *both);
      }
  }

  void report_overlap(std::size_t a, std::size_t b, const Box& both) {
    const std::string pair_en = "Rules " + rule_label(a) + " and " + rule_label(b);
    const std::string pair_zh = "规则 " + rule_label(a) + " 与 " + rule_label(b);
    if (table_.hit_policy == HitPolicy::unique)
      add(Finding::Kind::overlap, {a, b}, both,
          {pair_en + " both match, but the hit policy is unique.",
           pair_zh + " 同时匹配，但命中策略为唯一。"});
    else
      add(Finding::Kind::conflict, {a, b}, both,
          {pair_en + " both match with different outputs, but the hit policy is any.",
           pair_zh + " 同时匹配且输出不同，但命中策略为任意。"});
  }

  /// Place of a rule's outputs in the order of output values; nothing when an output is not a listed
  /// constant.
  std::optional<std::vector<std::size_t>> output_rank(std::size_t rule) const {
    std::vector<std::size_t> ranks;
    const feel::Environment empty;
    for (std::size_t o = 0; o < table_.outputs.size(); ++o) {
      const std::vector<feel::NodePtr>& order = table_.outputs[o].values;
      const Literal& output = table_.rules[rule].outputs[o];
      if (output.node == nullptr || !feel::free_paths(*output.node).empty()) return std::nullopt;
      const feel::Value value = feel::evaluate(*output.node, empty, {});
      std::size_t rank = 0;
      while (rank < order.size() && !feel::same(feel::evaluate(*order[rank], empty, {}), value)) ++rank;
      ranks.push_back(rank);
    }
    return ranks;
  }

  /// Rules that win over `rule` wherever both match.
  std::vector<const RuleBox*> winners_over(std::size_t rule) const {
    std::vector<const RuleBox*> winners;
    const bool by_order = table_.hit_policy == HitPolicy::first;
    const auto own = by_order ? std::nullopt : output_rank(rule);
    if (!by_order && !own) return winners;
    for (std::size_t other = 0; other < shape_.rules.size(); ++other) {
      if (other == rule || !shape_.rules[other].exact) continue;
      bool wins = other < rule;
      if (!by_order) {
        const auto rank = output_rank(other);
        wins = rank && (*rank < *own || (*rank == *own && other < rule));
      }
      if (wins) winners.push_back(&shape_.rules[other]);
    }
    return winners;
  }

  void report_covered_rules() {
    for (std::size_t r = 0; r < shape_.rules.size(); ++r) {
      if (shape_.rules[r].empty()) continue;
      const std::vector<const RuleBox*> winners = winners_over(r);
      if (winners.empty()) continue;
      const auto left = find_uncovered(shape_.rules[r].covers, winners, 1, kCoverStepsMax / kRulesMax * 10);
      if (!left || !left->boxes.empty()) continue;
      add(Finding::Kind::never_fires, {r}, shape_.rules[r].covers,
          {"Rule " + rule_label(r) + " never decides: rules that come before it cover all its inputs.",
           "规则 " + rule_label(r) + " 永远不起作用：优先的规则已覆盖其全部输入。"});
    }
  }

  const DecisionTable& table_;
  std::string name_;
  TableShape shape_;
  const Plausible* plausible_ = nullptr;  ///< none: every example is
  std::vector<Finding>& findings_;
};

using TableVisitor = std::function<void(const std::string&, const DecisionTable&)>;

void visit_tables(const std::string& name, const Expression* expression, const TableVisitor& visit) {
  if (expression == nullptr) return;
  if (const auto* table = std::get_if<DecisionTable>(&expression->body)) visit(name, *table);
  if (const auto* context = std::get_if<BoxedContext>(&expression->body))
    for (const ContextEntry& entry : context->entries)
      visit_tables(entry.name.empty() ? name : name + " / " + entry.name, entry.expression.get(), visit);
  if (const auto* function = std::get_if<FunctionDefinition>(&expression->body))
    visit_tables(name, function->body.get(), visit);
}

}  // namespace

std::vector<Finding> check_tables(const Model& model) {
  std::vector<Finding> findings;
  const auto check = [&](const std::vector<Requirement>& requirements, const std::string& name,
                         const Expression* logic) {
    visit_tables(name, logic, [&](const std::string& place, const DecisionTable& table) {
      TableCheck(model, requirements, place, table, findings).run();
    });
  };
  for (const Decision& decision : model.decisions)
    check(decision.requirements, decision.name, decision.logic.get());
  for (const Knowledge& knowledge : model.knowledge)
    check(knowledge.requirements, knowledge.name, knowledge.function.body.get());
  return findings;
}

std::vector<Finding> find_gaps(const Model& model, const std::vector<Requirement>& requirements,
                               const std::string& name, const DecisionTable& table,
                               const Plausible& plausible) {
  std::vector<Finding> findings;
  TableCheck(model, requirements, name, table, findings).run_gaps(plausible);
  return findings;
}

std::vector<Finding> find_overlaps(const Model& model, const Decision& decision,
                                   const std::function<bool(std::size_t, std::size_t)>& asks,
                                   const Plausible& plausible) {
  std::vector<Finding> findings;
  if (decision.logic == nullptr) return findings;
  visit_tables(
      decision.name, decision.logic.get(), [&](const std::string& place, const DecisionTable& table) {
        TableCheck(model, decision.requirements, place, table, findings).run_overlaps(asks, plausible);
      });
  return findings;
}

}  // namespace chuhai::dmn
