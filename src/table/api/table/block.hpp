#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "table/cell.hpp"
#include "table/problem.hpp"

namespace chuhai::table {

/// A piece of a file that ends at a row boundary: what `Reader::next_chunk` fills and
/// `Reader::parse_chunk` takes apart. Reuse one object; it keeps its memory.
class Chunk {
 public:
  Chunk();
  ~Chunk();
  Chunk(const Chunk&) = delete;
  Chunk& operator=(const Chunk&) = delete;
  Chunk(Chunk&&) noexcept;
  Chunk& operator=(Chunk&&) noexcept;

  /// Number of the first row as the user's program shows it, from 1.
  std::uint64_t first_row() const { return first_row_; }
  std::size_t rows() const { return rows_; }
  /// How much of the file has been taken in with this chunk, in bytes, for a progress display;
  /// compare with TableInfo::bytes_total.
  std::uint64_t bytes_done() const { return bytes_done_; }

  struct Content;  ///< what the format needs; private to the module
  Content& content() { return *content_; }
  const Content& content() const { return *content_; }
  void set_extent(std::uint64_t first_row, std::size_t rows, std::uint64_t bytes_done);

 private:
  std::uint64_t first_row_ = 1;
  std::size_t rows_ = 0;
  std::uint64_t bytes_done_ = 0;
  std::unique_ptr<Content> content_;
};

/// One column of a block: parallel arrays of `RowBlock::rows` elements.
struct CellColumn {
  std::vector<std::string_view> text;  ///< UTF-8
  std::vector<CellKind> kind;
};

/// Texts that had to be made (quotes resolved, numbers rendered). Pages are reused, never moved.
class TextArena {
 public:
  /// Room for `size` bytes that stays where it is until `clear`.
  char* reserve(std::size_t size);
  /// Copies `text` and returns where it lives now.
  std::string_view store(std::string_view text);
  void clear();

 private:
  std::deque<std::vector<char>> pages_;
  std::size_t page_ = 0;
  std::size_t used_ = 0;
};

/// Rows as columns. The views live as long as the chunk they were parsed from (until its next filling),
/// the block (until its next parse) and the reader. Reuse one object; it keeps its memory.
struct RowBlock {
  std::uint64_t first_row = 1;  ///< number of row 0 of this block as the user's program shows it
  std::size_t rows = 0;
  std::vector<CellColumn> columns;
  std::vector<std::uint8_t> blank;  ///< 1 when no cell of the row holds anything
  std::vector<Problem> problems;    ///< in row order
  TextArena arena;

  std::uint64_t row_number(std::size_t row) const { return first_row + row; }
};

}  // namespace chuhai::table
