#include "table/xlsx_writer.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <map>
#include <utility>

#include "base/assert.hpp"
#include "base/environment.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "xlsx_style.hpp"

namespace chuhai::table {
namespace {

constexpr std::uint32_t kRowsMax = 1'048'576;
constexpr std::uint32_t kColumnsMax = 16'384;
constexpr std::size_t kTextCharactersMax = 32'767;
constexpr std::uint64_t kExactDigits = 15;

lxw_worksheet* sheet_of(void* handle) { return static_cast<lxw_worksheet*>(handle); }

/// The library reports what a caller did wrong; those are bugs here. Anything else is the environment.
void expect_written(lxw_error error) {
  const bool is_environment = error == LXW_ERROR_MEMORY_MALLOC_FAILED ||
                              error == LXW_ERROR_CREATING_TMPFILE || error == LXW_ERROR_READING_TMPFILE;
  if (is_environment)
    throw base::EnvironmentFailure(std::string("cannot write workbook: ") + lxw_strerror(error));
  CHUHAI_ASSERT(error == LXW_NO_ERROR);
}

void expect_in_sheet(CellAt at) { CHUHAI_ASSERT(at.row < kRowsMax && at.column < kColumnsMax); }

lxw_col_t column_of(CellAt at) { return static_cast<lxw_col_t>(at.column); }

/// True for "_xHHHH_", which a reader would take for an escaped character.
bool is_escape_at(std::string_view text, std::size_t at) {
  if (at + 7 > text.size() || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_') return false;
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 2,
                     text.begin() + static_cast<std::ptrdiff_t>(at) + 6, [](unsigned char c) {
                       return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
                     });
}

void append_escaped_unit(std::string& out, char32_t code) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  out += "_x";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(code >> shift) & 0xF];
  out += '_';
}

/// True when every code point is one that both XML and the library take as it is.
bool is_storable(std::string_view value) {
  return base::is_utf8(value) && value.find("_x") == std::string_view::npos &&
         value.find("\xEF\xBF\xBE") == std::string_view::npos &&
         value.find("\xEF\xBF\xBF") == std::string_view::npos &&
         std::none_of(value.begin(), value.end(), [](unsigned char c) { return c == 0 || c == '\r'; });
}

/// The text as the format stores it: what looks like an escape is escaped itself, and so is what XML
/// would lose. The library escapes the other control characters.
std::string storable_text(std::string_view value) {
  std::string out;
  const std::u32string points = base::decode_utf8(value);
  const std::string text = base::encode_utf8(points);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i);
    if (is_escape_at(text, i)) {
      append_escaped_unit(out, U'_');
    } else if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
      append_escaped_unit(out, rest[2] == '\xBE' ? 0xFFFE : 0xFFFF);
      i += 2;
    } else if (text[i] == '\0' || text[i] == '\r') {
      append_escaped_unit(out, static_cast<char32_t>(text[i]));
    } else {
      out += text[i];
    }
  }
  return out;
}

/// Cut to the format's limit, measured as stored, with "…" as the last character.
bool cut_text(std::string& text) {
  if (text.size() <= kTextCharactersMax) return false;
  std::u32string points = base::decode_utf8(text);
  if (points.size() <= kTextCharactersMax) return false;
  points.resize(kTextCharactersMax - 1);
  points += U'…';
  text = base::encode_utf8(points);
  return true;
}

/// A plain decimal that a double keeps: at most 15 significant digits.
bool is_exact_number(std::string_view value) {
  std::string_view rest = value;
  if (rest.starts_with('-')) rest.remove_prefix(1);
  const std::size_t point = rest.find('.');
  const std::string_view whole = rest.substr(0, point);
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view() : rest.substr(point + 1);
  const auto all_digits = [](std::string_view part) {
    return !part.empty() &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (!all_digits(whole) || (point != std::string_view::npos && !all_digits(fraction))) return false;
  if (whole.size() > 1 && whole.front() == '0') return false;
  const std::string digits = std::string(whole) + std::string(fraction);
  const std::size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) return value.front() != '-';
  return digits.size() - first <= kExactDigits;
}

