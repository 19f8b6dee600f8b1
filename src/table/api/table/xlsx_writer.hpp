#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "calendar/calendar.hpp"

namespace chuhai::table {

enum class Align : std::uint8_t { none, left, centre, right };
enum class VerticalAlign : std::uint8_t { none, top, centre, bottom };

/// How a cell looks. Colours are 0xRRGGBB.
struct Style {
  bool bold = false;
  bool italic = false;
  bool wrap = false;
  bool border = false;  ///< thin, all round
  std::optional<std::uint32_t> fill_rgb;
  std::optional<std::uint32_t> font_rgb;
  std::optional<std::uint32_t> border_rgb;
  double font_size_pt = 0;  ///< 0 is the workbook's default
  Align align = Align::none;
  VerticalAlign vertical_align = VerticalAlign::none;
  std::uint8_t rotation_degrees = 0;  ///< 0..90, anticlockwise
  std::uint8_t indent = 0;
  std::string number_format;  ///< for example "#,##0.00"; empty is General

  bool operator==(const Style&) const = default;
};

/// A style made known to a workbook; the default one is the plain look.
struct StyleId {
  std::uint32_t index = 0;
};

/// A place in a sheet, both from 0.
struct CellAt {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};

/// A rectangle, inclusive.
struct CellRange {
  CellAt first;
  CellAt last;
};

struct XlsxWriteOptions {
  bool constant_memory = false;  ///< rows must then be written in order; for large tables
  std::string title;
  std::string author;
  /// Written as the time of creation; fixed, so that the same content gives the same bytes.
  base::Instant created{std::chrono::seconds{1577836800}};
};

struct PrintSetup {
  bool landscape = false;
  std::uint16_t pages_wide = 0;   ///< 0 does not fit to width
  std::uint32_t repeat_rows = 0;  ///< heading rows printed on every page
  std::string footer;             ///< the program's own codes: "&P / &N"
};

class XlsxWriter;

/// One sheet under construction. Owned by its writer. Texts are cut to 32,767 characters, the format's
/// limit; `XlsxWriter::texts_cut` counts them. Bytes that are not UTF-8 become U+FFFD.
/// A cell outside 1,048,576 rows x 16,384 columns is a bug of the caller (assertion).
class XlsxSheet {
 public:
  void text(CellAt at, std::string_view value, StyleId style = {});
  /// Writes a number when `value` is a plain decimal that a spreadsheet keeps exactly (at most 15
  /// significant digits, no leading zeros, plus sign or exponent), otherwise the text itself: a serial
  /// "00123" or a 20-digit number is never changed.
  void number_or_text(CellAt at, std::string_view value, StyleId style = {});
  void number(CellAt at, double value, StyleId style = {});
  void integer(CellAt at, std::int64_t value, StyleId style = {});  ///< text beyond 15 digits
  /// A real date cell (1900 system), "yyyy-mm-dd" unless the style has a format. Dates outside 1900-03-01 ..
  /// 9999-12-31 are written as text.
  void date(CellAt at, const calendar::Date& value, StyleId style = {});
  void boolean(CellAt at, bool value, StyleId style = {});
  /// A link to `url` (http, https, mailto, or "internal:'Sheet'!A1") that shows `label`. An address the
  /// format cannot hold (over 2,079 characters, or more than 65,530 links) becomes plain text.
  void link(CellAt at, std::string_view url, std::string_view label, StyleId style = {});
  void blank(CellAt at, StyleId style);
  /// Merges the range and writes `value` into it. A range of one cell is just that cell.
  void merge(const CellRange& range, std::string_view value, StyleId style = {});
  /// A note on a cell. Not with constant_memory across rows already written.
  void comment(CellAt at, std::string_view note);

  void set_column_width(std::uint32_t column, double characters);
  void set_column_widths(std::uint32_t first_column, const std::vector<double>& characters);
  void set_row_height(std::uint32_t row, double points);
  void hide_column(std::uint32_t column);
  /// Keeps the rows above and the columns left of `at` in view.
  void freeze(CellAt at);
  void autofilter(const CellRange& range);
  void set_print(const PrintSetup& setup);
  void set_tab_colour(std::uint32_t rgb);
  void activate();

 private:
  friend class XlsxWriter;
  XlsxSheet(XlsxWriter& writer, void* handle) : writer_(&writer), handle_(handle) {}
  XlsxWriter* writer_;
  void* handle_;
  std::uint32_t links_ = 0;
};

/// Writes one workbook to a temporary name; only `commit` gives the file its own name. The same calls give
/// the same bytes. One thread. Throws EnvironmentFailure when writing fails.
class XlsxWriter {
 public:
  XlsxWriter(const std::filesystem::path& path, const XlsxWriteOptions& options);
  ~XlsxWriter();
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;

  /// Adds a sheet. A name is made acceptable when it is not: characters []:*?/\ become "_", at most 31
  /// characters, " (2)" appended when taken. The reference stays valid until `commit`.
  XlsxSheet& add_sheet(std::string_view name);
  /// Makes a style known; equal styles share one id.
  StyleId add_style(const Style& style);
  std::uint64_t texts_cut() const;
  /// Writes the workbook and renames it into place. Call once, last.
  void commit();

 private:
  friend class XlsxSheet;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace chuhai::table
