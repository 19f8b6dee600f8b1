#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "rulebook/pack.hpp"
#include "rulebook/verdict.hpp"
#include "rulebook/vocabulary.hpp"

namespace chuhai::rulebook {

/// A worked case of a pack: facts and what must follow.
struct Case {
  std::string name;
  std::string file;
  std::uint32_t line = 0;
  std::vector<std::pair<std::string, std::string>> facts;  ///< vocabulary path, FEEL text; later entries win
  std::optional<Outcome> verdict;
  std::vector<std::string> because;                         ///< rule ids that must decide
  std::vector<std::string> missing;                         ///< paths an undecided verdict must ask for
  std::vector<std::pair<std::string, std::string>> values;  ///< computed field, FEEL text
  /// Ids of all levy rules that are charged, with "?" behind those that an unknown input keeps open. None:
  /// the case says nothing about levies.
  std::optional<std::vector<std::string>> levies;
};

/// Reads cases; `given:` loads `<fixtures>/<name>.case`. Errors: invalid/case_syntax with file and line.
base::Result<std::vector<Case>> read_cases(const std::filesystem::path& file,
                                           const std::filesystem::path& fixtures);

struct CaseFailure {
  std::string pack;
  std::string name;
  std::string file;
  std::uint32_t line = 0;
  std::string what;
};

struct CaseReport {
  std::size_t passed = 0;
  std::vector<CaseFailure> failures;
  std::set<std::string> rules_without_case;  ///< rule ids no case decides
};

/// Runs the cases of one pack through the kernels and the interpreter, and masks each `because` rule to see
/// that it decides.
base::Result<CaseReport> run_cases(std::shared_ptr<const Pack> pack, const Vocabulary& vocabulary,
                                   const std::filesystem::path& rules_root);

}  // namespace chuhai::rulebook