std::string acceptable_sheet_name(std::string_view wanted) {
  constexpr std::size_t kNameMax = 31;
  std::u32string name = base::decode_utf8(wanted);
  for (char32_t& c : name) {
    if (std::u32string_view(U"[]:*?/\\").find(c) != std::u32string_view::npos || c < 32) c = U'_';
  }
  if (name.size() > kNameMax) name.resize(kNameMax);
  if (name.empty()) name = U"Sheet";
  if (name.front() == U'\'') name.front() = U'_';
  if (name.back() == U'\'') name.back() = U'_';
  return base::encode_utf8(name);
}

}  // namespace

struct XlsxWriter::State {
  explicit State(const std::filesystem::path& target) : file(target) {}
  ~State() {
    // Not committed: the library frees a workbook only by writing it, here to the name that is removed.
    if (book != nullptr) workbook_close(book);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  lxw_format* format(StyleId style) const {
    CHUHAI_ASSERT(style.index < formats.size());
    return formats[style.index];
  }
  lxw_format* date_format(StyleId style, XlsxWriter& writer) {
    if (!styles[style.index].number_format.empty()) return format(style);
    Style dated = styles[style.index];
    dated.number_format = "yyyy-mm-dd";
    return format(writer.add_style(dated));
  }
  std::string prepare(std::string_view value) {
    std::string text = is_storable(value) ? std::string(value) : storable_text(value);
    if (cut_text(text)) ++texts_cut;
    return text;
  }

  base::PendingFile file;
  lxw_workbook* book = nullptr;
  std::deque<XlsxSheet> sheets;
  std::vector<std::string> sheet_names;  ///< lower case: the format ignores case
  std::vector<Style> styles;
  std::vector<lxw_format*> formats;  ///< null for the plain look
  std::uint64_t texts_cut = 0;
};

XlsxWriter::XlsxWriter(const std::filesystem::path& path, const XlsxWriteOptions& options)
    : state_(std::make_unique<State>(path)) {
  // The same folder as the target, so that a small /tmp does not limit a large workbook.
  std::string folder = state_->file.path().parent_path().string();
  if (folder.empty()) folder = ".";
  lxw_workbook_options library_options{};
  library_options.constant_memory = options.constant_memory ? 1 : 0;
  library_options.tmpdir = folder.data();
  library_options.use_zip64 = 0;
  state_->book = workbook_new_opt(state_->file.path().c_str(), &library_options);
  if (state_->book == nullptr) throw base::EnvironmentFailure("cannot write " + path.string());
  std::string title = options.title;
  std::string author = options.author;
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.author = author.data();
  properties.created =
      std::chrono::duration_cast<std::chrono::seconds>(options.created.time_since_epoch()).count();
  expect_written(workbook_set_properties(state_->book, &properties));
  state_->styles.emplace_back();
  state_->formats.push_back(nullptr);
}

XlsxWriter::~XlsxWriter() = default;

XlsxSheet& XlsxWriter::add_sheet(std::string_view name) {
  constexpr std::size_t kNameMax = 31;
  const std::string base_name = acceptable_sheet_name(name);
  std::string chosen = base_name;
  std::vector<std::string>& taken = state_->sheet_names;
  for (int n = 2; std::find(taken.begin(), taken.end(), base::to_lower_ascii(chosen)) != taken.end(); ++n) {
    const std::string suffix = " (" + std::to_string(n) + ")";
    std::u32string cut = base::decode_utf8(base_name);
    cut.resize(std::min(cut.size(), kNameMax - suffix.size()));
    chosen = base::encode_utf8(cut) + suffix;
  }
  taken.push_back(base::to_lower_ascii(chosen));
  lxw_worksheet* const sheet = workbook_add_worksheet(state_->book, chosen.c_str());
  CHUHAI_ASSERT(sheet != nullptr);
  state_->sheets.push_back(XlsxSheet(*this, sheet));
  return state_->sheets.back();
}

StyleId XlsxWriter::add_style(const Style& style) {
  const auto found = std::find(state_->styles.begin(), state_->styles.end(), style);
  if (found != state_->styles.end()) {
    return {static_cast<std::uint32_t>(found - state_->styles.begin())};
  }
  lxw_format* const format = workbook_add_format(state_->book);
  if (format == nullptr) throw base::EnvironmentFailure("out of memory for a cell style");
  apply_style(format, style);
  state_->styles.push_back(style);
  state_->formats.push_back(format);
  return {static_cast<std::uint32_t>(state_->styles.size() - 1)};
}

std::uint64_t XlsxWriter::texts_cut() const { return state_->texts_cut; }

void XlsxWriter::commit() {
  CHUHAI_ASSERT(state_->book != nullptr);
  if (state_->sheets.empty()) add_sheet("Sheet1");
  const lxw_error error = workbook_close(std::exchange(state_->book, nullptr));
  if (error != LXW_NO_ERROR) {
    throw base::EnvironmentFailure(std::string("cannot write workbook: ") + lxw_strerror(error));
  }
  state_->file.commit();
}

void XlsxSheet::text(CellAt at, std::string_view value, StyleId style) {
  expect_in_sheet(at);
  if (value.empty()) {
    if (style.index != 0) blank(at, style);
    return;
  }
  const std::string stored = writer_->state_->prepare(value);
  expect_written(worksheet_write_string(sheet_of(handle_), at.row, column_of(at), stored.c_str(),
                                        writer_->state_->format(style)));
}

void XlsxSheet::number_or_text(CellAt at, std::string_view value, StyleId style) {
  double number_value = 0;
  if (!is_exact_number(value)) return text(at, value, style);
  std::from_chars(value.data(), value.data() + value.size(), number_value);
  number(at, number_value, style);
}

void XlsxSheet::number(CellAt at, double value, StyleId style) {
  expect_in_sheet(at);
  expect_written(worksheet_write_number(sheet_of(handle_), at.row, column_of(at), value,
                                        writer_->state_->format(style)));
}

void XlsxSheet::integer(CellAt at, std::int64_t value, StyleId style) {
  number_or_text(at, std::to_string(value), style);
}

void XlsxSheet::date(CellAt at, const calendar::Date& value, StyleId style) {
  constexpr calendar::Date kFirst{1900, 3, 1};
  constexpr calendar::Date kLast{9999, 12, 31};
  if (value < kFirst || value > kLast) return text(at, calendar::to_string(value), style);
  expect_in_sheet(at);
  lxw_datetime date_time{value.year, value.month, value.day, 0, 0, 0};
  expect_written(worksheet_write_datetime(sheet_of(handle_), at.row, column_of(at), &date_time,
                                          writer_->state_->date_format(style, *writer_)));
}

void XlsxSheet::boolean(CellAt at, bool value, StyleId style) {
  expect_in_sheet(at);
  expect_written(worksheet_write_boolean(sheet_of(handle_), at.row, column_of(at), value ? 1 : 0,
                                         writer_->state_->format(style)));
}

void XlsxSheet::link(CellAt at, std::string_view url, std::string_view label, StyleId style) {
  constexpr std::uint32_t kLinksMax = 65'530;
  constexpr std::size_t kUrlMax = 2'079;
  expect_in_sheet(at);
  const std::string stored = writer_->state_->prepare(label);
  const std::string address(url);
  const bool is_linkable = links_ < kLinksMax && !url.empty() && url.size() <= kUrlMax &&
                           base::is_utf8(url) && url.find('\0') == std::string_view::npos;
  lxw_format* const format = writer_->state_->format(style);
  lxw_worksheet* const sheet = sheet_of(handle_);
  const lxw_error error = is_linkable ? worksheet_write_url_opt(sheet, at.row, column_of(at), address.c_str(),
                                                                format, stored.c_str(), nullptr)
                                      : LXW_ERROR_WORKSHEET_MAX_URL_LENGTH_EXCEEDED;
  if (error == LXW_NO_ERROR) {
    ++links_;
    return;
  }
  text(at, label, style);
}

void XlsxSheet::blank(CellAt at, StyleId style) {
  expect_in_sheet(at);
  expect_written(
      worksheet_write_blank(sheet_of(handle_), at.row, column_of(at), writer_->state_->format(style)));
}

void XlsxSheet::merge(const CellRange& range, std::string_view value, StyleId style) {
  expect_in_sheet(range.last);
  CHUHAI_ASSERT(range.first.row <= range.last.row && range.first.column <= range.last.column);
  if (range.first.row == range.last.row && range.first.column == range.last.column) {
    return text(range.first, value, style);
  }
  const std::string stored = writer_->state_->prepare(value);
  expect_written(worksheet_merge_range(sheet_of(handle_), range.first.row, column_of(range.first),
                                       range.last.row, column_of(range.last), stored.c_str(),
                                       writer_->state_->format(style)));
}

void XlsxSheet::comment(CellAt at, std::string_view note) {
  expect_in_sheet(at);
  const std::string stored = writer_->state_->prepare(note);
  if (stored.empty()) return;
  expect_written(worksheet_write_comment(sheet_of(handle_), at.row, column_of(at), stored.c_str()));
}

void XlsxSheet::set_column_width(std::uint32_t column, double characters) {
  const auto index = static_cast<lxw_col_t>(column);
  expect_written(worksheet_set_column(sheet_of(handle_), index, index, characters, nullptr));
}

void XlsxSheet::set_column_widths(std::uint32_t first_column, const std::vector<double>& characters) {
  for (std::size_t i = 0; i < characters.size(); ++i) {
    set_column_width(first_column + static_cast<std::uint32_t>(i), characters[i]);
  }
}

void XlsxSheet::set_row_height(std::uint32_t row, double points) {
  expect_written(worksheet_set_row(sheet_of(handle_), row, points, nullptr));
}

void XlsxSheet::hide_column(std::uint32_t column) {
  lxw_row_col_options hidden{};
  hidden.hidden = 1;
  const auto index = static_cast<lxw_col_t>(column);
  expect_written(
      worksheet_set_column_opt(sheet_of(handle_), index, index, LXW_DEF_COL_WIDTH, nullptr, &hidden));
}

void XlsxSheet::freeze(CellAt at) { worksheet_freeze_panes(sheet_of(handle_), at.row, column_of(at)); }

void XlsxSheet::autofilter(const CellRange& range) {
  expect_written(worksheet_autofilter(sheet_of(handle_), range.first.row, column_of(range.first),
                                      range.last.row, column_of(range.last)));
}

void XlsxSheet::set_print(const PrintSetup& setup) {
  constexpr std::uint8_t kPaperA4 = 9;
  lxw_worksheet* const sheet = sheet_of(handle_);
  worksheet_set_paper(sheet, kPaperA4);
  if (setup.landscape) worksheet_set_landscape(sheet);
  if (setup.pages_wide > 0) worksheet_fit_to_pages(sheet, setup.pages_wide, 0);
  if (setup.repeat_rows > 0) expect_written(worksheet_repeat_rows(sheet, 0, setup.repeat_rows - 1));
  if (!setup.footer.empty()) expect_written(worksheet_set_footer(sheet, setup.footer.c_str()));
}

void XlsxSheet::set_tab_colour(std::uint32_t rgb) {
  worksheet_set_tab_color(sheet_of(handle_), rgb == 0 ? static_cast<lxw_color_t>(LXW_COLOR_BLACK)
                                                      : static_cast<lxw_color_t>(rgb));
}

void XlsxSheet::activate() { worksheet_activate(sheet_of(handle_)); }

}  // namespace chuhai::table
