#include <algorithm>

#include "base/text.hpp"
#include "documents/screening.hpp"
#include "table/xlsx_writer.hpp"
#include "words.hpp"
#include "workbook_costs.hpp"
#include "workbook_grid.hpp"
#include "workbook_verdicts.hpp"

namespace chuhai::documents {

namespace {

using rulebook::Outcome;
using screening::MachineResult;

table::PrintSetup wide_print() {
  return {.landscape = true, .pages_wide = 1, .repeat_rows = 1, .footer = "&P / &N"};
}

/// Width for a column of the user's own, in characters: wide enough for most cells, never for a whole essay.
double own_column_width(const screening::Report& report, std::size_t column) {
  constexpr std::size_t kRowsLookedAt = 500;
  constexpr std::size_t kNarrowest = 7;
  constexpr std::size_t kWidest = 28;
  // Headings may wrap once, cells should not.
  std::size_t width = (base::display_width(report.headings[column]) + 1) / 2;
  for (std::size_t i = 0; i < std::min(report.machines.size(), kRowsLookedAt); ++i) {
    const auto& cells = report.machines[i].cells;
    if (column < cells.size()) width = std::max(width, base::display_width(cells[column]));
  }
  return static_cast<double>(std::clamp(width + 2, kNarrowest, kWidest));
}

/// Builds the sheets one after another.
class Workbook {
 public:
  Workbook(const screening::Report& report, const rulebook::Book& book, const machine::Catalog& catalog,
           const std::filesystem::path& path)
      : report_(report),
        book_(book),
        catalog_(catalog),
        writer_(path, {.constant_memory = report.machines.size() > 3'000,
                       .title = "Screening " + report.source,
                       .author = "Chuhai"}),
        look_(writer_) {}

  void write() {
    write_overview();
    write_fleet();
    write_destinations();
    if (report_.costs) {
      write_landed_totals(writer_.add_sheet("到岸成本 Landed cost"), look_, report_, catalog_);
      write_landed_lines(writer_.add_sheet("到岸明细 Landed lines"), look_, report_, catalog_);
      write_cost_assumptions(writer_.add_sheet("到岸假设 Cost assumptions"), look_, report_);
    }
    const std::vector<Subject> subjects = subjects_of(report_);
    write_reasons(writer_.add_sheet("理由 Reasons"), look_, subjects, catalog_);
    write_papers(writer_.add_sheet("单证 Papers"), look_, subjects, catalog_, book_);
    write_problems();
    writer_.commit();
  }

 private:
  void head_row(Grid& sheet, std::uint32_t row, const std::vector<std::string>& titles) const {
    for (std::uint32_t c = 0; c < titles.size(); ++c) sheet.text({row, c}, titles[c], look_.heading);
  }

  std::string missing_text(const MachineResult& machine) const {
    base::Text text;
    for (const std::string& path : machine.missing) {
      const base::Text label = field_label(book_, path);
      text.en += (text.en.empty() ? "" : ", ") + label.en;
      text.zh += (text.zh.empty() ? "" : "、") + label.zh;
    }
    return both(text);
  }

  static std::string problem_text(const MachineResult& machine) {
    std::string text;
    for (const screening::Problem& problem : machine.problems) {
      if (!text.empty()) text += "\n";
      text += (problem.heading.empty() ? "" : problem.heading + ": ") + both(problem.text);
    }
    return text;
  }

  std::string best_text(const MachineResult& machine) const {
    std::string text;
    for (const std::size_t d : machine.best) {
      text += (text.empty() ? "" : "  ") + report_.destinations[d].country + " " + cell_mark(machine, d);
    }
    return text;
  }

  static std::string cell_mark(const MachineResult& machine, std::size_t destination) {
    const rulebook::Verdict& verdict = *machine.destinations[destination];
    const std::size_t conditions = condition_count(verdict);
    return mark(verdict.outcome) + (conditions > 0 ? std::to_string(conditions) : std::string{});
  }

