#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "base/text.hpp"
#include "documents/needs.hpp"
#include "screen_output.hpp"

namespace chuhai::cli {

namespace {

/// The first cells of `text`, with an ellipsis where something was cut; not filled up.
std::string cut(std::string_view text, std::size_t width) {
  if (base::display_width(text) <= width) return std::string(text);
  std::string out;
  std::size_t used = 1;
  for (const char32_t c : base::decode_utf8(text)) {
    std::string one;
    base::append_utf8(one, c);
    used += base::display_width(one);
    if (used > width) break;
    out += one;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out + "…";
}

std::string fit(std::string_view text, std::size_t width) {
  const std::string shown = cut(text, width);
  return shown + std::string(width - std::min(width, base::display_width(shown)), ' ');
}

std::string right(std::string_view text, std::size_t width) {
  const std::size_t used = base::display_width(text);
  return used >= width ? std::string(text) : std::string(width - used, ' ') + std::string(text);
}

/// In the language asked for, as one line.
std::string line(const base::Text& text, Language language) {
  std::string out = say(text, language);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return language == Language::zh ? documents::with_chinese_punctuation(out) : out;
}

/// Cells a line may take: the terminal's, or a width that most terminals and printouts have.
std::size_t line_width() {
  constexpr std::size_t kElsewhere = 120;
  constexpr std::size_t kNarrowest = 72;
  winsize size{};
  if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return kElsewhere;
  return std::max<std::size_t>(size.ws_col, kNarrowest);
}

/// Destinations that take the machine: "KE UG* VN*", a star for conditions.
std::string best_text(const screening::Report& report, const screening::MachineResult& machine) {
  std::string text;
  for (const std::size_t d : machine.best) {
    if (!text.empty()) text += ' ';
    text += report.destinations[d].country;
    if (machine.destinations[d]->outcome == rulebook::Outcome::allowed_with_conditions) text += '*';
  }
  return text;
}

/// Landed total of the best destination and how many times the FOB price it is: "512,340 ×1.14".
std::string landed_text(const screening::MachineResult& machine, Language language) {
  if (machine.best.empty() || machine.plans.empty()) return {};
  const auto cost = machine.landed_cost(machine.best.front());
  if (!cost->total) return language == Language::zh ? "未定" : "open";
  return documents::whole_units(*cost->total) + (cost->factor ? " ×" + cost->factor->to_string() : "");
}

using Line = std::vector<std::string>;

/// Columns of the machine table: all but the last have their own width, the last takes what is left.
struct Column {
  std::size_t widest;     ///< never wider, whatever it holds
  std::size_t narrowest;  ///< cut down to this when the line is short
  std::size_t width = 0;
};

Line machine_line(const screening::Report& report, const screening::MachineResult& machine,
                  const rulebook::Book& book, const machine::Catalog& catalog, Language language) {
  const std::string maker = say(catalog.maker_label(machine.value_of("machine.maker")), language);
  const std::string model = machine.value_of("machine.model");
  std::string hs = machine.value_of("machine.hs_code");
  if (hs.empty()) hs = machine.value_of("machine.hs6");
  return {std::to_string(machine.row),
          std::string(1, screening::letter(machine.readiness)),
          maker + (maker.empty() || model.empty() ? "" : " ") + model,
          say(catalog.label("class", machine.value_of("machine.class")), language),
          machine.value_of("machine.build_year"),
          hs,
          best_text(report, machine),
          landed_text(machine, language),
          line(documents::next_step(report, machine, book), language)};
}

/// Columns as wide as what they hold; the wide ones give way until `kForLast` cells are left for the last.
std::vector<Column> lay_out(const std::vector<Line>& lines, std::size_t width) {
  constexpr std::size_t kForLast = 36;
  std::vector<Column> columns = {{9, 1}, {3, 1}, {26, 16}, {22, 12}, {4, 4}, {10, 10}, {20, 12}, {20, 8}};
  std::size_t used = 0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::size_t most = 0;
    for (const Line& cells : lines) most = std::max(most, base::display_width(cells[c]));
    columns[c].width = std::min(most, columns[c].widest);
    used += columns[c].width + 1;
  }
  for (const std::size_t c : {std::size_t{6}, std::size_t{3}, std::size_t{2}}) {
    while (used + kForLast > width && columns[c].width > columns[c].narrowest) {
      --columns[c].width;
      --used;
    }
  }
  columns.push_back({0, 0, used < width ? width - used : 1});
  return columns;
}

void print_line(const Line& cells, const std::vector<Column>& columns, std::ostream& out) {
  out << right(cells[0], columns[0].width);
  for (std::size_t c = 1; c + 1 < cells.size(); ++c) out << ' ' << fit(cells[c], columns[c].width);
  const std::string last = cut(cells.back(), columns.back().width);
  out << (last.empty() ? "" : " ") << last << '\n';
}

/// A paragraph in lines that fit; breaks at spaces, and anywhere between Chinese characters.
void print_folded(std::string_view text, std::ostream& out) {
  const std::size_t width = line_width();
  std::string row;
  std::string word;
  const auto flush_word = [&] {
    if (!row.empty() && base::display_width(row) + base::display_width(word) > width) {
      out << row << '\n';
      row.clear();
      if (word.starts_with(' ')) word.erase(0, 1);
    }
    row += word;
    word.clear();
  };
  for (const char32_t c : base::decode_utf8(text)) {
    std::string one;
    base::append_utf8(one, c);
    const bool is_mark = (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x3000 && c <= 0x303F);
    if (c == U' ' || (base::display_width(one) == 2 && !is_mark)) flush_word();
    word += one;
  }
  flush_word();
  out << row << '\n';
}

}  // namespace

void print_screening_table(const screening::Report& report, const rulebook::Book& book,
                           const machine::Catalog& catalog, const Common& common, std::ostream& out) {
  std::vector<Line> lines;
  lines.reserve(report.machines.size() + 1);
  if (common.language == Language::zh) {
    lines.push_back({"行", "A-D", "设备", "机种", "年份", "商品编码", "可去", "到岸成本(元)", "下一步"});
  } else {
    lines.push_back(
        {"row", "A-D", "machine", "class", "year", "HS code", "takes it", "landed CNY", "next step"});
  }
  for (const screening::MachineResult& machine : report.machines)
    lines.push_back(machine_line(report, machine, book, catalog, common.language));
  const std::vector<Column> columns = lay_out(lines, line_width());
  for (const Line& cells : lines) print_line(cells, columns, out);
  out << (common.language == Language::zh
              ? "* 有条件允许；到岸成本为首个可去国家的参考值，×为离岸价倍数\n"
              : "* with conditions; landed: indicative, at the first destination, × times FOB\n");
}

void print_screening_totals(const screening::Report& report, const Common& common, std::ostream& out) {
  const bool zh = common.language == Language::zh;
  const screening::Totals& totals = report.totals;
  out << '\n' << totals.machines << (zh ? " 台设备：" : totals.machines == 1 ? " machine: " : " machines: ");
  for (std::size_t i = 0; i < totals.readiness.size(); ++i) {
    const auto readiness = static_cast<screening::Readiness>(i);
    out << (i > 0 ? (zh ? "，" : ", ") : "") << screening::letter(readiness) << ' '
        << say(screening::label(readiness), common.language) << ' ' << totals.readiness[i];
  }
  out << (zh ? "；机种已识别 " : "; class recognised ") << totals.classified
      << (zh ? "，有问题的行 " : ", rows with problems ") << totals.with_problems
      << (zh ? "，重复 " : ", listed twice ") << totals.duplicates << "\n\n";
  out << fit(zh ? "目的国" : "destination", 24);
  const std::size_t widths[] = {10, 17, 11, 9};
  for (std::size_t k = 0; k < 4; ++k)
    out << right(say(rulebook::label(static_cast<rulebook::Outcome>(k)), common.language), widths[k]);
  out << '\n';
  for (std::size_t d = 0; d < report.destinations.size(); ++d) {
    const screening::DestinationInfo& destination = report.destinations[d];
    out << fit(destination.country + " " + say(destination.name, common.language), 24);
    for (std::size_t k = 0; k < 4; ++k) out << right(std::to_string(totals.destinations[d][k]), widths[k]);
    out << (destination.pack ? "" : (zh ? "  无有效规则包" : "  no rule pack in force")) << '\n';
  }
  out << '\n';
  print_folded(line(report.assumptions, common.language), out);
  if (report.costs) print_folded(line(report.costs->text, common.language), out);
  print_folded(line(documents::disclaimer(), common.language), out);
}

}  // namespace chuhai::cli
