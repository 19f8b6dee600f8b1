#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chuhai::bench {

/// True when docs/performance.md is to be brought up to date (`CHUHAI_BENCH_WRITE` is 1).
bool writes_page();

/// Puts `text` between the marks `<!-- measured: NAME -->` and `<!-- end: NAME -->` of docs/performance.md,
/// under a line with the day. Does nothing unless `writes_page()`. Throws std::runtime_error when the marks
/// are not there.
void write_section(std::string_view name, const std::string& text);

/// A table of Markdown; the first row is its heading.
std::string markdown_table(const std::vector<std::vector<std::string>>& rows);

/// A number for people: three digits that count, thousands separated ("52,100,000", "0.19").
std::string figure(double value);

struct Series {
  std::string name;
  std::vector<std::pair<double, double>> points;  ///< all above zero
};

/// A line chart with logarithmic axes, whole powers of ten marked, as SVG.
struct Chart {
  std::string title, x_title, y_title;
  std::vector<Series> series;
};
std::string to_svg(const Chart& chart);

/// Writes the chart to docs/images/NAME.svg when `writes_page()`.
void write_chart(std::string_view name, const Chart& chart);

}  // namespace chuhai::bench
