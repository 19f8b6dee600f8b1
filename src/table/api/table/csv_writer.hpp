#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace chuhai::table {

enum class LineEnd : std::uint8_t { lf, crlf };

struct CsvWriteOptions {
  char separator = ',';
  bool byte_order_mark = false;  ///< needed by spreadsheet programs to see UTF-8 in a double-clicked file
  LineEnd line_end = LineEnd::lf;
  /// A text that a spreadsheet program would run as a formula (starting with = + - @ tab or CR, and not a
  /// plain number) is written with a leading apostrophe. Applies to `text`, not to `number`.
  bool guard_formulas = false;
};

/// Writes UTF-8 CSV (RFC 4180) to a temporary name; only `commit` gives the file its own name, so a
/// half-written file is never seen. Throws EnvironmentFailure when writing fails.
class CsvWriter {
 public:
  CsvWriter(const std::filesystem::path& path, const CsvWriteOptions& options);
  ~CsvWriter();
  CsvWriter(const CsvWriter&) = delete;
  CsvWriter& operator=(const CsvWriter&) = delete;

  /// Adds a cell, quoted when it must be.
  void text(std::string_view value);
  /// Adds a cell whose text is known to be a number: neither quoted nor guarded.
  void number(std::string_view value);
  void number(std::int64_t value);
  void empty();
  void end_row();
  /// Adds whole rows that `format_csv_cell` and the caller already made, for writers with several threads.
  void rows(std::string_view bytes);
  /// Writes out what is left and renames the file into place. Call once, last.
  void commit();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Appends one cell to `out` as `CsvWriter::text` would write it, without a separator.
void format_csv_cell(std::string& out, std::string_view value, const CsvWriteOptions& options);

}  // namespace chuhai::table
