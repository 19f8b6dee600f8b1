#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "byte_buffer.hpp"
#include "table/block.hpp"

namespace chuhai::table {

/// What an XLSX cell's text is before it is rendered.
enum class RawKind : std::uint8_t { number, shared, text, boolean, error, iso_date, formula_without_value };

/// A cell as the sheet's XML has it.
struct RawCell {
  std::uint32_t row;     ///< from 0 within the chunk
  std::uint32_t column;  ///< from 0
  std::uint32_t offset;  ///< of its text in Content::texts
  std::uint32_t length;
  std::uint32_t style;
  RawKind kind;
};

struct Chunk::Content {
  // CSV
  ByteBuffer bytes;       ///< UTF-8, every row complete
  std::size_t begin = 0;  ///< rows before this offset were skipped
  bool must_validate = false;
  // XLSX
  std::vector<RawCell> cells;  ///< in row order
  std::string texts;
};

}  // namespace chuhai::table
