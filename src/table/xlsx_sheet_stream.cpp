#include "xlsx_sheet_stream.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "refusal.hpp"

namespace chuhai::table {
namespace {

RawKind raw_kind_of(std::string_view type) {
  if (type == "s") return RawKind::shared;
  if (type == "str" || type == "inlineStr") return RawKind::text;
  if (type == "b") return RawKind::boolean;
  if (type == "e") return RawKind::error;
  return type == "d" ? RawKind::iso_date : RawKind::number;
}

template <class Number>
bool parse_whole(std::string_view text, Number& value) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size();
}

bool parse_range(std::string_view text, MergedRange& range) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return false;
  return parse_cell_name(text.substr(0, colon), range.first_row, range.first_column) &&
         parse_cell_name(text.substr(colon + 1), range.last_row, range.last_column) &&
         range.first_row <= range.last_row && range.first_column <= range.last_column;
}

/// Takes the complete mergeCell tags out of `text`; returns how much of it is dealt with.
std::size_t take_merge_tags(std::string_view text, std::uint64_t rows_max, std::vector<MergedRange>& ranges) {
  constexpr std::string_view kTag = "mergeCell ";
  constexpr std::size_t kRangesMax = 10'000;
  std::size_t from = 0;
  for (;;) {
    const std::size_t at = text.find(kTag, from);
    if (at == std::string_view::npos) return std::max(from, text.size() - std::min(text.size(), kTag.size()));
    const std::size_t end = text.find('>', at);
    if (end == std::string_view::npos) return at;
    const std::string_view tag = text.substr(at, end - at);
    const std::size_t ref = tag.find("ref=\"");
    MergedRange range;
    if (ref != std::string_view::npos && ranges.size() < kRangesMax) {
      const std::string_view value = tag.substr(ref + 5);
      if (parse_range(value.substr(0, value.find('"')), range) && range.first_row <= rows_max) {
        ranges.push_back(range);
      }
    }
    from = end;
  }
}

}  // namespace

bool parse_cell_name(std::string_view name, std::uint64_t& row, std::uint32_t& column) {
  std::size_t at = 0;
  std::uint32_t value = 0;
  for (; at < name.size() && name[at] >= 'A' && name[at] <= 'Z'; ++at) {
    value = value * 26 + static_cast<std::uint32_t>(name[at] - 'A') + 1;
    if (value > kSheetColumnsMax) return false;
  }
  if (value == 0 || !parse_whole(name.substr(at), row)) return false;
  column = value - 1;
  return row >= 1 && row <= kSheetRowsMax;
}

base::Result<std::vector<MergedRange>> read_merged_ranges(ZipArchive& archive, std::string_view part,
                                                          std::uint64_t rows_max) {
  // A tag longer than this is no mergeCell tag; dropping the beginning keeps the window small.
  constexpr std::size_t kTagBytesMax = 4096;
  std::vector<MergedRange> ranges;
  auto selected = archive.select(part);
  if (!selected) return selected.error();
  std::string window;
  std::vector<char> piece(std::size_t{256} << 10);
  for (;;) {
    auto got = archive.read(piece.data(), piece.size());
    if (!got) return got.error();
    if (*got == 0) return ranges;
    window.append(piece.data(), *got);
    window.erase(0, take_merge_tags(window, rows_max, ranges));
    if (window.size() > kTagBytesMax) window.erase(0, window.size() - kTagBytesMax);
  }
}

SheetStream::SheetStream(ZipArchive& archive, const Workbook& workbook, std::string source,
                         std::string_view part)
    : workbook_(workbook),
      source_(std::move(source)),
      bytes_done_(std::make_unique<std::uint64_t>(0)),
      reader_(read_open_part(archive, source_, part, bytes_done_.get())) {}

base::Error SheetStream::bad_cell(std::uint64_t row, std::uint32_t column, base::Text message) const {
  return refusal(base::ErrorKind::invalid, "xlsx_bad_cell", std::move(message), source_, row, column + 1);
}

base::Result<bool> SheetStream::next_row(RawRow& row) {
  if (is_done_) return false;
  row.cells.clear();
  row.texts.clear();
  bool is_in_row = false;
  for (;;) {
    auto event = reader_.next();
    if (!event) return event.error();
    if (*event == xml::Event::finish) {
      is_done_ = true;
      return false;
    }
    if (*event == xml::Event::end && reader_.name() == "row" && is_in_row) return true;
    if (*event != xml::Event::start) continue;
    base::Result<void> handled;
    if (reader_.name() == "row" && !is_in_row) {
      is_in_row = true;
      handled = start_row(row);
    } else if (reader_.name() == "c" && is_in_row) {
      handled = read_cell(row);
    }
    if (!handled) return handled.error();
  }
}

