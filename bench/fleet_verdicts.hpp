#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "column/column.hpp"
#include "fleet_columns.hpp"
#include "hand_library.hpp"
#include "measure.hpp"
#include "peer_process.hpp"
#include "rule_sql.hpp"
#include "rulebook/assess.hpp"
#include "rulebook/book.hpp"

namespace chuhai::bench {

/// The packs of an area, each for the same day, in three forms: compiled by rulebook, as SQL, and as C++.
struct FleetRules {
  std::vector<std::shared_ptr<const rulebook::Pack>> packs;
  std::vector<rulebook::Assessor> assessors;  ///< parallel to packs
  VerdictSql sql;
  std::vector<std::string> left_out;  ///< packs that cannot be translated, and why
  std::size_t rules = 0;
};

/// Throws std::runtime_error when a pack in force cannot be compiled.
FleetRules prepare_rules(const rulebook::Book& book, const std::string& area);

/// Outcome numbers, a byte a row, pack after pack.
using Outcomes = std::vector<std::uint8_t>;

/// Verdicts of all packs by column kernels, batches shared out among `threads`.
Outcomes verdicts_by_packs(const FleetRules& rules, const std::vector<column::Batch>& batches,
                           unsigned threads);

/// The same by the loop in C++.
Outcomes verdicts_by_hand(const HandLibrary& library, const HandSource& source, const Fleet& fleet,
                          std::size_t packs, unsigned threads);

/// Loads the fleet into the database and keeps the query there.
void load_database(const FleetRules& rules, const Fleet& fleet, const std::filesystem::path& folder,
                   unsigned threads, PeerProcess& peers);

/// What the query says, by pack and row.
Outcomes verdicts_by_database(const std::filesystem::path& folder, PeerProcess& peers);

/// Packs against DuckDB and the loop on one fleet: first on a fleet of random facts, then on a likely one,
/// all three must say the same on every row; then the likely fleet is timed. Prints; false when they
/// disagree.
bool bench_fleet(const std::filesystem::path& folder, PeerProcess& peers);

}  // namespace chuhai::bench
