#include <algorithm>

#include "documents/screening.hpp"
#include "table/xlsx_writer.hpp"
#include "words.hpp"
#include "workbook_verdicts.hpp"

namespace chuhai::documents {

namespace {

using rulebook::Outcome;
using screening::MachineResult;
using table::CellAt;
using table::Style;
using table::StyleId;

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
    write_fleet();
    write_overview();
    write_destinations();
    const std::vector<Subject> subjects = subjects_of(report_);
    write_reasons(writer_.add_sheet("理由 Reasons"), look_, subjects, catalog_);
    write_papers(writer_.add_sheet("单证 Papers"), look_, subjects, catalog_, book_);
    write_problems();
    writer_.commit();
  }

 private:
  static std::string mark(Outcome outcome) {
    const char* const marks[] = {"✓", "▲", "?", "✗"};
    return marks[static_cast<std::size_t>(outcome)];
  }

  void head_row(table::XlsxSheet& sheet, std::uint32_t row, const std::vector<std::string>& titles) const {
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
      text +=
          (problem.heading.empty() ? "" : problem.heading + ": ") + problem.text.zh + " / " + problem.text.en;
    }
    return text;
  }

  std::string best_text(const MachineResult& machine) const {
    std::string text;
    for (const std::size_t d : machine.best) {
      const bool conditions = machine.destinations[d]->outcome == Outcome::allowed_with_conditions;
      text += (text.empty() ? "" : " ") + report_.destinations[d].country + (conditions ? "▲" : "✓");
    }
    return text;
  }

  /// The user's own sheet, completed at the right.
  void write_fleet() {
    table::XlsxSheet& sheet = writer_.add_sheet("车队 Fleet");
    std::vector<std::string> titles = report_.headings;
    const auto own = static_cast<std::uint32_t>(titles.size());
    for (const base::Text& title : {base::Text{"Readiness", "就绪等级"},
                                    {"HS code", "商品编号"},
                                    {"Regime", "监管类别"},
                                    {"Tradable", "可交易"},
                                    {"VAT outcome", "税务处理"},
                                    {"Best destinations", "首选目的国"},
                                    {"Missing", "欠缺资料"},
                                    {"Problems", "问题"}}) {
      titles.push_back(both(title));
    }
    head_row(sheet, 0, titles);
    sheet.freeze({1, 0});
    sheet.set_column_widths(own, {14, 13, 14, 14, 12, 26, 36, 50});
    for (std::uint32_t i = 0; i < report_.machines.size(); ++i) {
      const MachineResult& machine = report_.machines[i];
      const std::uint32_t row = i + 1;
      for (std::uint32_t c = 0; c < own; ++c) {
        sheet.number_or_text({row, c}, c < machine.cells.size() ? machine.cells[c] : std::string{},
                             look_.plain);
      }
      const auto readiness = static_cast<std::size_t>(machine.readiness);
      sheet.text({row, own},
                 std::string(1, screening::letter(machine.readiness)) + " " +
                     both(screening::label(machine.readiness)),
                 look_.readiness[readiness]);
      std::string hs = machine.value_of("machine.hs_code");
      if (hs.empty()) hs = machine.value_of("machine.hs6");
      sheet.text({row, own + 1}, hs, look_.plain);
      sheet.text({row, own + 2},
                 both(value_label(catalog_, "machine.regime", machine.value_of("machine.regime"))),
                 look_.wrapped);
      const Outcome tradable = stage_outcome(machine, "cn.tradable");
      sheet.text({row, own + 3}, both(tradable_label(tradable)), look_.of(tradable));
      sheet.text({row, own + 4},
                 both(value_label(catalog_, "machine.vat_outcome", machine.value_of("machine.vat_outcome"))),
                 look_.wrapped);
      sheet.text({row, own + 5}, best_text(machine), look_.wrapped);
      sheet.text({row, own + 6}, missing_text(machine), look_.wrapped);
      sheet.text({row, own + 7}, problem_text(machine), look_.wrapped);
    }
    const auto last = static_cast<std::uint32_t>(report_.machines.size());
    sheet.autofilter({{0, 0}, {last, own + 7}});
    sheet.set_print({.landscape = true, .pages_wide = 1, .repeat_rows = 1, .footer = "&P / &N"});
  }

  static base::Text tradable_label(Outcome outcome) {
    if (outcome == Outcome::allowed) return {"tradable", "可交易"};
    if (outcome == Outcome::refused) return {"not tradable", "不可交易"};
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
    sheet.set_column_widths(0, {34, 16, 16, 16, 16, 30});
    std::uint32_t row = 0;
    sheet.text({row, 0}, "筛查结果 Screening of " + report_.source, look_.title);
    sheet.text({++row, 0}, "判定日期 As of " + calendar::to_string(report_.as_of), look_.note);
    row += 2;
    head_row(sheet, row, {"就绪等级\nReadiness", "台数\nMachines"});
    for (std::size_t i = 0; i < 4; ++i) {
      const auto readiness = static_cast<screening::Readiness>(i);
      sheet.text({++row, 0},
                 std::string(1, screening::letter(readiness)) + " " + both(screening::label(readiness)),
                 look_.readiness[i]);
      sheet.integer({row, 1}, static_cast<std::int64_t>(report_.totals.readiness[i]), look_.number);
    }
    row += 2;
    write_counts(sheet, row);
    row += 2;
    sheet.merge({{row, 0}, {row, 5}}, both(report_.assumptions), look_.note);
    sheet.set_row_height(row, 60);
    ++row;
    sheet.merge({{row, 0}, {row, 5}}, both(disclaimer()), look_.note);
    sheet.set_row_height(row, 60);
  }

  void write_counts(table::XlsxSheet& sheet, std::uint32_t& row) {
    std::vector<std::string> titles = {"目的国\nDestination"};
    for (const Outcome outcome :
         {Outcome::allowed, Outcome::allowed_with_conditions, Outcome::undecided, Outcome::refused}) {
      titles.push_back(both(rulebook::label(outcome)));
    }
    titles.emplace_back("规则包\nRule pack");
    head_row(sheet, row, titles);
    for (std::size_t d = 0; d < report_.destinations.size(); ++d) {
      const screening::DestinationInfo& destination = report_.destinations[d];
      sheet.text({++row, 0}, destination.country + " " + destination.name.zh + " " + destination.name.en,
                 look_.plain);
      for (std::size_t k = 0; k < 4; ++k) {
        sheet.integer({row, static_cast<std::uint32_t>(k + 1)},
                      static_cast<std::int64_t>(report_.totals.destinations[d][k]), look_.number);
      }
      sheet.text({row, 5}, destination.pack ? destination.pack->id + " " + destination.pack->version : "-",
                 look_.plain);
    }
  }

  void write_destinations() {
    table::XlsxSheet& sheet = writer_.add_sheet("目的国 Destinations");
    std::vector<std::string> titles = {"行\nRow", "设备\nMachine", "机种\nClass"};
    for (const screening::DestinationInfo& destination : report_.destinations) {
      titles.push_back(destination.country + "\n" + destination.name.zh);
    }
    head_row(sheet, 0, titles);
    sheet.freeze({1, 3});
    sheet.set_column_widths(0, {6, 26, 20});
    sheet.set_column_widths(3, std::vector<double>(report_.destinations.size(), 7.5));
    for (std::uint32_t i = 0; i < report_.machines.size(); ++i) {
      const MachineResult& machine = report_.machines[i];
      const std::uint32_t row = i + 1;
      sheet.integer({row, 0}, static_cast<std::int64_t>(machine.row), look_.number);
      sheet.text({row, 1}, machine_name(catalog_, machine).zh, look_.plain);
      sheet.text({row, 2}, catalog_.label("class", machine.value_of("machine.class")).zh, look_.plain);
      for (std::uint32_t d = 0; d < machine.destinations.size(); ++d) {
        const Outcome outcome = machine.destinations[d]->outcome;
        sheet.text({row, d + 3}, mark(outcome), look_.of(outcome));
      }
    }
    const auto legend = static_cast<std::uint32_t>(report_.machines.size()) + 2;
    sheet.text({legend, 1},
               "✓ 可出口 allowed  ▲ 有条件 with conditions  ? 无法判定 cannot decide  ✗ 不可 refused",
               look_.note);
    sheet.set_print({.landscape = true, .pages_wide = 1, .repeat_rows = 1, .footer = "&P / &N"});
  }

  void write_problems() {
    table::XlsxSheet& sheet = writer_.add_sheet("问题 Problems");
    head_row(sheet, 0, {"行\nRow", "列\nColumn", "问题\nProblem (zh)", "Problem (en)"});
    sheet.freeze({1, 0});
    sheet.set_column_widths(0, {6, 24, 70, 70});
    std::uint32_t row = 0;
    for (const MachineResult& machine : report_.machines) {
      for (const screening::Problem& problem : machine.problems) {
        ++row;
        sheet.integer({row, 0}, static_cast<std::int64_t>(machine.row), look_.number);
        sheet.text({row, 1}, problem.heading, look_.plain);
        sheet.text({row, 2}, problem.text.zh, look_.wrapped);
        sheet.text({row, 3}, problem.text.en, look_.wrapped);
      }
    }
    for (const std::string& heading : report_.unused_headings) {
      ++row;
      sheet.text({row, 1}, heading, look_.plain);
      sheet.text({row, 2}, "该列未用于判定", look_.wrapped);
      sheet.text({row, 3}, "this column is not used by any rule", look_.wrapped);
    }
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