  /// The user's own sheet, completed at the right.
  void write_fleet() {
    table::XlsxSheet& sheet = writer_.add_sheet("车队 Fleet");
    const auto own = static_cast<std::uint32_t>(report_.headings.size());
    std::vector<double> widths;
    for (std::uint32_t c = 0; c < own; ++c) widths.push_back(own_column_width(report_, c));
    widths.insert(widths.end(), {9, 18, 13, 20, 26, 22, 40, 20, 80, 30, 60});
    Grid grid(sheet, std::move(widths));
    head_row(grid, 0, report_.headings);
    const std::vector<base::Text> added = {{"Row in your file", "原表行号"},
                                           {"Readiness", "就绪度"},
                                           {"HS code", "商品编码"},
                                           {"Regime", "监管类别"},
                                           {"Tradable", "可交易"},
                                           {"VAT outcome", "增值税处理"},
                                           {"Best destinations", "首选目的国"},
                                           {"Landed cost at the first, CNY", "首选国到岸成本(元)"},
                                           {"Next step", "下一步"},
                                           {"Missing", "缺失信息"},
                                           {"Problems", "问题"}};
    for (std::uint32_t c = 0; c < added.size(); ++c)
      grid.text({0, own + c}, both(added[c]), look_.added_heading);
    sheet.freeze({1, frozen_columns()});
    for (std::uint32_t i = 0; i < report_.machines.size(); ++i) {
      const MachineResult& machine = report_.machines[i];
      for (std::uint32_t c = 0; c < own; ++c) {
        grid.number_or_text({i + 1, c}, c < machine.cells.size() ? machine.cells[c] : std::string{},
                            look_.wrapped);
      }
      write_added({grid, i + 1, own}, machine);
    }
    grid.finish();
    const auto last = static_cast<std::uint32_t>(report_.machines.size());
    sheet.autofilter({{0, 0}, {last, own + static_cast<std::uint32_t>(added.size()) - 1}});
    table::PrintSetup print = wide_print();
    constexpr std::size_t kColumnsReadableOnAPage = 13;
    print.pages_wide = static_cast<std::uint16_t>(1 + report_.headings.size() / kColumnsReadableOnAPage);
    sheet.set_print(print);
  }

  struct Place {
    Grid& grid;
    std::uint32_t row;
    std::uint32_t column;
  };

  void write_added(const Place& place, const MachineResult& machine) const {
    Grid& sheet = place.grid;
    std::uint32_t column = place.column;
    const auto next = [&] { return table::CellAt{place.row, column++}; };
    sheet.integer(next(), static_cast<std::int64_t>(machine.row), look_.number);
    sheet.text(next(),
               std::string(1, screening::letter(machine.readiness)) + " " +
                   both(screening::label(machine.readiness)),
               look_.readiness[static_cast<std::size_t>(machine.readiness)]);
    std::string hs = machine.value_of("machine.hs_code");
    if (hs.empty()) hs = machine.value_of("machine.hs6");
    sheet.text(next(), hs, look_.plain);
    sheet.text(next(), value_of(machine, "machine.regime"), look_.wrapped);
    const Outcome tradable = stage_outcome(machine, "cn.tradable");
    sheet.text(next(), std::string(mark(tradable)) + " " + both(tradable_label(tradable)),
               look_.of(tradable));
    sheet.text(next(), value_of(machine, "machine.vat_outcome"), look_.wrapped);
    sheet.text(next(), best_text(machine), look_.wrapped);
    write_landed(place, next(), machine);
    sheet.text(next(), both(next_step(report_, machine, book_)), look_.wrapped);
    sheet.text(next(), missing_text(machine), look_.wrapped);
    sheet.text(next(), problem_text(machine), look_.wrapped);
  }

  void write_landed(const Place& place, table::CellAt at, const MachineResult& machine) const {
    if (machine.plans.empty() || machine.best.empty()) return place.grid.text(at, "", look_.plain);
    const auto total = machine.landed_total(machine.best.front());
    if (!total) return place.grid.text(at, both({"open", "未定"}), look_.number);
    place.grid.number_or_text(at, total->major().to_string(), look_.money);
  }

  std::string value_of(const MachineResult& machine, std::string_view path) const {
    return both(value_label(catalog_, path, machine.value_of(path)));
  }

  /// Columns up to maker and model stay in view when they stand near the left.
  std::uint32_t frozen_columns() const {
    constexpr std::size_t kMostFrozen = 5;
    std::size_t frozen = 0;
    for (std::size_t c = 0; c < std::min(report_.headings.size(), kMostFrozen); ++c) {
      for (const auto& [heading, path] : report_.mapped) {
        if (heading == report_.headings[c] && (path == "machine.model" || path == "machine.maker"))
          frozen = c + 1;
      }
    }
    return static_cast<std::uint32_t>(frozen);
  }

