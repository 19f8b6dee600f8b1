#include "csv_parse.hpp"

#include <algorithm>
#include <bit>

#include "base/assert.hpp"
#include "byte_mask.hpp"

namespace chuhai::table {
namespace {

/// About how many cells are gathered row by row before they go to their columns: few enough to stay in the
/// fastest cache. Writing each cell to its column at once would touch as many cache lines as there are
/// columns, which all lie at the same place of a page and push each other out.
constexpr std::size_t kTileCells = 1024;

/// The parser's position in a row and in a cell. One pass over the bytes: every separator, row end and
/// quote is visited once, in order.
class ColumnParser {
 public:
  ColumnParser(std::string_view text, const CsvDialect& dialect, const CsvParseLimits& limits,
               RowBlock& block)
      : text_(text),
        dialect_(dialect),
        limits_(limits),
        block_(block),
        width_(block.columns.size()),
        tile_rows_max_(std::clamp<std::size_t>(kTileCells / width_, 1, kTileCells)),
        tile_(tile_rows_max_ * width_),
        slots_(tile_.data()),
        cell_(text.data()) {}

  void run() {
    for (std::size_t done = 0; done < text_.size(); done += 64) {
      const char* const base = text_.data() + done;
      const Word64 word(base);
      const std::uint64_t valid = low_bits(text_.size() - done);
      std::uint64_t bits = word.any_of(dialect_.separator, dialect_.row_end, kQuote) & valid;
      for (; bits != 0; bits &= bits - 1) take(base + std::countr_zero(bits));
    }
    flush_tile();
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
    if (column_ < width_) {
      slots_[column_] = cell;
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
    if (column_ < width_) fill_short_row();
    if (first_extra_ != 0) report(ProblemCode::row_too_long, first_extra_, column_, width_);
    block_.blank[row_] = held_ == 0 ? 1 : 0;
    first_extra_ = 0;
    column_ = 0;
    held_ = 0;
    ++row_;
    slots_ += width_;
    if (++tile_rows_ == tile_rows_max_) flush_tile();
  }

  void flush_tile() {
    const std::size_t first = row_ - tile_rows_;
    for (std::size_t column = 0; column < width_; ++column) {
      std::string_view* const text = block_.columns[column].text.data() + first;
      CellKind* const kind = block_.columns[column].kind.data() + first;
      const std::string_view* from = tile_.data() + column;
      for (std::size_t row = 0; row < tile_rows_; ++row, from += width_) {
        text[row] = *from;
        kind[row] = from->empty() ? CellKind::empty : CellKind::text;
      }
    }
    tile_rows_ = 0;
    slots_ = tile_.data();
  }

  void fill_short_row() {
    if (held_ != 0) report(ProblemCode::row_too_short, column_, column_, width_);
    std::fill(slots_ + column_, slots_ + width_, std::string_view{});
  }

  void report(ProblemCode code, std::size_t column, std::uint64_t found, std::uint64_t wanted) {
    block_.problems.push_back(
        {block_.row_number(row_), static_cast<std::uint32_t>(column), code, found, wanted});
  }

  std::string_view text_;
  CsvDialect dialect_;
  CsvParseLimits limits_;
  RowBlock& block_;
  std::size_t width_;
  std::size_t tile_rows_max_;
  std::vector<std::string_view> tile_;  ///< row by row
  std::string_view* slots_;             ///< the row at hand in it
  std::size_t tile_rows_ = 0;
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
