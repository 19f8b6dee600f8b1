#pragma once

#include <string>
#include <vector>

#include "rulebook/facts.hpp"
#include "worked_cases.hpp"

namespace chuhai::rulebook {

/// Fields an input clause is computed from, through other decisions of the pack too; sorted.
std::vector<std::string> fields_behind(const Pack& pack, const std::string& decision, std::size_t clause,
                                       const Vocabulary& vocabulary);

/// Values worth trying for a field so that an input clause comes out differently, nearest to `current` first:
/// codes, constants of the column and their neighbours, years and months around, unknown last.
std::vector<feel::Value> fact_variants(const Field& field, const feel::Value& current,
                                       const dmn::DecisionTable& logic, std::size_t clause);

}  // namespace chuhai::rulebook
