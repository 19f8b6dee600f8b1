#include "kernel_tree_builder.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace chuhai::dmn {

namespace {

constexpr std::size_t kLeafRules = 8;
constexpr int kDepthMax = 24;
/// Cuts are chosen by looking at this many rules.
constexpr std::size_t kSampleRules = 2048;
/// A rule that would stand in more segments than this goes to the rest.
constexpr std::size_t kPlacesMax = 4;
constexpr std::size_t kSegmentsMax = 8192;
/// A cut that leaves more than this share of the rules is not worth a node.
constexpr double kShareMax = 0.8;

}  // namespace

void RuleTree::Builder::build() {
  if (tree_->clauses_.empty()) return;
  std::vector<RuleId> rules(tree_->clauses_[0]->rules());
  std::iota(rules.begin(), rules.end(), RuleId{0});
  entries_ = rules.size();
  entries_max_ = 4 * rules.size() + 1024;
  add_node(std::move(rules), 0);
}

std::uint32_t RuleTree::Builder::add_leaf(const std::vector<RuleId>& rules) {
  Node& node = tree_->nodes_.emplace_back();
  node.begin = static_cast<std::uint32_t>(tree_->rules_.size());
  tree_->rules_.insert(tree_->rules_.end(), rules.begin(), rules.end());
  node.end = static_cast<std::uint32_t>(tree_->rules_.size());
  return static_cast<std::uint32_t>(tree_->nodes_.size() - 1);
}

std::uint32_t RuleTree::Builder::add_node(std::vector<RuleId> rules, int depth) {
  std::optional<Cut> cut;
  if (rules.size() > kLeafRules && depth < kDepthMax) cut = choose(rules);
  if (!cut) return add_leaf(rules);
  std::vector<std::vector<RuleId>> segments(cut->starts.size());
  std::vector<RuleId> rest;
  Places places;
  for (const RuleId rule : rules) {
    place(rule, *cut, places);
    const bool fits = !places.empty() && (places.size() == 1 || entries_ + places.size() <= entries_max_);
    if (!fits) {
      rest.push_back(rule);
      continue;
    }
    entries_ += places.size() - 1;
    for (const std::uint32_t one : places) segments[one].push_back(rule);
  }
  if (rest.size() == rules.size()) return add_leaf(rules);
  rules = {};
  const auto id = static_cast<std::uint32_t>(tree_->nodes_.size());
  tree_->nodes_.emplace_back().clause = static_cast<std::uint32_t>(cut->clause);
  const std::size_t begin = tree_->starts_.size();
  tree_->starts_.insert(tree_->starts_.end(), cut->starts.begin(), cut->starts.end());
  tree_->children_.resize(tree_->starts_.size(), kNone);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (segments[i].empty()) continue;
    const std::uint32_t child = add_node(std::move(segments[i]), depth + 1);
    tree_->children_[begin + i] = child;
  }
  const std::uint32_t after = rest.empty() ? kNone : add_node(std::move(rest), depth + 1);
  Node& node = tree_->nodes_[id];
  node.begin = static_cast<std::uint32_t>(begin);
  node.end = static_cast<std::uint32_t>(begin + cut->starts.size());
  node.rest = after;
  return id;
}

std::optional<RuleTree::Builder::Cut> RuleTree::Builder::choose(const std::vector<RuleId>& rules) const {
  std::vector<RuleId> sample;
  const std::size_t stride = (rules.size() + kSampleRules - 1) / kSampleRules;
  for (std::size_t i = 0; i < rules.size(); i += stride) sample.push_back(rules[i]);
  Cut best;
  best.share = kShareMax;
  for (std::size_t clause = 0; clause < tree_->clauses_.size(); ++clause) {
    const std::vector<Region> ends = ends_of(sample, clause);
    std::size_t segments = 1;
    // All places where some rule begins or ends, then evenly chosen ones.
    for (const std::size_t wanted : {kSegmentsMax, std::size_t{64}, std::size_t{16}, std::size_t{4}}) {
      Cut cut;
      cut.clause = clause;
      cut.starts.push_back(0);
      const std::size_t step = std::max<std::size_t>(1, ends.size() / wanted);
      for (std::size_t i = step - 1; i < ends.size(); i += step) {
        if (ends[i] != cut.starts.back()) cut.starts.push_back(ends[i]);
      }
      if (cut.starts.size() == segments) continue;
      segments = cut.starts.size();
      weigh(sample, cut);
      if (cut.share < best.share) best = std::move(cut);
    }
  }
  if (best.starts.empty()) return std::nullopt;
  // With a step of one every end counts, also those of the rules outside the sample.
  if (stride > 1 && best.starts.size() > 64) {
    std::vector<Region> ends = ends_of(rules, best.clause);
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    if (ends.size() <= kSegmentsMax) {
      best.starts = std::move(ends);
      if (best.starts.front() != 0) best.starts.insert(best.starts.begin(), 0);
    }
  }
  return best;
}

std::vector<Region> RuleTree::Builder::ends_of(const std::vector<RuleId>& rules, std::size_t clause) const {
  const CellIndex& index = *tree_->clauses_[clause];
  std::vector<Region> ends;
  for (const RuleId rule : rules) {
    const CellId cell = index.cell(rule);
    if (cell == CellIndex::kAny || index.is_vague(cell)) continue;
    for (const CellIndex::Answer& answer : index.answers(cell)) {
      if (!answer.certain) continue;
      ends.push_back(answer.first);
      ends.push_back(answer.last + 1);
    }
  }
  std::sort(ends.begin(), ends.end());
  return ends;
}

void RuleTree::Builder::place(RuleId rule, const Cut& cut, Places& places) const {
  places.clear();
  const CellIndex& index = *tree_->clauses_[cut.clause];
  const CellId cell = index.cell(rule);
  if (cell == CellIndex::kAny || index.is_vague(cell)) return;
  const auto segment = [&](Region region) {
    return static_cast<std::uint32_t>(std::upper_bound(cut.starts.begin(), cut.starts.end(), region) -
                                      cut.starts.begin() - 1);
  };
  for (const CellIndex::Answer& answer : index.answers(cell)) {
    if (!answer.certain) continue;
    const std::uint32_t last = segment(answer.last);
    for (std::uint32_t one = segment(answer.first); one <= last; ++one) {
      if (!places.empty() && places.back() == one) continue;
      if (places.size() == kPlacesMax) return places.clear();
      places.push_back(one);
    }
  }
}

void RuleTree::Builder::weigh(const std::vector<RuleId>& rules, Cut& cut) const {
  std::vector<std::uint32_t> sizes(cut.starts.size(), 0);
  std::size_t rest = 0;
  std::size_t placed = 0;
  Places places;
  for (const RuleId rule : rules) {
    place(rule, cut, places);
    if (places.empty()) ++rest;
    placed += places.size();
    for (const std::uint32_t one : places) ++sizes[one];
  }
  double seen = 0;  // by a case that falls where rules are
  for (const std::uint32_t size : sizes) seen += static_cast<double>(size) * size;
  if (placed > 0) seen /= static_cast<double>(placed);
  cut.share = (seen + static_cast<double>(rest)) / static_cast<double>(rules.size());
}

}  // namespace chuhai::dmn
