#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "column/column.hpp"
#include "rulebook/book.hpp"

namespace chuhai::bench {

/// One column of a fleet as the loop written by hand reads it.
struct FleetColumn {
  std::string path;
  column::Type type = column::Type::number;
  std::vector<std::string> texts;    ///< of a text column: code c means texts[c - 1]
  std::vector<std::int32_t> values;  ///< text: code; boolean: 1 false, 2 true; both: 0 unknown. Number or
                                     ///< days since 1970-01-01: INT32_MIN unknown
};

struct Fleet {
  std::size_t rows = 0;
  std::vector<FleetColumn> columns;
  const FleetColumn& at(std::string_view path) const;
};

/// How a fleet is made up.
enum class FleetKind : std::uint8_t {
  likely,  ///< kinds of machine with their masses, years and gaps; facts of the deal as screening assumes
           ///< them
  random,  ///< every fact by itself, from all its allowed values, one in ten unknown
};

/// `rows` machines with the named facts, numbers whole. The same seed gives the same fleet. `texts` are
/// values that the rules name; those without allowed values are drawn from them.
Fleet make_fleet(FleetKind kind, std::size_t rows, std::uint64_t seed, const std::vector<std::string>& paths,
                 const rulebook::Book& book, const std::map<std::string, std::vector<std::string>>& texts);

/// The fleet in batches of `rows` rows at most; columns share one dictionary over all batches where distinct
/// values are few.
std::vector<column::Batch> to_batches(const Fleet& fleet, std::size_t rows);

/// Writes one CSV file with a heading; unknown is an empty cell. The last column, `row_column`, numbers the
/// rows.
void write_csv(const Fleet& fleet, const std::string& row_column, const std::filesystem::path& file);

}  // namespace chuhai::bench
