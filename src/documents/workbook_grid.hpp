#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "table/xlsx_writer.hpp"

namespace chuhai::documents {

/// A sheet with known column widths that gives every row the height its longest text needs: not every
/// spreadsheet program finds it by itself. Rows are written in order; call `finish` after the last, and
/// before writing further rows past the grid.
class Grid {
 public:
  Grid(table::XlsxSheet& sheet, std::vector<double> widths);

  void text(table::CellAt at, std::string_view value, table::StyleId style);
  void link(table::CellAt at, std::string_view url, table::StyleId style);
  void integer(table::CellAt at, std::int64_t value, table::StyleId style);
  void number_or_text(table::CellAt at, std::string_view value, table::StyleId style);
  void finish();

 private:
  void enter(std::uint32_t row);
  void measure(table::CellAt at, std::string_view value);

  table::XlsxSheet* sheet_;
  std::vector<double> widths_;
  std::optional<std::uint32_t> row_;  ///< the row being written
  std::size_t lines_ = 1;
};

}  // namespace chuhai::documents
