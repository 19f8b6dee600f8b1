#pragma once

#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "rulebook/mutation.hpp"

namespace chuhai::cli {

/// Puts suggested lines behind the cases they belong to, and new cases at the end of `<folder>/mutants.case`.
/// Errors: those of reading the files.
base::Result<void> write_suggestions(const std::filesystem::path& folder,
                                     const std::vector<rulebook::Suggestion>& suggestions);

}  // namespace chuhai::cli
