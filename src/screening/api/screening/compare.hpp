#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "machine/catalog.hpp"
#include "rulebook/book.hpp"
#include "screening/mapping.hpp"
#include "screening/report.hpp"

namespace chuhai::screening {

/// A machine about which two versions of a pack come to different outcomes.
struct ChangedMachine {
  std::uint64_t row = 0;           ///< as the user's program numbers it
  std::vector<std::string> cells;  ///< the user's own, parallel to Comparison::headings
  VerdictPtr before, after;
};

/// Two versions of a pack on one fleet.
struct Comparison {
  std::string source;
  calendar::Date as_of;
  std::shared_ptr<const rulebook::Pack> before, after;
  std::vector<std::string> headings;
  std::uint64_t machines = 0;
  std::uint64_t changed = 0;             ///< another outcome
  std::uint64_t other_conditions = 0;    ///< the same outcome with more or fewer conditions
  std::array<OutcomeCounts, 4> moves{};  ///< [before][after], index is rulebook::Outcome
  /// Machines for which a computed field comes out differently, by field.
  std::vector<std::pair<std::string, std::uint64_t>> values;
  std::vector<ChangedMachine> changes;  ///< the first ones, in the sheet's order
};

struct CompareOptions {
  calendar::Date as_of;
  MappingFile mapping;
  unsigned threads = 0;             ///< 0: all cores
  std::size_t changes_max = 1'000;  ///< changed machines kept with their verdicts
  std::filesystem::path csv;        ///< gets every changed machine; empty: nothing is written
  std::function<void(std::uint64_t, std::uint64_t)> progress;  ///< bytes done and in total
};

/// Runs two versions of a pack over a fleet of any size in bounded memory. The stages before the pack run as
/// in a screening, so both see the same facts; what later packs would make of a changed value is not
/// followed. Errors: those of table::Reader, match_columns and the packs.
base::Result<Comparison> compare_packs(const std::filesystem::path& fleet,
                                       std::shared_ptr<const rulebook::Pack> before,
                                       std::shared_ptr<const rulebook::Pack> after,
                                       const rulebook::Book& book, const machine::Catalog& catalog,
                                       const CompareOptions& options);

}  // namespace chuhai::screening
