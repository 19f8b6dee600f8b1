// fuzz: modules base table
// Any bytes read as a text table: refused or read, never a crash, and the parts agree with each other.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assert.hpp"
#include "table/reader.hpp"

namespace {

/// Reads everything; the number of rows, or nothing when it was refused.
std::uint64_t read_rows(const std::string& bytes, const chuhai::table::ReadOptions& options) {
  auto reader = chuhai::table::Reader::open_bytes("fuzz", bytes, options);
  if (!reader || (*reader)->info().format != chuhai::table::Format::csv) return 0;
  chuhai::table::Chunk chunk;
  chuhai::table::RowBlock block;
  std::uint64_t rows = 0;
  std::uint64_t characters = 0;
  for (;;) {
    auto more = (*reader)->next_chunk(chunk);
    if (!more || !*more) break;
    if (!(*reader)->parse_chunk(chunk, block)) break;
    CHUHAI_ASSERT(block.first_row == rows + 1);
    rows += block.rows;
    for (const auto& column : block.columns) {
      for (const auto& text : column.text) characters += text.size();
    }
    for (const auto& problem : block.problems) CHUHAI_ASSERT(problem.row <= rows);
  }
  CHUHAI_ASSERT(characters <= bytes.size() * 3);
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  chuhai::table::ReadOptions options;
  options.cell_characters_max = 100;
  options.row_bytes_max = 2000;
  read_rows(bytes, options);
  options.chunk_bytes = 16;
  options.separator = ',';
  read_rows(bytes, options);
  return 0;
}