base::Result<void> SheetStream::start_row(RawRow& row) {
  std::uint64_t number = row_ + 1;
  const auto given = reader_.attribute("r");
  const bool is_readable = !given || parse_whole(*given, number);
  if (!is_readable || number <= row_ || number > kSheetRowsMax) {
    return bad_cell(
        row_ + 1, 0,
        {"the rows of the sheet are out of order: open it in a spreadsheet program and save it again",
         "工作表的行号有误：请用电子表格软件打开并重新保存"});
  }
  row_ = number;
  row.number = number;
  next_column_ = 0;
  return {};
}

base::Result<void> SheetStream::read_cell(RawRow& row) {
  RawCell cell{};
  cell.column = next_column_;
  std::uint64_t named_row = row_;
  const auto name = reader_.attribute("r");
  const bool is_readable = !name || parse_cell_name(*name, named_row, cell.column);
  if (!is_readable || named_row != row_ || cell.column >= kSheetColumnsMax) {
    return bad_cell(
        row_, next_column_,
        {"a cell names a place outside its row: open it in a spreadsheet program and save it again",
         "单元格的位置有误：请用电子表格软件打开并重新保存"});
  }
  next_column_ = cell.column + 1;
  const std::string_view type = reader_.attribute("t").value_or("n");
  const bool is_formula_text = type == "str";
  cell.kind = raw_kind_of(type);
  if (const auto style = reader_.attribute("s")) parse_whole(*style, cell.style);
  cell.offset = static_cast<std::uint32_t>(row.texts.size());
  bool has_formula = false;
  bool has_value = false;
  auto read = read_cell_content(row, cell, has_formula, has_value);
  if (!read) return read.error();
  cell.length = static_cast<std::uint32_t>(row.texts.size()) - cell.offset;
  const bool has_result = cell.length > 0 || (has_value && is_formula_text);
  if (has_formula && !has_result) {
    cell.kind = RawKind::formula_without_value;
  } else if (cell.length == 0) {
    return {};
  }
  if (cell.kind == RawKind::shared) {
    auto settled = settle_shared(row, cell);
    if (!settled) return settled.error();
  }
  row.cells.push_back(cell);
  return {};
}

base::Result<void> SheetStream::read_cell_content(RawRow& row, RawCell& cell, bool& has_formula,
                                                  bool& has_value) {
  // Offsets are 32 bits wide; no row that a program wrote comes near this.
  constexpr std::size_t kRowTextMax = std::size_t{256} << 20;
  const std::uint32_t depth = reader_.depth();
  bool is_in_value = false;
  for (;;) {
    auto event = reader_.next();
    if (!event) return event.error();
    if (*event == xml::Event::end) {
      is_in_value = false;
      if (reader_.depth() == depth) return {};
    } else if (*event == xml::Event::text) {
      if (is_in_value && cell.kind == RawKind::text) append_unescaped(row.texts, reader_.text());
      if (is_in_value && cell.kind != RawKind::text) row.texts.append(reader_.text());
    } else if (reader_.name() == "is") {
      auto appended = append_rich_text(reader_, row.texts);
      if (!appended) return appended.error();
    } else if (reader_.name() == "v") {
      is_in_value = true;
      has_value = true;
    } else {
      has_formula = has_formula || reader_.name() == "f";
    }
    if (row.texts.size() > kRowTextMax) {
      return refusal(base::ErrorKind::limit, "xlsx_unpacked_too_large",
                     {"the row is longer than " + in_mebibytes(kRowTextMax) + ": shorten its cells",
                      "本行超过 " + in_mebibytes(kRowTextMax) + "：请缩短单元格内容"},
                     source_, row_);
    }
  }
}

base::Result<void> SheetStream::settle_shared(const RawRow& row, RawCell& cell) const {
  std::uint32_t index = 0;
  const std::string_view text = std::string_view(row.texts).substr(cell.offset, cell.length);
  if (!parse_whole(text, index) || index >= workbook_.shared.count()) {
    return bad_cell(row_, cell.column,
                    {"the cell refers to a text that the workbook does not have: open it in a spreadsheet "
                     "program and save it again",
                     "单元格引用的文字在工作簿中不存在：请用电子表格软件打开并重新保存"});
  }
  cell.offset = index;
  cell.length = 0;
  return {};
}

}  // namespace chuhai::table
