#include "kernel_tree.hpp"

#include <algorithm>

#include "kernel_tree_builder.hpp"

namespace chuhai::dmn {

using feel::Tri;

RuleTree::RuleTree(std::vector<const CellIndex*> clauses) : clauses_(std::move(clauses)) {
  Builder(*this).build();
  // In the order in which searches meet them.
  boxes_.resize(rules_.size() * clauses_.size());
  plain_.assign(rules_.size(), 1);
  for (std::size_t entry = 0; entry < rules_.size(); ++entry) fill_box(entry);
}

void RuleTree::fill_box(std::size_t entry) {
  for (std::size_t clause = 0; clause < clauses_.size(); ++clause) {
    const CellIndex& index = *clauses_[clause];
    const CellId cell = index.cell(rules_[entry]);
    Box& box = boxes_[entry * clauses_.size() + clause];
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
    plain_[entry] = 0;
  }
}

/// True when a closed clause says no to a plain rule. Without branches that depend on the case: which cell
/// says no is hard to foretell.
bool RuleTree::rules_out(std::size_t entry, std::span<const Region> regions,
                         const std::uint32_t* closed) const {
  const Box* box = &boxes_[entry * clauses_.size()];
  std::uint32_t outside = 0;
  for (std::size_t clause = 0; clause < regions.size(); ++clause) {
    outside |= (regions[clause] - box[clause].first > box[clause].extent ? 1U : 0U) & closed[clause];
  }
  return outside != 0;
}

Tri RuleTree::state(std::size_t entry, std::span<const Region> regions, bool want_might, const Search& search,
                    CellOracle& oracle) const {
  const Box* box = &boxes_[entry * clauses_.size()];
  Tri all = Tri::yes;
  for (std::size_t clause = 0; clause < regions.size(); ++clause, ++box) {
    if (regions[clause] - box->first <= box->extent) continue;
    if (search.closed[clause] != 0 && box->first != kNone) return Tri::no;
    const CellIndex& index = *clauses_[clause];
    const CellId cell = index.cell(rules_[entry]);
    const auto known = index.answer(cell, regions[clause]);
    const Tri one = known ? *known : oracle.ask(clause, cell);
    if (one == Tri::no || (one == Tri::unknown && !want_might)) return Tri::no;
    all = feel::tri_and(all, one);
  }
  return all;
}

void RuleTree::visit(const Node& node, std::span<const Region> regions, Search& search) const {
  if (node.rest != kNone) search.nodes.push_back(node.rest);
  if (search.closed[node.clause] == 0) {
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
  search.closed.resize(regions.size());
  for (std::size_t clause = 0; clause < regions.size(); ++clause) {
    const bool foreign = regions[clause] == clauses_[clause]->foreign();
    search.closed[clause] = foreign || (want_might && clauses_[clause]->is_open(regions[clause])) ? 0 : 1;
  }
  search.nodes.assign(1, 0);
  bool ordered = true;
  while (!search.nodes.empty()) {
    const Node& node = nodes_[search.nodes.back()];
    search.nodes.pop_back();
    if (node.clause != kNone) {
      visit(node, regions, search);
      continue;
    }
    for (std::uint32_t entry = node.begin; entry < node.end; ++entry) {
      if (plain_[entry] != 0 && rules_out(entry, regions, search.closed.data())) continue;
      const Tri one = state(entry, regions, want_might, search, oracle);
      if (one == Tri::no) continue;
      std::vector<RuleId>& list = one == Tri::yes ? result.matched : result.might;
      ordered = ordered && (list.empty() || list.back() < rules_[entry]);
      list.push_back(rules_[entry]);
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
