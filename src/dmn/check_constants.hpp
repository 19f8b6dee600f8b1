#pragma once

#include <vector>

#include "dmn/model.hpp"
#include "feel/value.hpp"

namespace chuhai::dmn {

/// The constants a cell compares the tested value with, appended to `constants`. False when the cell is not
/// made of comparisons with constants, ranges, lists and not() alone.
bool collect_constants(const feel::UnaryTests& tests, std::vector<feel::Value>& constants);

/// Restrictions on the values an input expression can have.
struct Restrictions {
  std::vector<const feel::UnaryTests*> tests;  ///< all must hold
  bool is_boolean = false;
};

/// What the declared types say of an expression that is a variable or a path into one.
Restrictions restrictions_of(const Model& model, const std::vector<Requirement>& requirements,
                             const InputClause& clause);

/// One value out of every elementary region the constants make: each constant, a value between each two
/// neighbours, one below and one above; for strings a text different from all of them.
std::vector<feel::Value> representatives_of(const std::vector<feel::Value>& constants);

}  // namespace chuhai::dmn
