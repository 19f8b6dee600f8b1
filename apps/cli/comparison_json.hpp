#pragma once

#include <vector>

#include "json/value.hpp"
#include "rulebook/diff.hpp"
#include "screening/compare.hpp"

namespace chuhai::cli {

/// The rules that differ, and what that does to a fleet when `comparison` is given.
json::Value comparison_json(const screening::Comparison* comparison,
                            const std::vector<rulebook::RuleChange>& rules);

}  // namespace chuhai::cli
