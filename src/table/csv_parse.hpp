#pragma once

#include <cstdint>

#include "csv_dialect.hpp"
#include "table/block.hpp"

namespace chuhai::table {

struct CsvParseLimits {
  std::size_t columns = 0;
  std::uint64_t cell_characters_max = 0;
};

/// Takes complete rows apart into columns. `text` is followed by ByteBuffer::kPadding readable bytes and
/// holds exactly `block.rows` rows; `block.first_row` is set.
void parse_csv_rows(std::string_view text, const CsvDialect& dialect, const CsvParseLimits& limits,
                    RowBlock& block);

/// Sizes the columns of a block and forgets what it held; keeps its memory.
void reset_block(RowBlock& block, std::uint64_t first_row, std::size_t rows, std::size_t columns);

/// Code points in UTF-8 text.
std::uint64_t count_characters(std::string_view text);

}  // namespace chuhai::table
