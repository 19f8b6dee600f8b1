#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "rulebook/cases.hpp"
#include "rulebook/facts.hpp"

namespace chuhai::rulebook {

/// All cases of a pack, file by file in the order of their names. Errors: as read_cases.
base::Result<std::vector<Case>> read_cases_of(const Pack& pack, const std::filesystem::path& rules_root);

/// Index in Pack::values of a decision, or of the first decision that fills a field.
std::optional<std::size_t> find_value(const Pack& pack, std::string_view name);

}  // namespace chuhai::rulebook
