#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "facts_builder.hpp"
#include "screening/engine.hpp"
#include "screening/report.hpp"

namespace chuhai::screening {

/// Destinations that take the machine, best first: plain allowed, then fewest conditions, then the asked
/// order.
std::vector<std::size_t> best_destinations(const Engine& engine, const BatchResult& result, std::size_t row,
                                           std::size_t most);

/// How far the machine is, from its stages and the destinations that take it.
Readiness readiness_of(const Engine& engine, const BatchResult& result, std::size_t row,
                       bool has_destination);

/// Adds one row's outcomes to the totals (all but problems and duplicates).
void count_row(const Engine& engine, const BatchResult& result, std::size_t row, Readiness readiness,
               Totals& totals);
void add_totals(const Totals& part, Totals& totals);

/// The tradable stage's position in the stage list.
std::size_t tradable_stage();

/// Plain text of a column's value in a row; empty when unknown.
std::string value_text(const column::Column& column, std::size_t row);

/// Remembers identities over the whole file and says what is wrong with a row that repeats one.
class IdentityLedger {
 public:
  /// Problems of this row against earlier ones; `other_row` is the earlier row.
  struct Repeat {
    std::uint64_t other_row = 0;
    bool hours_went_back = false;
    bool is_same_machine_again =
        false;  ///< a second observation of a machine (dates differ), not a duplicate
  };
  std::optional<Repeat> add(const RowIdentity& identity, std::uint64_t row);

 private:
  struct Seen {
    std::uint64_t row = 0;
    std::int32_t observed_days = 0;
    float hours = -1;  ///< enough to see a meter run backwards
  };
  std::unordered_map<std::uint64_t, Seen> seen_;
};

base::Text repeat_text(const IdentityLedger::Repeat& repeat);

}  // namespace chuhai::screening
