#include "workbook_grid.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace chuhai::documents {

namespace {

constexpr double kLineHeightPt = 15;
constexpr double kRowHeightMaxPt = 405;

/// Lines a text takes in a column; words and wide characters leave some of each line empty.
std::size_t lines_in(std::string_view text, double width) {
  constexpr double kFilled = 0.92;
  std::size_t lines = 0;
  for (const std::string_view part : base::split(text, '\n')) {
    const double cells = static_cast<double>(base::display_width(part));
    lines += std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(cells / (width * kFilled))));
  }
  return lines;
}

}  // namespace

Grid::Grid(table::XlsxSheet& sheet, std::vector<double> widths) : sheet_(&sheet), widths_(std::move(widths)) {
  sheet_->set_column_widths(0, widths_);
}

void Grid::text(table::CellAt at, std::string_view value, table::StyleId style) {
  measure(at, value);
  sheet_->text(at, value, style);
}

void Grid::link(table::CellAt at, std::string_view url, table::StyleId style) {
  measure(at, url);
  sheet_->link(at, url, url, style);
}

void Grid::integer(table::CellAt at, std::int64_t value, table::StyleId style) {
  enter(at.row);
  sheet_->integer(at, value, style);
}

void Grid::number_or_text(table::CellAt at, std::string_view value, table::StyleId style) {
  measure(at, value);
  sheet_->number_or_text(at, value, style);
}

void Grid::finish() {
  if (!row_) return;
  const double height = kLineHeightPt * static_cast<double>(lines_);
  sheet_->set_row_height(*row_, std::min(kRowHeightMaxPt, height));
  row_.reset();
}

void Grid::enter(std::uint32_t row) {
  if (row == row_) return;
  finish();
  row_ = row;
  lines_ = 1;
}

void Grid::measure(table::CellAt at, std::string_view value) {
  enter(at.row);
  if (at.column < widths_.size()) lines_ = std::max(lines_, lines_in(value, widths_[at.column]));
}

}  // namespace chuhai::documents