  static base::Text tradable_label(Outcome outcome) {
    switch (outcome) {
      case Outcome::allowed:
        return {"tradable", "可交易"};
      case Outcome::allowed_with_conditions:
        return {"tradable with conditions", "有条件可交易"};
      case Outcome::refused:
        return {"not tradable", "不可交易"};
      case Outcome::undecided:
        break;
    }
    return rulebook::label(outcome);
  }

  Outcome stage_outcome(const MachineResult& machine, std::string_view id) const {
    for (std::size_t s = 0; s < report_.stages.size(); ++s) {
      if (report_.stages[s].id == id) return machine.stages[s]->outcome;
    }
    return Outcome::undecided;
  }

  void write_overview() {
    table::XlsxSheet& sheet = writer_.add_sheet("概览 Overview");
    Grid grid(sheet, {36, 18, 18, 18, 18, 18, 24});
    std::uint32_t row = 0;
    sheet.text({row, 0}, "出口筛查 Export screening: " + report_.source, look_.title);
    sheet.text({++row, 0}, "规则判定日期 Rules as of " + calendar::to_string(report_.as_of),
               look_.plain_note);
    note_row(sheet, ++row, report_.assumptions);
    if (report_.costs) note_row(sheet, ++row, report_.costs->text);
    note_row(sheet, ++row, disclaimer());
    row += 2;
    head_row(grid, row, {"就绪度\nReadiness", "台数\nMachines"});
    for (std::size_t i = 0; i < report_.totals.readiness.size(); ++i) {
      const auto readiness = static_cast<screening::Readiness>(i);
      grid.text({++row, 0},
                std::string(1, screening::letter(readiness)) + " " + screening::label(readiness).zh + " " +
                    screening::label(readiness).en,
                look_.readiness[i]);
      grid.integer({row, 1}, static_cast<std::int64_t>(report_.totals.readiness[i]), look_.number);
    }
    grid.text({++row, 0}, "合计 All", look_.plain);
    grid.integer({row, 1}, static_cast<std::int64_t>(report_.totals.machines), look_.number);
    row += 2;
    write_counts(sheet, grid, row);
    grid.finish();
    sheet.set_print({.landscape = false, .pages_wide = 1, .footer = "&P / &N"});
    sheet.activate();
  }

  /// Merged cells do not grow with their text, so the height is given.
  void note_row(table::XlsxSheet& sheet, std::uint32_t row, const base::Text& text) const {
    sheet.merge({{row, 0}, {row, 6}}, both(text), look_.note);
    sheet.set_row_height(row, 62);
  }

  void write_counts(table::XlsxSheet& sheet, Grid& grid, std::uint32_t& row) {
    grid.finish();
    const base::Text found = finding(report_);
    sheet.text({row, 0}, with_chinese_punctuation(found.zh), look_.strong);
    sheet.text({++row, 0}, found.en, look_.strong);
    std::vector<std::string> titles = {"目的国\nDestination"};
    for (const Outcome outcome :
         {Outcome::allowed, Outcome::allowed_with_conditions, Outcome::undecided, Outcome::refused}) {
      titles.push_back(verdict_text(outcome));
    }
    titles.emplace_back("条件总数\nConditions");
    titles.emplace_back("规则包\nRule pack");
    head_row(grid, ++row, titles);
    for (const std::size_t d : destinations_by_ease(report_)) {
      const screening::DestinationInfo& destination = report_.destinations[d];
      grid.text({++row, 0}, destination.country + " " + destination.name.zh + " " + destination.name.en,
                look_.plain);
      for (std::size_t k = 0; k < 4; ++k) {
        grid.integer({row, static_cast<std::uint32_t>(k + 1)},
                     static_cast<std::int64_t>(report_.totals.destinations[d][k]), look_.number);
      }
      grid.integer({row, 5}, static_cast<std::int64_t>(conditions_of(report_, d)), look_.number);
      grid.text({row, 6},
                destination.pack ? destination.pack->id + " " + destination.pack->version
                                 : both({"no rule pack in force", "无有效规则包"}),
                look_.wrapped);
    }
  }

