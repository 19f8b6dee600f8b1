#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "calendar/calendar.hpp"
#include "rulebook/pack.hpp"

namespace chuhai::rulebook {

/// How much a finding of a check weighs: an error is to be repaired, a notice to be known.
enum class Severity : std::uint8_t { error, notice };

/// Something about a pack that its author should look at.
struct CheckFinding {
  Severity severity = Severity::error;
  /// gap, overlap, conflict, never_fires, not_analysed (tables); nothing_said, levy_overlap (packs);
  /// source_expired, source_not_yet_in_force, source_old, source_unproved, source_unused (sources);
  /// translation (texts).
  std::string code;
  std::string subject;  ///< decision, rule id or source key
  base::Text message;
  std::vector<std::pair<std::string, std::string>> example;  ///< input expression, FEEL text of a value
};

/// Checks one pack on a day, as far as it can be done without cases. Errors: a gap, overlap or conflict in a
/// table that must not have one; a rule that can never fire; a source that is called verified without address
/// or note; a Chinese text without Chinese characters; duties that are charged together. Notices: an input,
/// with every fact known, about which no rule says allowed, refused or undecided; sources that have ended
/// while rules rest on them (their verdicts stay open), that are not yet in force, were checked more than a
/// year ago, or are used by no rule; tables too large or too free to be analysed. Deterministic order:
/// tables, pack, sources, texts.
std::vector<CheckFinding> check_pack(const Pack& pack, const calendar::Date& as_of);

}  // namespace chuhai::rulebook
