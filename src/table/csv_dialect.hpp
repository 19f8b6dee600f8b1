#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chuhai::table {

/// What separates cells and ends rows. A row that ends in LF may have a CR before it.
struct CsvDialect {
  char separator = ',';
  char row_end = '\n';
};

inline constexpr char kQuote = '"';

/// Finds the row end and, unless `separator` is given, the separator that cuts the first rows most evenly.
CsvDialect sniff_dialect(std::string_view sample, char separator);

/// The separator named by a first line "sep=;", and how long that line is; length 0 when there is none.
struct SeparatorLine {
  char separator = 0;
  std::size_t length = 0;
};
SeparatorLine find_separator_line(std::string_view text);

/// Resolves the quotes of a cell that starts with one, into `out` (room for raw.size() bytes); returns the
/// length. What stands behind the closing quote is kept as it is.
std::size_t unquote_cell(std::string_view raw, char* out);

/// Takes apart the row that starts at `from`; returns where the next one starts. For the few rows of a
/// preview: the column-wise parser does the same for the bulk.
std::size_t read_csv_row(std::string_view text, std::size_t from, const CsvDialect& dialect,
                         std::vector<std::string>& cells);

/// Walks over text piece by piece and finds where rows end.
class RowScanner {
 public:
  explicit RowScanner(const CsvDialect& dialect) : dialect_(dialect) {}
  /// Continues from where the last call ended to `size`. `text` starts at a row's start and is followed
  /// by ByteBuffer::kPadding readable bytes.
  void scan(const char* text, std::size_t size);

  std::size_t rows() const { return rows_; }
  std::size_t boundary() const { return boundary_; }  ///< one past the last complete row
  bool is_inside_quotes() const { return is_inside_; }
  std::size_t rows_before_quote() const { return rows_before_quote_; }
  std::size_t quote_offset() const { return quote_offset_; }
  bool has_beyond_ascii() const { return has_beyond_ascii_; }
  bool has_nul() const { return has_nul_; }

 private:
  void step(const char* text, std::size_t position);

  CsvDialect dialect_;
  std::size_t done_ = 0;
  std::size_t rows_ = 0;
  std::size_t boundary_ = 0;
  std::size_t closed_at_ = static_cast<std::size_t>(-2);
  std::size_t rows_before_quote_ = 0;
  std::size_t quote_offset_ = 0;
  bool is_inside_ = false;
  bool has_beyond_ascii_ = false;
  bool has_nul_ = false;
};

}  // namespace chuhai::table