  void write_destinations() {
    table::XlsxSheet& sheet = writer_.add_sheet("目的国 Destinations");
    std::vector<double> widths = {6, 26, 22};
    widths.resize(widths.size() + report_.destinations.size(), 5.5);
    Grid grid(sheet, std::move(widths));
    write_legend(sheet);
    // The names stand upright so that every destination stays in view; their height is given once.
    const std::vector<std::string> titles = {"行\nRow", "设备\nMachine", "机种\nClass"};
    for (std::uint32_t c = 0; c < titles.size(); ++c) sheet.text({1, c}, titles[c], look_.heading);
    for (std::uint32_t d = 0; d < report_.destinations.size(); ++d) {
      const screening::DestinationInfo& destination = report_.destinations[d];
      sheet.text({1, d + 3}, destination.country + " " + destination.name.zh + " " + destination.name.en,
                 look_.upright_heading);
    }
    sheet.set_row_height(1, 180);
    sheet.freeze({2, 3});
    for (std::uint32_t i = 0; i < report_.machines.size(); ++i) {
      const MachineResult& machine = report_.machines[i];
      const std::uint32_t row = i + 2;
      grid.integer({row, 0}, static_cast<std::int64_t>(machine.row), look_.number);
      grid.text({row, 1}, both(machine_name(catalog_, machine)), look_.wrapped);
      grid.text({row, 2}, value_of(machine, "machine.class"), look_.wrapped);
      for (std::uint32_t d = 0; d < machine.destinations.size(); ++d)
        sheet.text({row, d + 3}, cell_mark(machine, d), look_.of(machine.destinations[d]->outcome));
    }
    if (!report_.machines.empty()) grid.finish();
    const auto last = static_cast<std::uint32_t>(report_.machines.size() + 1);
    sheet.autofilter({{1, 0}, {last, static_cast<std::uint32_t>(report_.destinations.size() + 2)}});
    table::PrintSetup print = wide_print();
    print.repeat_rows = 2;
    sheet.set_print(print);
  }

  /// Over the matrix, so that it stays in view.
  void write_legend(table::XlsxSheet& sheet) {
    sheet.set_row_height(0, 34);
    sheet.merge({{0, 0}, {0, 2}}, "▲后的数字为条件数\nThe number after ▲ counts the conditions", look_.note);
    constexpr std::uint32_t kCellsEach = 4;
    for (std::uint32_t k = 0; k < 4; ++k) {
      const auto outcome = static_cast<Outcome>(k);
      const std::uint32_t first = 3 + k * kCellsEach;
      sheet.merge({{0, first}, {0, first + kCellsEach - 1}}, verdict_text(outcome), look_.of(outcome));
    }
  }

  void write_problems() {
    table::XlsxSheet& sheet = writer_.add_sheet("问题 Problems");
    Grid grid(sheet, {6, 24, 60, 60});
    head_row(grid, 0, {"行\nRow", "列\nColumn", "问题\nProblem (zh)", "Problem (en)"});
    sheet.freeze({1, 0});
    std::uint32_t row = 0;
    const auto add = [&](const std::string& heading, const base::Text& text) {
      grid.text({row, 1}, heading, look_.wrapped);
      grid.text({row, 2}, with_chinese_punctuation(text.zh), look_.wrapped);
      grid.text({row, 3}, text.en, look_.wrapped);
    };
    for (const MachineResult& machine : report_.machines) {
      for (const screening::Problem& problem : machine.problems) {
        grid.integer({++row, 0}, static_cast<std::int64_t>(machine.row), look_.number);
        add(problem.heading, problem.text);
      }
    }
    for (const std::string& heading : report_.unused_headings) {
      grid.text({++row, 0}, "", look_.plain);
      add(heading, {"no rule uses this column", "没有规则使用该列"});
    }
    if (row == 0) add_no_problem(grid);
    grid.finish();
    sheet.set_print(wide_print());
  }

  void add_no_problem(Grid& grid) const {
    grid.text({1, 2}, "每一行均已读取,未发现问题", look_.wrapped);
    grid.text({1, 3}, "every row was read, no problem found", look_.wrapped);
  }

  const screening::Report& report_;
  const rulebook::Book& book_;
  const machine::Catalog& catalog_;
  table::XlsxWriter writer_;
  Look look_;
};

}  // namespace

void write_screening_workbook(const screening::Report& report, const rulebook::Book& book,
                              const machine::Catalog& catalog, const std::filesystem::path& path) {
  Workbook(report, book, catalog, path).write();
}

}  // namespace chuhai::documents
