#include "csv_reader.hpp"

#include <algorithm>
#include <utility>

#include "content.hpp"
#include "csv_parse.hpp"
#include "refusal.hpp"

namespace chuhai::table {
namespace {

constexpr std::size_t kPreviewRows = 50;

/// As many as spreadsheet programs have.
constexpr std::size_t kColumnsMax = 16'384;
/// A chunk of ordinary rows has fewer cells than bytes; only a wide table of nearly empty rows has more.
constexpr std::size_t kBlockCellsMax = std::size_t{32} << 20;

bool holds_nothing(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, std::string name, const ReadOptions& options)
    : options_(options), input_(std::move(source), name) {
  source_ = std::move(name);
  info_.format = Format::csv;
  info_.bytes_total = input_.bytes_total();
}

base::Result<std::unique_ptr<Reader>> CsvReader::open(std::unique_ptr<ByteSource> source, std::string name,
                                                      const ReadOptions& options) {
  std::unique_ptr<CsvReader> reader(new CsvReader(std::move(source), std::move(name), options));
  auto started = reader->start();
  if (!started) return started.error();
  return std::unique_ptr<Reader>(std::move(reader));
}

base::Result<void> CsvReader::start() {
  ByteBuffer first;
  auto got = read_first(first);
  if (!got) return got.error();
  std::string_view text = first.view();
  const SeparatorLine line = find_separator_line(text);
  text.remove_prefix(line.length);
  if (holds_nothing(text) && input_.bytes_done() >= input_.bytes_total()) {
    return refusal(base::ErrorKind::invalid, "file_is_empty",
                   {"the file holds no rows: choose the file with the table",
                    "文件没有任何数据行：请选择含有表格的文件"},
                   source_);
  }
  const char separator = options_.separator != 0 ? options_.separator : line.separator;
  dialect_ = sniff_dialect(text.substr(0, std::size_t{1} << 20), separator);
  info_.separator = dialect_.separator;
  carry_ = text;
  auto filled = fill(pending_);
  if (!filled) return filled.error();
  has_pending_ = *filled;
  make_preview();
  return check_columns();
}

base::Result<void> CsvReader::check_columns() const {
  if (info_.columns <= kColumnsMax) return {};
  return refusal(base::ErrorKind::limit, "csv_too_many_columns",
                 {"the first row has " + std::to_string(info_.columns) + " cells, more than " +
                      std::to_string(kColumnsMax) + ": check the separator and the line ends",
                  "首行有 " + std::to_string(info_.columns) + " 个单元格，超过 " +
                      std::to_string(kColumnsMax) + "：请检查分隔符和换行"},
                 source_, 1);
}

/// Enough to see the dialect by; never less than a "sep=" line with its line end.
base::Result<bool> CsvReader::read_first(ByteBuffer& bytes) {
  constexpr std::size_t kLookBytes = std::size_t{64} << 10;
  constexpr std::size_t kLookBytesMin = 16;
  const std::size_t wanted = std::clamp(options_.chunk_bytes, kLookBytesMin, kLookBytes);
  while (bytes.size() < wanted) {
    auto more = input_.read(bytes, wanted);
    if (!more) return more.error();
    if (!*more) break;
  }
  return true;
}

void CsvReader::make_preview() {
  const std::string_view text = pending_.content().bytes.view();
  std::size_t at = 0;
  for (std::uint64_t row = 1; at < text.size() && row <= kPreviewRows; ++row) {
    PreviewRow preview_row;
    preview_row.row = row;
    at = read_csv_row(text, at, dialect_, preview_row.text);
    for (const std::string& cell : preview_row.text) {
      preview_row.kind.push_back(cell.empty() ? CellKind::empty : CellKind::text);
    }
    preview_.rows.push_back(std::move(preview_row));
    preview_ends_.push_back(at);
  }
  info_.encoding = input_.encoding();
  info_.columns = preview_.rows.empty() ? 1 : preview_.rows.front().text.size();
}

base::Result<void> CsvReader::skip_rows(std::size_t rows) {
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
  info_.columns = 1;
  for (std::size_t i = 0; i < rows; ++i) {
    info_.columns = std::max(info_.columns, preview_.rows[i].text.size());
  }
  pending_.content().begin = preview_ends_[rows - 1];
  pending_.set_extent(rows + 1, pending_.rows() - rows, pending_.bytes_done());
  return check_columns();
}

base::Result<bool> CsvReader::next_chunk(Chunk& chunk) {
  if (has_pending_) {
    has_pending_ = false;
    std::swap(chunk, pending_);
    pending_ = Chunk();
    if (chunk.rows() > 0) return true;
  }
  return fill(chunk);
}

base::Result<bool> CsvReader::fill(Chunk& chunk) {
  ByteBuffer& bytes = chunk.content().bytes;
  bytes.truncate(0);
  bytes.append(carry_);
  chunk.content().begin = 0;
  RowScanner scanner(dialect_);
  for (bool is_last = false;;) {
    if (bytes.size() < options_.chunk_bytes || scanner.boundary() == 0) {
      const std::size_t had = bytes.size();
      auto more = input_.read(bytes, options_.chunk_bytes);
      if (!more) return more.error();
      is_last = !*more;
      if (is_last && had > 0 && bytes.view().back() != dialect_.row_end) bytes.append({&dialect_.row_end, 1});
    }
    scanner.scan(bytes.data(), bytes.size());
    auto checked = check_growth(scanner, bytes, is_last);
    if (!checked) return checked.error();
    if (scanner.boundary() > 0 || is_last) return finish(chunk, scanner, is_last);
  }
}

base::Result<void> CsvReader::check_growth(const RowScanner& scanner, const ByteBuffer& bytes,
                                           bool is_last) const {
  if (scanner.has_nul()) {
    const std::string_view text = bytes.view();
    const std::string_view before = text.substr(0, text.find('\0'));
    const auto rows = std::count(before.begin(), before.end(), dialect_.row_end);
    return refusal(
        base::ErrorKind::invalid, "csv_nul_byte",
        {"a NUL byte: this is not a text table, or it is damaged; save it again as .xlsx or CSV UTF-8",
         "含有空字节：这不是文本表格或文件已损坏；请重新另存为 .xlsx 或 CSV UTF-8"},
        source_, next_row_ + static_cast<std::uint64_t>(rows));
  }
  const bool is_too_long = scanner.boundary() == 0 && bytes.size() > options_.row_bytes_max;
  if (scanner.is_inside_quotes() && (is_last || is_too_long)) return unclosed_quote(scanner);
  if (!is_too_long) return {};
  return refusal(base::ErrorKind::limit, "csv_row_too_long",
                 {"the row is longer than " + in_mebibytes(options_.row_bytes_max) +
                      ": this is not a table, or its line ends are missing",
                  "本行超过 " + in_mebibytes(options_.row_bytes_max) + "：这不是表格，或缺少换行"},
                 source_, next_row_);
}

base::Error CsvReader::unclosed_quote(const RowScanner& scanner) const {
  return refusal(
      base::ErrorKind::invalid, "csv_unclosed_quote",
      {"the quote that opens a cell in this row is never closed: close it, or double it when it is "
       "part of the text",
       "本行有一个单元格的引号没有结束：请补上结束引号，或将作为内容的引号写两遍"},
      source_, next_row_ + scanner.rows_before_quote());
}

base::Result<bool> CsvReader::finish(Chunk& chunk, RowScanner& scanner, bool is_last) {
  ByteBuffer& bytes = chunk.content().bytes;
  CHUHAI_ASSERT(!is_last || scanner.boundary() == bytes.size());
  carry_.assign(bytes.view_from(scanner.boundary()));
  bytes.truncate(scanner.boundary());
  chunk.content().must_validate = input_.is_utf8() && scanner.has_beyond_ascii();
  chunk.set_extent(next_row_, scanner.rows(), input_.bytes_done());
  next_row_ += scanner.rows();
  info_.encoding = input_.encoding();
  return scanner.rows() > 0;
}

base::Result<void> CsvReader::parse_chunk(const Chunk& chunk, RowBlock& block) const {
  const std::string_view text = chunk.content().bytes.view_from(chunk.content().begin);
  if (chunk.content().must_validate) {
    const std::size_t bad = find_bad_utf8(text, false);
    if (bad != std::string_view::npos) {
      const std::string_view before = text.substr(0, bad);
      const auto rows = std::count(before.begin(), before.end(), dialect_.row_end);
      return refusal(base::ErrorKind::invalid, "csv_bad_encoding",
                     {"the row is not UTF-8 text as the rows before it: save the file as \"CSV UTF-8\"",
                      "本行不是 UTF-8 文本，与前面的行不一致：请另存为“CSV UTF-8”"},
                     source_, chunk.first_row() + static_cast<std::uint64_t>(rows));
    }
  }
  if (chunk.rows() > kBlockCellsMax / info_.columns) {
    return refusal(base::ErrorKind::limit, "csv_too_many_cells",
                   {"the table has " + std::to_string(info_.columns) +
                        " columns but rows that hold hardly anything: remove the empty rows or columns",
                    "表格有 " + std::to_string(info_.columns) + " 列，但各行几乎为空：请删除空行或空列"},
                   source_, chunk.first_row());
  }
  reset_block(block, chunk.first_row(), chunk.rows(), info_.columns);
  parse_csv_rows(text, dialect_, {info_.columns, options_.cell_characters_max}, block);
  return {};
}

}  // namespace chuhai::table
