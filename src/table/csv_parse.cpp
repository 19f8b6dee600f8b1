#include "csv_parse.hpp"

#include <algorithm>
#include <bit>

#include "base/assert.hpp"
#include "byte_mask.hpp"

namespace chuhai::table {
namespace {

struct ColumnOut {
  std::string_view* text;
  CellKind* kind;
};

/// The parser's position in a row and in a cell. One pass over the bytes: every separator, row end and
/// quote is visited once, in order.
class ColumnParser {
 public:
  ColumnParser(std::string_view text, const CsvDialect& dialect, const CsvParseLimits& limits,
               RowBlock& block)
      : text_(text), dialect_(dialect), limits_(limits), block_(block), cell_(text.data()) {
    for (CellColumn& column : block.columns) out_.push_back({column.text.data(), column.kind.data()});
  }

  void run() {
    for (std::size_t done = 0; done < text_.size(); done += 64) {
      const char* const base = text_.data() + done;
      const Word64 word(base);
      const std::uint64_t valid = low_bits(text_.size() - done);
      std::uint64_t bits = word.any_of(dialect_.separator, dialect_.row_end, kQuote) & valid;
      for (; bits != 0; bits &= bits - 1) take(base + std::countr_zero(bits));
    }
    CHUHAI_ASSERT(row_ == block_.rows);
  }

 private:
  void take(const char* at) {
    const char c = *at;
    if (c == kQuote) {
      take_quote(at);
    } else if (!is_inside_) {
      if (c == dialect_.separator) {
        end_cell(at);
      } else {
        end_row(at);
      }
    }
  }

  void take_quote(const char* at) {
    if (is_inside_) {
      is_inside_ = false;
      closed_at_ = at;
    } else if (at == cell_) {
      is_inside_ = true;
    } else if (closed_at_ != nullptr && at == closed_at_ + 1) {
      is_inside_ = true;
      has_doubled_ = true;
    }
  }

  void end_cell(const char* at) {
    const auto length = static_cast<std::size_t>(at - cell_);
    if (closed_at_ != nullptr || length > limits_.cell_characters_max) {
      put(settle({cell_, length}));
      closed_at_ = nullptr;
      has_doubled_ = false;
    } else {
      put({cell_, length});
    }
    cell_ = at + 1;
  }

  void put(std::string_view cell) {
    held_ |= cell.size();
    if (column_ < out_.size()) {
      out_[column_].text[row_] = cell;
      out_[column_].kind[row_] = cell.empty() ? CellKind::empty : CellKind::text;
    } else if (!cell.empty() && first_extra_ == 0) {
      first_extra_ = column_;
    }
    ++column_;
  }

  /// Resolves quotes and applies the length limit: what plain cells do not need.
  std::string_view settle(std::string_view raw) {
    std::string_view cell = raw;
    if (closed_at_ != nullptr && !has_doubled_ && closed_at_ + 1 == raw.data() + raw.size()) {
      cell = raw.substr(1, raw.size() - 2);
    } else if (closed_at_ != nullptr) {
      char* const place = block_.arena.reserve(raw.size());
      cell = {place, unquote_cell(raw, place)};
    }
    if (cell.size() <= limits_.cell_characters_max) return cell;
    const std::uint64_t characters = count_characters(cell);
    if (characters <= limits_.cell_characters_max) return cell;
    report(ProblemCode::cell_too_long, column_, characters, limits_.cell_characters_max);
    held_ = 1;
    return {};
  }

  void end_row(const char* at) {
    const char* const next = at + 1;
    if (dialect_.row_end == '\n' && at != cell_ && at[-1] == '\r') --at;
    end_cell(at);
    cell_ = next;
    if (column_ < out_.size()) fill_short_row();
    if (first_extra_ != 0) report(ProblemCode::row_too_long, first_extra_, column_, out_.size());
    block_.blank[row_] = held_ == 0 ? 1 : 0;
    first_extra_ = 0;
    column_ = 0;
    held_ = 0;
    ++row_;
  }

  void fill_short_row() {
    if (held_ != 0) report(ProblemCode::row_too_short, column_, column_, out_.size());
    for (; column_ < out_.size(); ++column_) {
      out_[column_].text[row_] = {};
      out_[column_].kind[row_] = CellKind::empty;
    }
  }

  void report(ProblemCode code, std::size_t column, std::uint64_t found, std::uint64_t wanted) {
    block_.problems.push_back(
        {block_.row_number(row_), static_cast<std::uint32_t>(column), code, found, wanted});
  }

  std::string_view text_;
  CsvDialect dialect_;
  CsvParseLimits limits_;
  RowBlock& block_;
  std::vector<ColumnOut> out_;
  const char* cell_;                 ///< start of the cell at hand
  const char* closed_at_ = nullptr;  ///< its last closing quote; null in a cell without quotes
  std::size_t row_ = 0;
  std::size_t column_ = 0;
  std::size_t first_extra_ = 0;  ///< first non-empty cell beyond the table's width; 0 means none
  std::size_t held_ = 0;         ///< not 0 when the row holds anything
  bool is_inside_ = false;
  bool has_doubled_ = false;
};

}  // namespace

void parse_csv_rows(std::string_view text, const CsvDialect& dialect, const CsvParseLimits& limits,
                    RowBlock& block) {
  ColumnParser(text, dialect, limits, block).run();
}

void reset_block(RowBlock& block, std::uint64_t first_row, std::size_t rows, std::size_t columns) {
  block.first_row = first_row;
  block.rows = rows;
  block.columns.resize(columns);
  for (CellColumn& column : block.columns) {
    column.text.resize(rows);
    column.kind.resize(rows);
  }
  block.blank.resize(rows);
  block.problems.clear();
  block.arena.clear();
}

std::uint64_t count_characters(std::string_view text) {
  return static_cast<std::uint64_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace chuhai::table
