#include "csv_dialect.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <map>

#include "byte_mask.hpp"

namespace chuhai::table {
namespace {

constexpr std::array kSeparators = {',', ';', '\t', '|'};
constexpr std::size_t kSniffRows = 50;

/// LF when there is any outside quotes, CR when there are only CRs.
char sniff_row_end(std::string_view sample) {
  bool is_inside = false;
  bool has_cr = false;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const char c = sample[i];
    if (c == kQuote) is_inside = !is_inside;
    if (is_inside) continue;
    if (c == '\n') return '\n';
    // A CR at the very end may be half of a CRLF that the sample cuts in two.
    has_cr = has_cr || (c == '\r' && i + 1 < sample.size());
  }
  // An inch mark can leave the quotes odd; then any LF at all decides.
  const bool is_line_feed = !has_cr || (is_inside && sample.find('\n') != std::string_view::npos);
  return is_line_feed ? '\n' : '\r';
}

struct Evenness {
  double share = 0;       ///< of rows that have the commonest number of cells
  std::size_t cells = 1;  ///< that number
};

Evenness measure(std::string_view sample, const CsvDialect& dialect, bool is_cut_off) {
  std::map<std::size_t, std::size_t> rows_by_cells;
  std::vector<std::string> cells;
  std::size_t rows = 0;
  for (std::size_t from = 0; from < sample.size() && rows < kSniffRows;) {
    from = read_csv_row(sample, from, dialect, cells);
    if (from >= sample.size() && is_cut_off && rows > 0) break;
    if (cells.size() == 1 && cells.front().empty()) continue;
    ++rows_by_cells[cells.size()];
    ++rows;
  }
  Evenness best;
  std::size_t best_rows = 0;
  for (const auto& [count, having] : rows_by_cells) {
    if (count < 2 || having < best_rows) continue;
    best_rows = having;
    best = {static_cast<double>(having) / static_cast<double>(rows), count};
  }
  return best;
}

char sniff_separator(std::string_view sample, char row_end) {
  constexpr std::size_t kSampleMax = 65536;
  const bool is_cut_off = sample.size() >= kSampleMax;
  sample = sample.substr(0, kSampleMax);
  char best = ',';
  double best_score = 0;
  for (const char separator : kSeparators) {
    const Evenness evenness = measure(sample, {separator, row_end}, is_cut_off);
    // Evenness first; among separators about as even, the one that finds more columns.
    const double score =
        evenness.share * evenness.share * static_cast<double>(std::min<std::size_t>(evenness.cells, 10));
    if (evenness.cells < 2 || score <= best_score) continue;
    best = separator;
    best_score = score;
  }
  return best;
}

}  // namespace

CsvDialect sniff_dialect(std::string_view sample, char separator) {
  const char row_end = sniff_row_end(sample);
  return {separator != 0 ? separator : sniff_separator(sample, row_end), row_end};
}

SeparatorLine find_separator_line(std::string_view text) {
  if (text.size() < 5 || (text.substr(0, 4) != "sep=" && text.substr(0, 4) != "SEP=")) return {};
  std::size_t end = 5;
  if (text[4] == '\r' || text[4] == '\n') return {};
  if (end < text.size() && text[end] == '\r') ++end;
  if (end < text.size() && text[end] == '\n') ++end;
  if (end == 5 && end != text.size()) return {};
  return {text[4], end};
}

std::size_t unquote_cell(std::string_view raw, char* out) {
  char* to = out;
  std::size_t at = 1;
  while (at < raw.size()) {
    const char c = raw[at];
    if (c == kQuote) {
      if (at + 1 >= raw.size() || raw[at + 1] != kQuote) break;
      ++at;
    }
    *to++ = c;
    ++at;
  }
  if (at + 1 < raw.size()) {
    const std::string_view rest = raw.substr(at + 1);
    std::memcpy(to, rest.data(), rest.size());
    to += rest.size();
  }
  return static_cast<std::size_t>(to - out);
}

std::size_t read_csv_row(std::string_view text, std::size_t from, const CsvDialect& dialect,
                         std::vector<std::string>& cells) {
  cells.clear();
  constexpr std::size_t kNever = static_cast<std::size_t>(-2);
  std::size_t start = from;
  std::size_t closed_at = kNever;
  bool is_inside = false;
  for (std::size_t at = from;; ++at) {
    const bool is_end = at >= text.size() || (!is_inside && text[at] == dialect.row_end);
    if (!is_end && text[at] == kQuote) {
      if (is_inside) closed_at = at;
      is_inside = !is_inside && (at == start || at == closed_at + 1);
    }
    if (!is_end && (is_inside || text[at] != dialect.separator)) continue;
    std::string_view raw = text.substr(start, std::min(at, text.size()) - start);
    if (is_end && dialect.row_end == '\n' && raw.ends_with('\r')) raw.remove_suffix(1);
    std::string cell(raw.size(), '\0');
    if (raw.starts_with(kQuote)) {
      cell.resize(unquote_cell(raw, cell.data()));
    } else {
      cell = raw;
    }
    cells.push_back(std::move(cell));
    if (is_end) return std::min(at + 1, text.size());
    start = at + 1;
  }
}

void RowScanner::step(const char* text, std::size_t position) {
  if (text[position] == dialect_.row_end) {
    if (is_inside_) return;
    ++rows_;
    boundary_ = position + 1;
    return;
  }
  if (is_inside_) {
    is_inside_ = false;
    closed_at_ = position;
    return;
  }
  const bool is_doubled = position == closed_at_ + 1;
  const bool is_cell_start =
      position == 0 || text[position - 1] == dialect_.separator || text[position - 1] == dialect_.row_end;
  if (!is_doubled && !is_cell_start) return;
  is_inside_ = true;
  if (!is_doubled) {
    rows_before_quote_ = rows_;
    quote_offset_ = position;
  }
}

void RowScanner::scan(const char* text, std::size_t size) {
  bool beyond_ascii = has_beyond_ascii_;
  for (; done_ < size; done_ += std::min<std::size_t>(64, size - done_)) {
    const Word64 word(text + done_);
    const std::uint64_t valid = low_bits(size - done_);
    beyond_ascii = beyond_ascii || word.has_beyond_ascii();
    has_nul_ = has_nul_ || word.has_nul();
    const std::uint64_t quotes = word.equal(kQuote) & valid;
    const std::uint64_t ends = word.equal(dialect_.row_end) & valid;
    if (quotes == 0) {
      if (is_inside_ || ends == 0) continue;
      rows_ += static_cast<std::size_t>(std::popcount(ends));
      boundary_ = done_ + 64 - static_cast<std::size_t>(std::countl_zero(ends));
      continue;
    }
    for (std::uint64_t bits = quotes | ends; bits != 0; bits &= bits - 1) {
      step(text, done_ + static_cast<std::size_t>(std::countr_zero(bits)));
    }
  }
  has_beyond_ascii_ = beyond_ascii;
}

}  // namespace chuhai::table
