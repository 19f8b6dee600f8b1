#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "check_regions.hpp"

namespace chuhai::dmn {

/// A part of a table's inputs: regions on each axis.
using Box = std::vector<RegionSet>;

/// What of `box` no rule of `rules` covers, as disjoint boxes, at most `boxes_max` of them.
/// Empty optional: the search needed more than `steps_max` steps.
struct Uncovered {
  std::vector<Box> boxes;
  bool more = false;  ///< there are more than boxes_max
};
std::optional<Uncovered> find_uncovered(const Box& box, const std::vector<const RuleBox*>& rules,
                                        std::size_t boxes_max, std::uint64_t steps_max);

/// The common part of two boxes; empty when they are disjoint.
std::optional<Box> common_part(const Box& a, const Box& b);

/// The box that holds every input of the table.
Box whole_box(const TableShape& shape);

}  // namespace chuhai::dmn
