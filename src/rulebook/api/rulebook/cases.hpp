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
#include "rulebook/facts.hpp"
#include "rulebook/pack.hpp"
#include "rulebook/verdict.hpp"
#include "rulebook/vocabulary.hpp"

namespace chuhai::rulebook {

/// A worked case of a pack: facts and what must follow.
struct Case {
  std::string name;
  std::string file;
  std::uint32_t line = 0;
  std::vector<std::string> given;                          ///< fixtures it starts from
  std::vector<std::pair<std::string, std::string>> facts;  ///< vocabulary path, FEEL text; later entries win
  std::size_t own_facts_from = 0;                          ///< facts before this one come from the fixtures
  std::optional<Outcome> verdict;
  std::vector<std::string> because;                         ///< rule ids that must decide
  std::vector<std::string> missing;                         ///< paths an undecided verdict must ask for
  std::vector<std::pair<std::string, std::string>> values;  ///< computed field or decision, FEEL text
  /// What the rules that apply ask for, complete and sorted: "need kind item" of each condition, with the
  /// outcome in front for a rule that says anything else. Nothing when the case does not say.
  std::optional<std::vector<std::string>> needs;
  /// Ids of all levy rules that are charged, with "?" behind those that an unknown input keeps open. None:
  /// the case says nothing about levies.
  std::optional<std::vector<std::string>> levies;
  /// What is charged, complete and sorted: "levy basis rate" or "levy fixed amount currency" of each levy
  /// rule that matches; the rate is "unknown" when the rule gives none. Nothing when the case does not say.
  std::optional<std::vector<std::string>> charges;
};

/// A rule's output as `needs:` writes it: "permit QR-NAL import_licence", "refused none QR-P none".
std::string need_text(const RuleInfo& rule);

/// A levy as `charges:` writes it: "duty customs_value 5", "fee fixed 100 USD", "vat value_and_levies
/// unknown".
std::string charge_text(const LevyRule& rule);

/// Reads cases; `given:` loads `<fixtures>/<name>.case`. Errors: invalid/case_syntax with file and line.
base::Result<std::vector<Case>> read_cases(const std::filesystem::path& file,
                                           const std::filesystem::path& fixtures);

/// The facts of a case, each path once. Errors: not_found/unknown_field with the case's place; read_fact's.
base::Result<Facts> facts_of(const Case& one, const Vocabulary& vocabulary);

/// The day a case is judged on: its `shipment.as_of`, else `otherwise`.
calendar::Date day_of(const Case& one, const calendar::Date& otherwise);

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
