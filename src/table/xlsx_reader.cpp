#include "xlsx_reader.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "csv_parse.hpp"
#include "refusal.hpp"

namespace chuhai::table {
namespace {

constexpr std::size_t kPreviewRows = 50;
/// A table that starts further down is read from its first row on.
constexpr std::uint64_t kLeadingBlankRowsMax = 20;

}  // namespace

XlsxReader::XlsxReader(std::unique_ptr<ZipArchive> archive, std::string name, const ReadOptions& options)
    : options_(options), archive_(std::move(archive)) {
  source_ = std::move(name);
  info_.format = Format::xlsx;
}

base::Result<std::unique_ptr<Reader>> XlsxReader::open(std::unique_ptr<ZipArchive> archive, std::string name,
                                                       const ReadOptions& options) {
  std::unique_ptr<XlsxReader> reader(new XlsxReader(std::move(archive), std::move(name), options));
  auto started = reader->start();
  if (!started) return started.error();
  return std::unique_ptr<Reader>(std::move(reader));
}

base::Result<void> XlsxReader::start() {
  auto workbook = read_workbook(*archive_, source_, options_);
  if (!workbook) return workbook.error();
  workbook_ = std::move(*workbook);
  for (const SheetPart& sheet : workbook_.sheets) info_.sheets.push_back({sheet.name, sheet.is_visible});
  if (!options_.sheet.empty()) {
    auto sheet = named_sheet();
    if (!sheet) return sheet.error();
    auto started = start_sheet(**sheet);
    if (!started) return started.error();
    if (!*started) return empty_file();
    return make_preview();
  }
  for (const SheetPart& sheet : workbook_.sheets) {
    if (!sheet.is_visible || sheet.part.empty()) continue;
    auto started = start_sheet(sheet);
    if (!started) return started.error();
    if (*started) return make_preview();
  }
  return empty_file();
}

base::Error XlsxReader::empty_file() const {
  return refusal(base::ErrorKind::invalid, "file_is_empty",
                 {"the workbook has no visible sheet with cells: choose the file or the sheet with the table",
                  "工作簿没有含数据的可见工作表：请选择含有表格的文件或工作表"},
                 source_);
}

base::Result<const SheetPart*> XlsxReader::named_sheet() const {
  const std::string wanted = base::to_lower_ascii(base::trim(options_.sheet));
  std::vector<std::string> names;
  for (const SheetPart& sheet : workbook_.sheets) {
    if (base::to_lower_ascii(base::trim(sheet.name)) == wanted) return &sheet;
    names.push_back(sheet.name);
  }
  return refusal(base::ErrorKind::not_found, "sheet_missing",
                 {"there is no sheet \"" + options_.sheet + "\"; there are: " + base::join(names, ", "),
                  "没有名为“" + options_.sheet + "”的工作表；现有：" + base::join(names, "、")},
                 source_);
}

/// False when the sheet holds nothing.
base::Result<bool> XlsxReader::start_sheet(const SheetPart& sheet) {
  // Above this size the extra pass takes longer than merged headings are worth.
  constexpr std::uint64_t kMergePassBytesMax = std::uint64_t{256} << 20;
  if (sheet.part.empty()) return false;
  const std::uint64_t size = archive_->unpacked_size(sheet.part);
  if (size <= kMergePassBytesMax) {
    auto merged = read_merged_ranges(*archive_, sheet.part, kSheetRowsMax);
    if (!merged) return merged.error();
    preview_.merged = std::move(*merged);
  }
  auto selected = archive_->select(sheet.part);
  if (!selected) return selected.error();
  stream_.emplace(*archive_, workbook_, source_, sheet.part);
  info_.sheet = sheet.name;
  info_.bytes_total = size;
  next_row_ = 1;
  has_row_ = false;
  auto filled = fill(pending_);
  if (!filled) return filled.error();
  has_pending_ = *filled;
  return *filled;
}

std::size_t XlsxReader::chunk_rows() const {
  constexpr std::size_t kBlockCellsMax = std::size_t{4} << 20;
  const std::size_t columns = std::max<std::size_t>(info_.columns, 1);
  return std::max<std::size_t>(1, std::min(options_.chunk_rows, kBlockCellsMax / columns));
}

base::Result<bool> XlsxReader::fill(Chunk& chunk) {
  constexpr std::size_t kChunkCellsMax = std::size_t{4} << 20;
  constexpr std::size_t kChunkTextMax = std::size_t{64} << 20;
  Chunk::Content& content = chunk.content();
  content.cells.clear();
  content.texts.clear();
  std::uint64_t rows = 0;
  for (;;) {
    if (!has_row_) {
      auto read = stream_->next_row(row_);
      if (!read) return read.error();
      if (!*read) break;
      if (row_.cells.empty()) continue;
      has_row_ = true;
    }
    if (next_row_ == 1 && rows == 0 && row_.number > kLeadingBlankRowsMax) next_row_ = row_.number;
    const std::uint64_t place = row_.number - next_row_;
    const bool is_full = content.cells.size() > kChunkCellsMax || content.texts.size() > kChunkTextMax;
    if (is_full || place >= chunk_rows()) {
      if (!is_full) rows = chunk_rows();
      break;
    }
    const auto offset = static_cast<std::uint32_t>(content.texts.size());
    for (RawCell cell : row_.cells) {
      cell.row = static_cast<std::uint32_t>(place);
      if (cell.kind != RawKind::shared) cell.offset += offset;
      content.cells.push_back(cell);
    }
    content.texts += row_.texts;
    rows = place + 1;
    has_row_ = false;
  }
  chunk.set_extent(next_row_, rows, stream_->bytes_done());
  next_row_ += rows;
  return rows > 0;
}

base::Result<void> XlsxReader::skip_rows(std::size_t rows) {
  CHUHAI_ASSERT(has_pending_);
  if (rows == 0) return {};
  if (rows > preview_.rows.size()) {
    const std::string have = std::to_string(preview_.rows.size());
    return refusal(
        base::ErrorKind::invalid, "not_enough_rows",
        {"only " + have + " rows to look for headings in: the table needs its headings within them",
         "可供查找标题的只有 " + have + " 行：标题行须在其中"},
        source_);
  }
  std::vector<RawCell>& cells = pending_.content().cells;
  cells.erase(cells.begin(), std::find_if(cells.begin(), cells.end(),
                                          [rows](const RawCell& cell) { return cell.row >= rows; }));
  for (RawCell& cell : cells) cell.row -= static_cast<std::uint32_t>(rows);
  pending_.set_extent(pending_.first_row() + rows, pending_.rows() - rows, pending_.bytes_done());
  return {};
}

base::Result<bool> XlsxReader::next_chunk(Chunk& chunk) {
  if (has_pending_) {
    has_pending_ = false;
    std::swap(chunk, pending_);
    pending_ = Chunk();
    if (chunk.rows() > 0) return true;
  }
  return fill(chunk);
}

RenderedCell XlsxReader::render(const Chunk::Content& content, const RawCell& raw, TextArena& arena) const {
  if (raw.kind == RawKind::shared) {
    const std::string_view shared = workbook_.shared.at(raw.offset);
    return {shared, shared.empty() ? CellKind::empty : CellKind::text};
  }
  const std::string_view text = std::string_view(content.texts).substr(raw.offset, raw.length);
  switch (raw.kind) {
    case RawKind::boolean:
      return {text == "1" || text == "true" ? "TRUE" : "FALSE", CellKind::boolean};
    case RawKind::error:
      return {text, CellKind::error};
    case RawKind::iso_date:
      return {text, CellKind::date};
    case RawKind::formula_without_value:
      return {{}, CellKind::formula_without_value};
    case RawKind::number:
      break;
    default:
      return {text, text.empty() ? CellKind::empty : CellKind::text};
  }
  const FormatClass format =
      raw.style < workbook_.style_formats.size() ? workbook_.style_formats[raw.style] : FormatClass::number;
  const RenderedCell cell = render_formatted(text, format, workbook_.is_1904, arena);
  return cell.text.empty() ? RenderedCell{text, CellKind::text} : cell;
}

void XlsxReader::place(const Chunk::Content& content, const RawCell& raw, RowBlock& block) const {
  RenderedCell cell = render(content, raw, block.arena);
  if (cell.kind == CellKind::empty) return;
  const auto report = [&](ProblemCode code, std::uint64_t found, std::uint64_t wanted) {
    block.problems.push_back({block.row_number(raw.row), raw.column, code, found, wanted});
  };
  block.blank[raw.row] = 0;
  if (raw.column >= block.columns.size()) {
    const bool is_reported = !block.problems.empty() &&
                             block.problems.back().row == block.row_number(raw.row) &&
                             block.problems.back().code == ProblemCode::row_too_long;
    if (!is_reported) report(ProblemCode::row_too_long, raw.column + 1, block.columns.size());
    return;
  }
  if (cell.kind == CellKind::error) report(ProblemCode::error_value, 0, 0);
  if (cell.kind == CellKind::formula_without_value) report(ProblemCode::formula_without_value, 0, 0);
  if (cell.text.size() > options_.cell_characters_max) {
    const std::uint64_t characters = count_characters(cell.text);
    if (characters > options_.cell_characters_max) {
      report(ProblemCode::cell_too_long, characters, options_.cell_characters_max);
      cell = {};
    }
  }
  block.columns[raw.column].text[raw.row] = cell.text;
  block.columns[raw.column].kind[raw.row] = cell.kind;
}

base::Result<void> XlsxReader::parse_chunk(const Chunk& chunk, RowBlock& block) const {
  reset_block(block, chunk.first_row(), chunk.rows(), info_.columns);
  for (CellColumn& column : block.columns) {
    std::fill(column.text.begin(), column.text.end(), std::string_view{});
    std::fill(column.kind.begin(), column.kind.end(), CellKind::empty);
  }
  std::fill(block.blank.begin(), block.blank.end(), std::uint8_t{1});
  for (const RawCell& raw : chunk.content().cells) place(chunk.content(), raw, block);
  return {};
}

base::Result<void> XlsxReader::make_preview() {
  const std::size_t rows = std::min(pending_.rows(), kPreviewRows);
  for (const RawCell& cell : pending_.content().cells) {
    if (cell.row < rows) info_.columns = std::max<std::size_t>(info_.columns, cell.column + 1);
  }
  preview_.rows.resize(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    preview_.rows[i].row = pending_.first_row() + i;
    preview_.rows[i].text.resize(info_.columns);
    preview_.rows[i].kind.resize(info_.columns, CellKind::empty);
  }
  TextArena arena;
  for (const RawCell& raw : pending_.content().cells) {
    if (raw.row >= rows) break;
    const RenderedCell cell = render(pending_.content(), raw, arena);
    preview_.rows[raw.row].text[raw.column] = cell.text;
    preview_.rows[raw.row].kind[raw.column] = cell.kind;
  }
  repeat_merged();
  return {};
}

void XlsxReader::repeat_merged() {
  const std::uint64_t first = preview_.rows.front().row;
  const std::uint64_t last = preview_.rows.back().row;
  std::erase_if(preview_.merged,
                [&](const MergedRange& range) { return range.last_row < first || range.first_row > last; });
  for (const MergedRange& range : preview_.merged) {
    if (range.first_row < first || range.first_column >= info_.columns) continue;
    const PreviewRow& source = preview_.rows[range.first_row - first];
    const std::string text = source.text[range.first_column];
    const CellKind kind = source.kind[range.first_column];
    for (std::uint64_t row = range.first_row; row <= std::min(range.last_row, last); ++row) {
      PreviewRow& target = preview_.rows[row - first];
      const std::size_t end = std::min<std::size_t>(range.last_column + 1, info_.columns);
      for (std::size_t column = range.first_column; column < end; ++column) {
        target.text[column] = text;
        target.kind[column] = kind;
      }
    }
  }
}

}  // namespace chuhai::table
