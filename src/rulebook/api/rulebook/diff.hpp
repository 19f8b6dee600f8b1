#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "rulebook/pack.hpp"

namespace chuhai::rulebook {

/// A cell of a rule that is not the same in two versions of a pack. Columns are inputs by expression, outputs
/// by name, "source", "en", "zh", and "place" for the order of rules where it decides.
struct CellChange {
  std::string column;
  std::string before, after;  ///< as written; "-" for a test that is not there
};

/// A rule that is not the same in two versions of a pack.
struct RuleChange {
  enum class Kind : std::uint8_t { added, removed, changed };
  Kind kind = Kind::changed;
  std::string rule;
  std::string decision;
  base::Text text;                ///< of the later version, of the earlier one when removed
  std::vector<CellChange> cells;  ///< of a changed rule; for the others its cells that say something
};
std::string_view to_string(RuleChange::Kind kind);
base::Text label(RuleChange::Kind kind);

/// What differs between two versions of a pack, rule by rule: rules are the same by their id. Changed sources
/// (instrument, address, class, confidence, dates) show in the column "source" of the rules that rest on
/// them. Removed rules first, then the later version's order.
std::vector<RuleChange> diff_rules(const Pack& before, const Pack& after);

}  // namespace chuhai::rulebook
