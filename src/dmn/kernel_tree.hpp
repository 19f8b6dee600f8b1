#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "feel/evaluate.hpp"
#include "kernel_cells.hpp"
#include "table.hpp"

namespace chuhai::dmn {

/// Asks the interpreter about a cell for the case in work.
class CellOracle {
 public:
  CellOracle() = default;
  CellOracle(const CellOracle&) = delete;
  CellOracle& operator=(const CellOracle&) = delete;
  CellOracle(CellOracle&&) = delete;
  CellOracle& operator=(CellOracle&&) = delete;
  virtual ~CellOracle() = default;
  virtual feel::Tri ask(std::size_t clause, CellId cell) = 0;
};

/// The rules of a table laid out for search. A node cuts the regions of one clause into segments; a rule goes
/// to the segment that holds what its cell accepts, and to the rest when it accepts values of many segments.
/// Each node uses the clause that leaves the fewest rules to look at, so that a search meets few rules beside
/// those that match, whatever the number of rules. Memory grows with the number of rules. Immutable.
class RuleTree {
 public:
  /// The clauses have the same number of rules and outlive the tree.
  explicit RuleTree(std::vector<const CellIndex*> clauses);

  /// Scratch memory of searches.
  struct Search {
    std::vector<std::uint32_t> nodes;
    std::vector<std::uint32_t> closed;  ///< by clause: 1 when only accepting cells can match, else 0
  };
  /// `regions` has the case's region for each clause. Rules that might match are looked for only when
  /// `want_might`.
  void find(std::span<const Region> regions, bool want_might, CellOracle& oracle, Search& search,
            RuleLists& result) const;

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  /// What a rule's cell accepts when that is one run of regions; `extent` counts from `first`.
  struct Box {
    Region first = kNone;
    Region extent = 0;
  };
  struct Node {
    std::uint32_t clause = kNone;  ///< kNone: a leaf
    std::uint32_t begin = 0;       ///< of a leaf's rules, or of the segments
    std::uint32_t end = 0;
    std::uint32_t rest = kNone;
  };
  class Builder;

  void fill_box(std::size_t entry);
  bool rules_out(std::size_t entry, std::span<const Region> regions, const std::uint32_t* closed) const;
  feel::Tri state(std::size_t entry, std::span<const Region> regions, bool want_might, const Search& search,
                  CellOracle& oracle) const;
  void visit(const Node& node, std::span<const Region> regions, Search& search) const;

  std::vector<const CellIndex*> clauses_;
  std::vector<Node> nodes_;
  std::vector<RuleId> rules_;            ///< entries of leaves, one leaf after another
  std::vector<Box> boxes_;               ///< of the entries, clause by clause
  std::vector<std::uint8_t> plain_;      ///< by entry: every cell accepts one run of regions
  std::vector<Region> starts_;           ///< of segments
  std::vector<std::uint32_t> children_;  ///< parallel to starts_
};

}  // namespace chuhai::dmn
