#include "kernel_tree.hpp"

#include <algorithm>

#include "kernel_tree_builder.hpp"

namespace chuhai::dmn {

using feel::Tri;

RuleTree::RuleTree(std::vector<const CellIndex*> clauses) : clauses_(std::move(clauses)) {
  fill_boxes();
  Builder(*this).build();
}

void RuleTree::fill_boxes() {
  const std::size_t rules = clauses_.empty() ? 0 : clauses_[0]->rules();
  boxes_.resize(rules * clauses_.size());
  plain_.assign(rules, 1);
  for (RuleId rule = 0; rule < rules; ++rule) {
    for (std::size_t clause = 0; clause < clauses_.size(); ++clause) {
      const CellIndex& index = *clauses_[clause];
      const CellId cell = index.cell(rule);
      Box& box = boxes_[rule * clauses_.size() + clause];
      if (cell == CellIndex::kAny) {
        box = {0, kNone};
        continue;
      }
      std::size_t certain = 0;
      for (const CellIndex::Answer& answer : index.answers(cell)) {
        if (answer.certain && ++certain == 1) box = {answer.first, answer.last - answer.first};
      }
      if (certain == 1 && !index.is_vague(cell)) continue;
      box = {};
      plain_[rule] = 0;
    }
  }
}

/// Without branches that depend on the case: which cell says no is hard to foretell.
bool RuleTree::accepts(RuleId rule, std::span<const Region> regions) const {
  const Box* box = &boxes_[rule * clauses_.size()];
  unsigned outside = 0;
  for (std::size_t clause = 0; clause < regions.size(); ++clause) {
    outside |= regions[clause] - box[clause].first > box[clause].extent ? 1U : 0U;
  }
  return outside == 0;
}

Tri RuleTree::state(RuleId rule, std::span<const Region> regions, bool want_might, const std::uint8_t* open,
                    CellOracle& oracle) const {
  const Box* box = &boxes_[rule * clauses_.size()];
  Tri all = Tri::yes;
  for (std::size_t clause = 0; clause < regions.size(); ++clause, ++box) {
    if (regions[clause] - box->first <= box->extent) continue;
    if (open[clause] == 0 && box->first != kNone) return Tri::no;
    const CellIndex& index = *clauses_[clause];
    const CellId cell = index.cell(rule);
    const auto known = index.answer(cell, regions[clause]);
    const Tri one = known ? *known : oracle.ask(clause, cell);
    if (one == Tri::no || (one == Tri::unknown && !want_might)) return Tri::no;
    all = feel::tri_and(all, one);
  }
  return all;
}

void RuleTree::visit(const Node& node, std::span<const Region> regions, Search& search) const {
  if (node.rest != kNone) search.nodes.push_back(node.rest);
  if (search.open[node.clause] != 0) {
    for (std::uint32_t i = node.begin; i < node.end; ++i) {
      if (children_[i] != kNone) search.nodes.push_back(children_[i]);
    }
    return;
  }
  // The last segment that starts at or before the region; the first one starts at 0.
  const Region* first = starts_.data() + node.begin;
  std::uint32_t count = node.end - node.begin;
  const Region wanted = regions[node.clause];
  while (count > 1) {
    const std::uint32_t half = count / 2;
    first = first[half] <= wanted ? first + half : first;
    count -= half;
  }
  const std::uint32_t child = children_[static_cast<std::size_t>(first - starts_.data())];
  if (child != kNone) search.nodes.push_back(child);
}

void RuleTree::find(std::span<const Region> regions, bool want_might, CellOracle& oracle, Search& search,
                    RuleLists& result) const {
  result.clear();
  if (nodes_.empty()) return;
  search.open.resize(regions.size());
  for (std::size_t clause = 0; clause < regions.size(); ++clause) {
    const bool foreign = regions[clause] == clauses_[clause]->foreign();
    search.open[clause] = foreign || (want_might && clauses_[clause]->is_open(regions[clause])) ? 1 : 0;
  }
  const bool any_open = std::find(search.open.begin(), search.open.end(), 1) != search.open.end();
  search.nodes.assign(1, 0);
  bool ordered = true;
  while (!search.nodes.empty()) {
    const Node& node = nodes_[search.nodes.back()];
    search.nodes.pop_back();
    if (node.clause != kNone) {
      visit(node, regions, search);
      continue;
    }
    for (std::uint32_t i = node.begin; i < node.end; ++i) {
      const RuleId rule = rules_[i];
      const Tri one = any_open || plain_[rule] == 0
                          ? state(rule, regions, want_might, search.open.data(), oracle)
                      : accepts(rule, regions) ? Tri::yes
                                               : Tri::no;
      if (one == Tri::no) continue;
      std::vector<RuleId>& list = one == Tri::yes ? result.matched : result.might;
      ordered = ordered && (list.empty() || list.back() < rule);
      list.push_back(rule);
    }
  }
  if (ordered) return;
  // A rule may stand in several segments, which are all visited when the value is unknown.
  for (std::vector<RuleId>* list : {&result.matched, &result.might}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
}

}  // namespace chuhai::dmn
