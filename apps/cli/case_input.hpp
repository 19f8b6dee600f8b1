#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "rulebook/book.hpp"
#include "rulebook/facts.hpp"

namespace chuhai::cli {

/// Facts of one case somebody wrote down.
struct CaseInput {
  std::string name;  ///< empty for a JSON file
  rulebook::Facts facts;
  calendar::Date as_of;
  /// Facts nobody gave, taken from the assumptions or computed by earlier packs: (path, FEEL text).
  std::vector<std::pair<std::string, std::string>> added;
};

/// Reads a JSON object of facts, nested or with whole paths as keys, or every case of a `.case` file. A JSON
/// file gets the stated assumptions about the deal, and what the packs before `pack` in the order of a
/// screening compute; a case stands as it is. `as_of` empty: what the case says, else today.
/// Errors: those of reading; not_found/unknown_field, invalid/wrong_type with the place.
base::Result<std::vector<CaseInput>> read_case_input(const std::string& file, const std::string& as_of,
                                                     const rulebook::Book& book,
                                                     const std::filesystem::path& rules_root,
                                                     const std::string& pack);

}  // namespace chuhai::cli
