#pragma once

#include <cstdint>
#include <string>

#include "base/error.hpp"

namespace chuhai::table {

/// What is wrong with one row or cell that could still be read around.
enum class ProblemCode : std::uint8_t {
  row_too_short,          ///< fewer cells than the table has columns; the missing ones are empty
  row_too_long,           ///< non-empty cells beyond the last column; they are left out
  cell_too_long,          ///< more characters than ReadOptions::cell_characters_max; the cell is empty
  formula_without_value,  ///< the file holds a formula but not its value; the cell is empty
  error_value,            ///< the cell holds an error such as #N/A or #REF!
};

/// A problem as data, cheap enough to have one in every row. Turn it into words with `to_error`.
struct Problem {
  std::uint64_t row = 0;     ///< as the user's program numbers it, from 1
  std::uint32_t column = 0;  ///< from 0; the first column concerned
  ProblemCode code = ProblemCode::row_too_short;
  std::uint64_t found = 0;   ///< cells in the row, or characters in the cell
  std::uint64_t wanted = 0;  ///< columns of the table, or the limit

  bool operator==(const Problem&) const = default;
};

/// Says a problem in both languages; `source` is the file's name. Kind: invalid, or limit for
/// cell_too_long. The code is the enumerator's name.
base::Error to_error(const Problem& problem, const std::string& source);

/// The letters spreadsheet programs give a column: 0 is "A", 26 is "AA".
std::string column_letters(std::uint32_t column);

}  // namespace chuhai::table
