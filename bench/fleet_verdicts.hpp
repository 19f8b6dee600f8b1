#pragma once

#include <algorithm>
#include <array>
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

/// What judging fleets took, by side.
struct FleetReport {
  std::size_t rows = 0;
  double verdicts = 0;
  std::array<std::size_t, 4> outcomes{};  ///< how often each
  bool with_database = false;
  Duration packs, hand;
  Duration table, sums;  ///< DuckDB: the answer kept as a table, and only added up

  double database_s() const { return std::min(table.cpu_s, sums.cpu_s); }
};

/// All destinations' packs against DuckDB and the loop in C++. Prints what it finds.
class FleetBench {
 public:
  FleetBench(std::filesystem::path folder, PeerProcess& peers);

  /// All sides on random facts; false when they disagree in any row.
  bool agree_on_random_facts();
  /// All sides on `rows` likely machines, compared and timed; without the database above a million.
  bool measure(std::size_t rows, FleetReport& report);

  const FleetRules& rules() const { return rules_; }

 private:
  struct Ask {
    bool database = true;
    bool time = true;
  };
  bool add_block(FleetKind kind, std::size_t rows, std::uint64_t seed, Ask ask, FleetReport& report);

  std::filesystem::path folder_;
  PeerProcess* peers_;
  rulebook::Book book_;
  unsigned threads_;
  FleetRules rules_;
};

}  // namespace chuhai::bench
