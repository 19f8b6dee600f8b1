#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dmn/model.hpp"
#include "feel/value.hpp"

namespace chuhai::dmn {

/// A set of elementary regions of one axis, one entry for each region.
using RegionSet = std::vector<bool>;

/// One input of a table cut into elementary regions: within a region every test of the table answers alike.
/// Clauses with the same expression share an axis.
struct Axis {
  std::vector<std::size_t> clauses;
  /// One value out of each region; an axis on which nothing is tested has a single region without a value.
  std::vector<feel::Value> representatives;
  bool untested = false;
  std::string text(std::size_t region) const;
};

/// A rule as a box: for each axis the regions it covers.
struct RuleBox {
  std::vector<RegionSet> covers;
  bool exact = true;  ///< false when some cell could not be analysed; `covers` then holds what it may cover
  bool empty() const;
};

/// A table as boxes over axes.
struct TableShape {
  std::vector<Axis> axes;
  std::vector<RuleBox> rules;
  std::vector<std::size_t> not_analysed;  ///< rules with cells outside the analysable form
};

/// `requirements` are those of the element that holds the table; they tell the types of input expressions.
TableShape shape_of(const Model& model, const std::vector<Requirement>& requirements,
                    const DecisionTable& table);

}  // namespace chuhai::dmn
