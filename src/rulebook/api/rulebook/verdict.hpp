#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "calendar/calendar.hpp"
#include "rulebook/pack.hpp"

namespace chuhai::rulebook {

/// The answer, from best to worst; a verdict is the worst of what its rules say.
enum class Outcome : std::uint8_t { allowed, allowed_with_conditions, undecided, refused };
std::string_view to_string(Outcome outcome);
base::Text label(Outcome outcome);

/// How a rule came into a verdict.
enum class Standing : std::uint8_t {
  applies,      ///< it matches, with the effect it states
  warns,        ///< it matches, but its source may only warn: a condition "confirm"
  expired,      ///< it matches, but its source is no longer in force: the question is open
  might_apply,  ///< an unknown input keeps it open
};

struct Reason {
  const RuleInfo* rule = nullptr;  ///< lives as long as the pack
  Standing standing = Standing::applies;
  Effect effect = Effect::undecided;  ///< after the source's strength was weighed
  bool decides = false;               ///< it carries the outcome
};

/// The rules of a pack on one day, parallel to Pack::rules.
struct WeighedRules {
  std::vector<Reason> effects;  ///< standing and effect when the rule matches
  std::vector<bool> active;     ///< in force and not masked
};

/// A verdict of one pack on one case: what, by which rules, and what would settle it.
struct Verdict {
  Outcome outcome = Outcome::undecided;
  std::vector<Reason> reasons;  ///< deciding ones first
  /// The fewest unknown inputs (vocabulary paths, sorted) whose knowledge could settle an undecided verdict:
  /// once they are known, some way for the tests that hang on them alone to come out gives another outcome,
  /// with everything else still unknown. Tests of different inputs are taken as independent, and a test that
  /// hangs on several unknown inputs as open until all of them are known. Of several smallest sets the first
  /// by name; with more than 12 unknown inputs a set of which none can be left out. When no knowledge could
  /// settle it, because a rule says that the question stays open, all inputs that rules hang on.
  std::vector<std::string> missing;
  std::vector<std::string> also_open;  ///< the other unknown inputs that rules hang on; sorted
  bool nothing_allows = false;         ///< undecided because no rule says allowed
  std::shared_ptr<const Pack> pack;    ///< null when no pack is in force
};

}  // namespace chuhai::rulebook
