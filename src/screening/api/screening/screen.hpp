#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "destination/assumptions.hpp"
#include "machine/catalog.hpp"
#include "rulebook/book.hpp"
#include "screening/mapping.hpp"
#include "screening/report.hpp"

namespace chuhai::screening {

struct ScreenOptions {
  calendar::Date as_of;
  std::vector<std::string> countries;  ///< ISO alpha-2; empty means every destination with a pack
  MappingFile mapping;
  std::shared_ptr<const destination::CostAssumptions> costs;  ///< null: no landed costs
  unsigned threads = 0;                                       ///< 0: all cores
  /// Called now and then with bytes done and in total.
  std::function<void(std::uint64_t, std::uint64_t)> progress;
};

/// Screens a fleet with every explanation, in memory. `machines_max` bounds memory: a larger fleet is
/// refused with limit/fleet_too_large (use `screen_to_csv`).
/// Errors: those of table::Reader, match_columns and the packs.
base::Result<Report> screen(const std::filesystem::path& fleet, const rulebook::Book& book,
                            const machine::Catalog& catalog, const ScreenOptions& options,
                            std::uint64_t machines_max = 200'000);

/// Screens a fleet of any size in bounded memory and writes the user's sheet with our columns added as CSV,
/// row by row in the sheet's order. The report holds totals and no machines.
base::Result<Report> screen_to_csv(const std::filesystem::path& fleet, const std::filesystem::path& out,
                                   const rulebook::Book& book, const machine::Catalog& catalog,
                                   const ScreenOptions& options);

}  // namespace chuhai::screening
