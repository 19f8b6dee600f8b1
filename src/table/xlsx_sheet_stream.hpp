#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "content.hpp"
#include "xlsx_workbook.hpp"

namespace chuhai::table {

/// The most a sheet can have. Source: ECMA-376 Part 1, 18.3.1.73 and the limits of the programs.
inline constexpr std::uint64_t kSheetRowsMax = 1'048'576;
inline constexpr std::uint32_t kSheetColumnsMax = 16'384;

/// One row as the sheet's XML has it; cells without content are left out.
struct RawRow {
  std::uint64_t number = 0;  ///< from 1
  std::vector<RawCell> cells;
  std::string texts;
};

/// Reads the rows of the part that the archive has open, one after the other.
class SheetStream {
 public:
  SheetStream(ZipArchive& archive, const Workbook& workbook, std::string source, std::string_view part);

  /// False behind the last row. Errors: those of the archive and the XML reader, invalid/xlsx_bad_cell.
  base::Result<bool> next_row(RawRow& row);
  std::uint64_t bytes_done() const { return *bytes_done_; }

 private:
  base::Result<void> start_row(RawRow& row);
  base::Result<void> read_cell(RawRow& row);
  base::Result<void> read_cell_content(RawRow& row, RawCell& cell, bool& has_formula, bool& has_value);
  base::Result<void> settle_shared(const RawRow& row, RawCell& cell) const;
  base::Error bad_cell(std::uint64_t row, std::uint32_t column, base::Text message) const;

  const Workbook& workbook_;
  std::string source_;
  std::unique_ptr<std::uint64_t> bytes_done_;  ///< at a fixed address: the reader's source counts here
  xml::Reader reader_;
  std::uint64_t row_ = 0;
  std::uint32_t next_column_ = 0;
  bool is_done_ = false;
};

/// Row (from 1) and column (from 0) of "AB12"; false when it is not such a name.
bool parse_cell_name(std::string_view name, std::uint64_t& row, std::uint32_t& column);

/// The merged ranges of the sheet part that begin within the first `rows_max` rows, read in a pass of its own
/// because they stand behind the cells.
base::Result<std::vector<MergedRange>> read_merged_ranges(ZipArchive& archive, std::string_view part,
                                                          std::uint64_t rows_max);

}  // namespace chuhai::table
