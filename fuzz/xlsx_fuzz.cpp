// fuzz: modules table
// Any bytes read as a workbook: refused or read, never a crash, in bounded memory.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assert.hpp"
#include "table/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chuhai::table::ReadOptions options;
  options.unpacked_bytes_max = std::uint64_t{16} << 20;
  options.shared_text_bytes_max = std::uint64_t{1} << 20;
  options.chunk_rows = 100;
  // Not every input can be a ZIP by chance: what does not start like one is tried as one all the same.
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.size() >= 4) bytes.replace(0, 4, "PK\x03\x04");
  auto reader = chuhai::table::Reader::open_bytes("fuzz", std::move(bytes), options);
  if (!reader) return 0;
  chuhai::table::Chunk chunk;
  chuhai::table::RowBlock block;
  for (;;) {
    auto more = (*reader)->next_chunk(chunk);
    if (!more || !*more) break;
    if (!(*reader)->parse_chunk(chunk, block)) break;
    CHUHAI_ASSERT(block.rows == chunk.rows());
    for (const auto& column : block.columns) CHUHAI_ASSERT(column.text.size() == block.rows);
  }
  return 0;
}
