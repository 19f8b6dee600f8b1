#pragma once

#include <optional>
#include <vector>

#include "kernel_tree.hpp"

namespace chuhai::dmn {

/// Lays out the nodes of a tree whose boxes are known.
class RuleTree::Builder {
 public:
  explicit Builder(RuleTree& tree) : tree_(&tree) {}
  void build();

 private:
  /// One way to cut: the segments' first regions, beginning with 0.
  struct Cut {
    std::size_t clause = 0;
    std::vector<Region> starts;
    double share = 1;  ///< of the rules that a search still has to look at
  };
  /// Segments a rule belongs to; empty: the rest.
  using Places = std::vector<std::uint32_t>;

  std::uint32_t add_node(std::vector<RuleId> rules, int depth);
  std::uint32_t add_leaf(const std::vector<RuleId>& rules);
  std::optional<Cut> choose(const std::vector<RuleId>& rules) const;
  std::vector<Region> ends_of(const std::vector<RuleId>& rules, std::size_t clause) const;
  void weigh(const std::vector<RuleId>& rules, Cut& cut) const;
  void place(RuleId rule, const Cut& cut, Places& places) const;

  RuleTree* tree_;
  std::size_t entries_ = 0;  ///< rules in all leaves and nodes under way, counted for the bound of memory
  std::size_t entries_max_ = 0;
};

}  // namespace chuhai::dmn
