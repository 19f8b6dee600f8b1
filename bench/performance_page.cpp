#include "performance_page.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "base/file.hpp"
#include "calendar/calendar.hpp"
#include "measure.hpp"

namespace chuhai::bench {

namespace {

namespace fs = std::filesystem;

const fs::path kDocs = fs::path(CHUHAI_SOURCE_DIR) / "docs";

void write_text(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

std::string today() {
  return calendar::to_string(
      calendar::date_of(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())));
}

// Measures of a chart in its own units.
constexpr double kLeft = 80, kTop = 50, kPlotWidth = 520, kPlotHeight = 300, kLegendWidth = 200;
constexpr std::array<const char*, 6> kColours = {"#0072b2", "#56b4e9", "#d55e00",
                                                 "#e69f00", "#009e73", "#666666"};

/// One axis: powers of ten from `low` to `high`.
struct Axis {
  int low = 0, high = 1;
  double place(double value, double length) const {
    return (std::log10(value) - low) / (high - low) * length;
  }
};

template <class Get>
Axis axis_of(const Chart& chart, Get get) {
  double least = 1e300, most = 1e-300;
  for (const Series& series : chart.series) {
    for (const auto& point : series.points) {
      least = std::min(least, get(point));
      most = std::max(most, get(point));
    }
  }
  Axis axis{static_cast<int>(std::floor(std::log10(least) + 1e-9)),
            static_cast<int>(std::ceil(std::log10(most) - 1e-9))};
  axis.high = std::max(axis.high, axis.low + 1);
  return axis;
}

std::string number(double value) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.1f", value);
  return buffer.data();
}

std::string text_at(double x, double y, std::string_view anchor, const std::string& text) {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + std::string(anchor) +
         "\">" + text + "</text>\n";
}

std::string line(double x1, double y1, double x2, double y2) {
  return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) + "\" y2=\"" +
         number(y2) + "\" stroke=\"#cccccc\"/>\n";
}

std::string power_text(int power) {
  static constexpr std::array<const char*, 10> kNames = {
      "1", "10", "100", "1,000", "10,000", "100,000", "1 million", "10 million", "100 million", "1 billion"};
  if (power >= 0 && power < static_cast<int>(kNames.size())) return kNames[static_cast<std::size_t>(power)];
  return "10^" + std::to_string(power);
}

std::string series_svg(const Series& series, std::size_t which, const Axis& x, const Axis& y) {
  const std::string colour = kColours[which % kColours.size()];
  std::string points, dots;
  for (const auto& [at, value] : series.points) {
    const std::string px = number(kLeft + x.place(at, kPlotWidth));
    const std::string py = number(kTop + kPlotHeight - y.place(value, kPlotHeight));
    points += (points.empty() ? "" : " ") + px + "," + py;
    dots += "<circle cx=\"" + px + "\" cy=\"" + py + "\" r=\"3\" fill=\"" + colour + "\"/>\n";
  }
  const double legend_y = kTop + 12 + 22 * static_cast<double>(which), legend_x = kLeft + kPlotWidth + 16;
  return "<polyline points=\"" + points + "\" fill=\"none\" stroke=\"" + colour +
         "\" stroke-width=\"2\"/>\n" + dots + "<circle cx=\"" + number(legend_x) + "\" cy=\"" +
         number(legend_y - 4) + "\" r=\"4\" fill=\"" + colour + "\"/>\n" +
         text_at(legend_x + 10, legend_y, "start", series.name);
}

}  // namespace

bool writes_page() { return setting("CHUHAI_BENCH_WRITE", 0) == 1; }

void write_section(std::string_view name, const std::string& text) {
  if (!writes_page()) return;
  const fs::path file = kDocs / "performance.md";
  auto page = base::read_file(file, 1u << 24);
  if (!page) throw std::runtime_error(page.error().message.en);
  const std::string begin = "<!-- measured: " + std::string(name) + " -->\n";
  const std::string end = "<!-- end: " + std::string(name) + " -->\n";
  const std::size_t from = page->find(begin), to = page->find(end);
  if (from == std::string::npos || to == std::string::npos || to < from)
    throw std::runtime_error(file.string() + " has no marks for " + std::string(name));
  write_text(file,
             page->substr(0, from) + begin + "Measured on " + today() + ".\n\n" + text + page->substr(to));
}

std::string markdown_table(const std::vector<std::vector<std::string>>& rows) {
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    text += "|";
    for (const std::string& cell : rows[r]) text += " " + cell + " |";
    text += "\n";
    if (r > 0) continue;
    text += "|";
    for (std::size_t c = 0; c < rows[r].size(); ++c) text += "---|";
    text += "\n";
  }
  return text;
}

std::string figure(double value) {
  std::array<char, 64> buffer{};
  if (value < 100) {
    std::snprintf(buffer.data(), buffer.size(), value < 10 ? "%.2f" : "%.1f", value);
    return buffer.data();
  }
  const double unit = std::pow(10, std::floor(std::log10(value)) - 2);
  std::snprintf(buffer.data(), buffer.size(), "%.0f", std::round(value / unit) * unit);
  std::string digits = buffer.data();
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string to_svg(const Chart& chart) {
  const Axis x = axis_of(chart, [](const auto& point) { return point.first; });
  const Axis y = axis_of(chart, [](const auto& point) { return point.second; });
  const double width = kLeft + kPlotWidth + kLegendWidth, height = kTop + kPlotHeight + 60;
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " " +
                    number(height) +
                    "\" font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" "
                    "fill=\"white\"/>\n";
  svg += text_at(kLeft, 20, "start", chart.title);
  for (int power = x.low; power <= x.high; ++power) {
    const double at = kLeft + x.place(std::pow(10, power), kPlotWidth);
    svg += line(at, kTop, at, kTop + kPlotHeight) +
           text_at(at, kTop + kPlotHeight + 20, "middle", power_text(power));
  }
  for (int power = y.low; power <= y.high; ++power) {
    const double at = kTop + kPlotHeight - y.place(std::pow(10, power), kPlotHeight);
    svg += line(kLeft, at, kLeft + kPlotWidth, at) + text_at(kLeft - 8, at + 4, "end", power_text(power));
  }
  svg += text_at(kLeft + kPlotWidth / 2, kTop + kPlotHeight + 44, "middle", chart.x_title);
  svg += text_at(kLeft, kTop - 10, "start", chart.y_title);
  for (std::size_t s = 0; s < chart.series.size(); ++s) svg += series_svg(chart.series[s], s, x, y);
  return svg + "</svg>\n";
}

void write_chart(std::string_view name, const Chart& chart) {
  if (writes_page()) write_text(kDocs / "images" / (std::string(name) + ".svg"), to_svg(chart));
}

}  // namespace chuhai::bench
