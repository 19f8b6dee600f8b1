#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "table/block.hpp"

namespace chuhai::table {

enum class Format : std::uint8_t { csv, xlsx };
enum class Encoding : std::uint8_t { utf8, utf16_le, utf16_be, gb18030 };

std::string to_string(Format format);
std::string to_string(Encoding encoding);

struct ReadOptions {
  std::string sheet;   ///< XLSX: the sheet's name; empty takes the first visible sheet that holds anything
  char separator = 0;  ///< CSV: 0 finds it among , ; tab |
  std::uint64_t cell_characters_max = 1'000'000;
  std::size_t chunk_bytes = std::size_t{4} << 20;                  ///< CSV: about how much `next_chunk` takes
  std::size_t chunk_rows = 4096;                                   ///< XLSX: how many rows `next_chunk` takes
  std::uint64_t row_bytes_max = std::uint64_t{64} << 20;           ///< CSV: a longer row is refused
  std::uint64_t unpacked_bytes_max = std::uint64_t{2} << 30;       ///< XLSX: all parts together
  std::uint64_t shared_text_bytes_max = std::uint64_t{512} << 20;  ///< XLSX: the shared strings
  std::uint32_t compression_ratio_max = 200;                       ///< XLSX: of parts above 50 MiB
  std::uint32_t parts_max = 10'000;                                ///< XLSX: files in the package
};

struct SheetInfo {
  std::string name;
  bool is_visible = true;
};

struct TableInfo {
  Format format = Format::csv;
  Encoding encoding = Encoding::utf8;  ///< CSV: settled with the first character beyond ASCII
  char separator = ',';                ///< CSV
  std::vector<SheetInfo> sheets;       ///< XLSX, in the workbook's order
  std::string sheet;                   ///< XLSX: the one being read
  std::size_t columns = 0;             ///< what every block will have; see `Reader::skip_rows`
  std::uint64_t bytes_total = 0;       ///< size of the file, or of the sheet's part when unpacked
};

/// A range of cells shown as one. Rows from 1 as the program numbers them, columns from 0, all inclusive.
struct MergedRange {
  std::uint64_t first_row = 1;
  std::uint64_t last_row = 1;
  std::uint32_t first_column = 0;
  std::uint32_t last_column = 0;

  bool operator==(const MergedRange&) const = default;
};

struct PreviewRow {
  std::uint64_t row = 1;          ///< as the user's program numbers it
  std::vector<std::string> text;  ///< a merged cell's text stands in every cell of its range
  std::vector<CellKind> kind;
};

struct Preview {
  std::vector<PreviewRow> rows;     ///< at most the first 50, blank ones included
  std::vector<MergedRange> merged;  ///< those that touch the preview
};

/// Reads anybody's spreadsheet in bounded memory, in two steps so that the slow one can run on all cores:
///
///     auto reader = Reader::open(path, {});
///     if (!reader) return reader.error();
///     auto skipped = (*reader)->skip_rows(heading_rows);
///     for (;;) {
///       auto more = (*reader)->next_chunk(chunk);         // one thread
///       if (!more) return more.error();
///       if (!*more) break;
///       auto parsed = (*reader)->parse_chunk(chunk, block);  // any number of threads
///     }
///
/// CSV: RFC 4180 and what people write instead of it: separators , ; tab | found by looking (a first line
/// "sep=;" decides), LF, CRLF or CR, byte order marks, UTF-8, UTF-16 and GB18030 recognised. A quote opens
/// a quoted cell only at the start of a cell. Rows are numbered as spreadsheet programs number them: a cell
/// with a line break stays in its row.
/// XLSX: shared and inline strings, formulas by their stored values, dates by their number formats in both
/// date systems, hidden rows and columns included.
///
/// Errors, kind/code: not_found/file_missing, invalid/not_a_file, invalid/file_is_empty,
/// unsupported/{old_or_protected_workbook, binary_workbook, open_document, numbers_workbook, pdf, web_page,
/// unknown_archive}, invalid/{csv_bad_encoding, csv_nul_byte, csv_unclosed_quote},
/// limit/{csv_row_too_long, csv_too_many_columns, csv_too_many_cells},
/// invalid/{xlsx_damaged, xlsx_part_missing, xlsx_bad_cell}, not_found/sheet_missing,
/// limit/{xlsx_unpacked_too_large, xlsx_too_many_parts, xlsx_shared_text_too_large}, and those of the XML
/// reader (xml_doctype, xml_syntax ...).
/// Throws EnvironmentFailure when reading fails half-way.
class Reader {
 public:
  static base::Result<std::unique_ptr<Reader>> open(const std::filesystem::path& path,
                                                    const ReadOptions& options);
  /// The same from memory; `name` is what messages call it. The bytes are kept.
  static base::Result<std::unique_ptr<Reader>> open_bytes(std::string name, std::string bytes,
                                                          const ReadOptions& options);
  virtual ~Reader() = default;

  const TableInfo& info() const { return info_; }
  const std::string& source() const { return source_; }
  /// The first rows, without consuming them. CSV: at most those of the first chunk.
  const Preview& preview() const { return preview_; }

  /// Leaves out the first `rows` rows (title and headings) and sets the number of columns: CSV, the most
  /// cells any row left out has; XLSX, the last column used in the preview. With 0 rows CSV takes the
  /// first row as the measure. Call at most once, before the first `next_chunk`; when it is not called,
  /// skip_rows(0) holds. Errors: invalid/not_enough_rows when the preview has fewer rows.
  virtual base::Result<void> skip_rows(std::size_t rows) = 0;

  /// Takes the next piece of the file. False at the end. One thread at a time. The errors above.
  virtual base::Result<bool> next_chunk(Chunk& chunk) = 0;

  /// Fills `block` from `chunk`. Any number of threads, also while another calls `next_chunk` with
  /// another chunk. Errors: invalid/csv_bad_encoding, limit/csv_too_many_cells.
  virtual base::Result<void> parse_chunk(const Chunk& chunk, RowBlock& block) const = 0;

 protected:
  TableInfo info_;
  Preview preview_;
  std::string source_;
};

}  // namespace chuhai::table
