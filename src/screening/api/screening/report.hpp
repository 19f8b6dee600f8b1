#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "calendar/calendar.hpp"
#include "destination/landed_cost.hpp"
#include "rulebook/pack.hpp"
#include "rulebook/verdict.hpp"

namespace chuhai::screening {

/// How far a machine is from being sold abroad.
enum class Readiness : std::uint8_t {
  ready,          ///< A: tradable, classified, and at least one destination takes it
  papers_needed,  ///< B: tradable on conditions that can be met, at least one destination takes it
  facts_missing,  ///< C: something unknown keeps the question open
  blocked,        ///< D: it may not be traded, or no destination takes it
};
char letter(Readiness readiness);
base::Text label(Readiness readiness);

struct Problem {
  std::uint64_t row = 0;  ///< as the user's program numbers it
  std::string heading;    ///< empty when the whole row is meant
  base::Text text;
};

/// One fact as understood, for display.
struct ShownFact {
  std::string path;       ///< vocabulary path
  std::string value;      ///< FEEL-free plain text: "2019", "hydraulic_excavator", "true"
  bool computed = false;  ///< by a pack, not from the sheet
};

/// A computed value with the rule that gave it.
struct ShownValue {
  std::string path;
  std::string value;  ///< empty when undecided
  const rulebook::ValueRule* rule = nullptr;
  std::shared_ptr<const rulebook::Pack> pack;  ///< keeps `rule` alive
};

using VerdictPtr = std::shared_ptr<const rulebook::Verdict>;

struct MachineResult {
  std::uint64_t row = 0;
  std::vector<std::string> cells;  ///< the user's own, parallel to Report::headings
  std::vector<ShownFact> facts;
  std::vector<ShownValue> values;        ///< hs code, regime, VAT outcome ... in pack order
  std::vector<VerdictPtr> stages;        ///< parallel to Report::stages
  std::vector<VerdictPtr> destinations;  ///< parallel to Report::destinations
  /// Destinations that take it, best first, at most five: fewest conditions, then lowest landed cost.
  std::vector<std::size_t> best;
  destination::CostFacts cost_facts;
  /// What each destination charges, parallel to `destinations`; empty when costs were not asked for.
  std::vector<std::shared_ptr<const destination::CostPlan>> plans;
  std::vector<std::string> missing;  ///< vocabulary paths that would settle the China-side stages
  std::vector<Problem> problems;
  Readiness readiness = Readiness::facts_missing;

  /// Text of a fact or computed value, empty when unknown.
  std::string value_of(std::string_view path) const;
  /// The landed cost at a destination, line by line; none where costs were not asked for or the destination
  /// refuses the machine.
  std::optional<destination::LandedCost> landed_cost(std::size_t destination) const;
  /// Its total alone, in CNY; none also when it is open.
  std::optional<values::Money> landed_total(std::size_t destination) const;
};

struct DestinationInfo {
  std::string country;
  base::Text name;
  std::shared_ptr<const rulebook::Pack> pack;  ///< null when none is in force
  std::vector<std::string> reads;              ///< vocabulary paths its rules read
};

struct StageInfo {
  std::string id;
  base::Text title;
  std::shared_ptr<const rulebook::Pack> pack;  ///< null when none is in force
  std::vector<std::string> reads;              ///< vocabulary paths its rules read
};

/// Counts by outcome: index is rulebook::Outcome.
using OutcomeCounts = std::array<std::uint64_t, 4>;

struct Totals {
  std::uint64_t machines = 0;
  std::uint64_t with_problems = 0;
  std::uint64_t classified = 0;  ///< the machine class was understood
  std::uint64_t duplicates = 0;
  std::array<std::uint64_t, 4> readiness{};  ///< index is Readiness
  std::vector<OutcomeCounts> stages;         ///< parallel to Report::stages
  std::vector<OutcomeCounts> destinations;   ///< parallel to Report::destinations
};

/// A screened fleet: everything an output needs. `machines` is empty for a summary run.
struct Report {
  std::string source;
  calendar::Date as_of;
  std::vector<std::string> headings;
  std::vector<std::pair<std::string, std::string>> mapped;  ///< (heading, vocabulary path)
  std::vector<std::string> unused_headings;
  std::vector<StageInfo> stages;
  std::vector<DestinationInfo> destinations;
  base::Text assumptions;
  std::vector<std::pair<std::string, std::string>>
      assumed;  ///< (vocabulary path, FEEL text) taken for every machine
  std::shared_ptr<const destination::CostAssumptions> costs;  ///< null when costs were not asked for
  std::vector<MachineResult> machines;
  Totals totals;
};

}  // namespace chuhai::screening
