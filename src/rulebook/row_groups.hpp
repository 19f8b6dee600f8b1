#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "column/column.hpp"

namespace chuhai::rulebook {

/// Rows that are alike in every column a pack reads get the same verdict, so one of each kind is enough.
struct RowGroups {
  std::vector<std::uint32_t> group_of_row;
  std::vector<std::uint32_t> first_rows;  ///< of each group, in order of first appearance
};

/// Groups the rows by the columns' dictionary codes. Nothing when that does not pay: a column is flat, or
/// there would be more than half as many groups as rows. Columns have `rows` rows; constant ones tell nothing
/// apart.
std::optional<RowGroups> group_rows(std::span<const column::Column* const> columns, std::size_t rows);

}  // namespace chuhai::rulebook
