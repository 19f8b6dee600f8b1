#pragma once

#include <filesystem>
#include <vector>

#include "rulebook/diff.hpp"
#include "screening/compare.hpp"

namespace chuhai::documents {

/// Two versions of a pack on a fleet as a workbook: an overview with counts from outcome to outcome, the
/// changed machines with their verdicts and reasons before and after, and the rules that differ cell by cell.
/// Chinese and English side by side. Written whole or not at all. Throws EnvironmentFailure.
void write_comparison_workbook(const screening::Comparison& comparison,
                               const std::vector<rulebook::RuleChange>& rules,
                               const std::filesystem::path& path);

/// Why a verdict is as it is: the texts of the rules that carry it, one line each.
base::Text reasons_text(const rulebook::Verdict& verdict);

}  // namespace chuhai::documents
