#include "workbook_costs.hpp"

#include <string>
#include <vector>

#include "destination/landed_cost.hpp"
#include "documents/needs.hpp"
#include "words.hpp"
#include "workbook_grid.hpp"

namespace chuhai::documents {

namespace {

using screening::MachineResult;

constexpr std::size_t kLinesListedMax = 60'000;
constexpr std::size_t kLinesOfACost = 9;  ///< about
constexpr std::uint32_t kRowsMax = 1'000'000;

const base::Text& indicative_note() {
  static const base::Text kText = {
      "Indicative, in CNY. Open: something is unknown, the detail sheet says what. Assumptions are on their "
      "own sheet.",
      "参考值,单位人民币元。未定:尚有未知项,见明细表。假设另见一表。"};
  return kText;
}

bool lists_all(const screening::Report& report) {
  return report.machines.size() * report.destinations.size() * kLinesOfACost <= kLinesListedMax;
}

void money_cell(Grid& grid, table::CellAt at, const std::optional<values::Money>& amount, const Look& look) {
  if (amount) {
    grid.number_or_text(at, amount->major().to_string(), look.money);
  } else {
    grid.text(at, both({"open", "未定"}), look.number);
  }
}

/// Why the total is open, and the facts that would settle it.
base::Text open_text(const destination::LandedCost& cost) {
  base::Text text;
  for (const destination::OpenPoint& point : cost.open) {
    text.en += (text.en.empty() ? "" : "; ") + point.why.en;
    text.zh += (text.zh.empty() ? "" : ";") + point.why.zh;
  }
  return text;
}

/// Writes the lines of costs one below the other.
class LineWriter {
 public:
  LineWriter(Grid& grid, const Look& look, const screening::Report& report, const machine::Catalog& catalog)
      : grid_(grid), look_(look), report_(report), catalog_(catalog) {}

  void add(const MachineResult& machine, std::size_t d) {
    const auto cost = machine.landed_cost(d);
    if (!cost || row_ + cost->lines.size() > kRowsMax) return;
    for (const destination::CostLine& line : cost->lines) {
      ++row_;
      grid_.integer({row_, 0}, static_cast<std::int64_t>(machine.row), look_.number);
      grid_.text({row_, 1}, both(machine_name(catalog_, machine)), look_.wrapped);
      grid_.text({row_, 2}, report_.destinations[d].country + " " + both(report_.destinations[d].name),
                 look_.wrapped);
      write_line(line, *cost);
    }
  }

  std::uint32_t last_row() const { return row_; }

 private:
  void write_line(const destination::CostLine& line, const destination::LandedCost& cost) {
    const bool is_total = line.kind == destination::LineKind::total;
    grid_.text({row_, 3}, both(line.label), is_total ? look_.heading : look_.wrapped);
    money_cell(grid_, {row_, 4}, line.amount, look_);
    base::Text how = line.how;
    if (is_total) {
      how = open_text(cost);
      if (cost.total_usd && cost.factor) {
        const std::string factor = "× " + cost.factor->to_string();
        how = {in_full(*cost.total_usd) + " USD, " + factor + " FOB",
               in_full(*cost.total_usd) + " 美元,离岸价的 " + factor};
      }
    }
    grid_.text({row_, 5}, with_chinese_punctuation(how.zh), look_.wrapped);
    grid_.text({row_, 6}, how.en, look_.wrapped);
    if (line.levy != nullptr) {
      provenance(line.levy->id, line.levy->text, line.levy->source());
    } else if (line.value_rule != nullptr) {
      provenance(line.value_rule->id, line.value_rule->text, *line.value_rule->sources.front());
    } else {
      grid_.text({row_, 7}, "", look_.wrapped);
      for (const std::uint32_t column : {8u, 9u, 10u, 12u}) grid_.text({row_, column}, "", look_.wrapped);
      grid_.text({row_, 11}, line.assumed ? both({"assumption", "假设"}) : "", look_.wrapped);
    }
  }

  void provenance(const std::string& rule, const base::Text& text, const rulebook::Source& source) {
    grid_.text({row_, 7}, rule, look_.wrapped);
    grid_.text({row_, 8}, with_chinese_punctuation(text.zh), look_.wrapped);
    grid_.text({row_, 9}, text.en, look_.wrapped);
    grid_.text({row_, 10}, source.instrument, look_.wrapped);
    grid_.text({row_, 11}, both(confidence_label(source)), look_.wrapped);
    if (source.url.starts_with("http://") || source.url.starts_with("https://")) {
      grid_.link({row_, 12}, source.url, look_.link);
    } else {
      grid_.text({row_, 12}, source.url, look_.wrapped);
    }
  }

  Grid& grid_;
  const Look& look_;
  const screening::Report& report_;
  const machine::Catalog& catalog_;
  std::uint32_t row_ = 0;
};

}  // namespace

void write_landed_totals(table::XlsxSheet& sheet, const Look& look, const screening::Report& report,
                         const machine::Catalog& catalog) {
  std::vector<double> widths = {6, 26, 14};
  widths.resize(widths.size() + report.destinations.size(), 12.5);
  Grid grid(sheet, std::move(widths));
  sheet.set_row_height(0, 34);
  sheet.text({0, 0}, with_chinese_punctuation(indicative_note().zh) + "\n" + indicative_note().en,
             look.plain_note);
  const std::vector<std::string> titles = {"行\nRow", "设备\nMachine", "离岸价\nFOB"};
  for (std::uint32_t c = 0; c < titles.size(); ++c) grid.text({1, c}, titles[c], look.heading);
  for (std::uint32_t d = 0; d < report.destinations.size(); ++d) {
    const screening::DestinationInfo& destination = report.destinations[d];
    grid.text({1, d + 3}, destination.country + " " + both(destination.name), look.heading);
  }
  sheet.freeze({2, 3});
  for (std::uint32_t i = 0; i < report.machines.size(); ++i) {
    const MachineResult& machine = report.machines[i];
    const std::uint32_t row = i + 2;
    grid.integer({row, 0}, static_cast<std::int64_t>(machine.row), look.number);
    grid.text({row, 1}, both(machine_name(catalog, machine)), look.wrapped);
    money_cell(grid, {row, 2}, machine.cost_facts.price, look);
    for (std::uint32_t d = 0; d < machine.plans.size(); ++d) {
      const rulebook::Outcome outcome = machine.destinations[d]->outcome;
      if (outcome == rulebook::Outcome::refused) {
        grid.text({row, d + 3}, mark(outcome), look.of(outcome));
      } else {
        money_cell(grid, {row, d + 3}, machine.landed_total(d), look);
      }
    }
  }
  grid.finish();
  const auto last = static_cast<std::uint32_t>(report.machines.size() + 1);
  sheet.autofilter({{1, 0}, {last, static_cast<std::uint32_t>(report.destinations.size() + 2)}});
  sheet.set_print({.landscape = true,
                   .pages_wide = static_cast<std::uint16_t>(1 + report.destinations.size() / 12),
                   .repeat_rows = 2,
                   .footer = "&P / &N"});
}

void write_landed_lines(table::XlsxSheet& sheet, const Look& look, const screening::Report& report,
                        const machine::Catalog& catalog) {
  Grid grid(sheet, {6, 22, 18, 20, 16, 34, 34, 34, 40, 40, 36, 22, 36});
  const bool all = lists_all(report);
  const std::vector<std::string> titles = {
      "行\nRow",
      "设备\nMachine",
      all ? "目的国\nDestination" : "目的国(每台首选)\nDestination (best of each machine)",
      "项目\nItem",
      "金额(元)\nAmount, CNY",
      "算法\nHow (zh)",
      "How (en)",
      "规则\nRule",
      "说明\nText (zh)",
      "Text (en)",
      "法律文件\nInstrument",
      "可信度\nConfidence",
      "链接\nURL"};
  for (std::uint32_t c = 0; c < titles.size(); ++c) grid.text({0, c}, titles[c], look.heading);
  sheet.freeze({1, 4});
  LineWriter lines(grid, look, report, catalog);
  for (const MachineResult& machine : report.machines) {
    if (all) {
      for (std::size_t d = 0; d < machine.destinations.size(); ++d) lines.add(machine, d);
    } else {
      for (const std::size_t d : machine.best) lines.add(machine, d);
    }
  }
  grid.finish();
  sheet.autofilter({{0, 0}, {lines.last_row(), 12}});
  sheet.set_print({.landscape = true, .pages_wide = 1, .repeat_rows = 1, .footer = "&P / &N"});
}

void write_cost_assumptions(table::XlsxSheet& sheet, const Look& look, const screening::Report& report) {
  const destination::CostAssumptions& costs = *report.costs;
  Grid grid(sheet, {34, 40, 16, 40});
  sheet.set_row_height(0, 80);
  sheet.merge({{0, 0}, {0, 3}}, with_chinese_punctuation(costs.text.zh) + "\n" + costs.text.en, look.note);
  const std::vector<std::string> titles = {"项目\nItem", "说明\nWhat", "数值\nFigure",
                                           "单位、来源\nUnit, source"};
  for (std::uint32_t c = 0; c < titles.size(); ++c) grid.text({1, c}, titles[c], look.heading);
  std::uint32_t row = 1;
  const auto add = [&](const std::string& item, const base::Text& what, const decimal::Decimal& figure,
                       const std::string& unit) {
    grid.text({++row, 0}, item, look.wrapped);
    grid.text({row, 1}, both(what), look.wrapped);
    grid.number_or_text({row, 2}, figure.to_plain_string(), look.number);
    grid.text({row, 3}, unit, look.wrapped);
  };
  const std::string ours = both({"our own rough figure", "我方粗略假设"});
  add("保险 Insurance", {"premium, of the insured sum", "保险费率,按保险金额"}, costs.premium_percent,
      "% · " + ours);
  add("保险 Insurance", {"insured sum, of CIF", "保险金额,按CIF"}, costs.insured_percent, "% · " + ours);
  for (const screening::DestinationInfo& asked : report.destinations) {
    const destination::Route* route = costs.route(asked.country);
    if (route == nullptr) continue;
    const std::string item = "运费 Freight " + asked.country + " " + asked.name.zh + " " + asked.name.en;
    add(item, route->sea, route->sea_usd_per_t, "USD/t · " + ours);
    if (route->inland_usd_per_t) add(item, route->inland, *route->inland_usd_per_t, "USD/t · " + ours);
  }
  const std::string rates = costs.rates_source + ", " + calendar::to_string(costs.rates_as_of);
  for (const auto& [code, rate] : costs.cny_per_unit)
    add("汇率 Exchange rate", {"1 " + code, "1 " + code}, rate, "CNY · " + rates);
  grid.finish();
  sheet.set_print({.landscape = false, .pages_wide = 1, .repeat_rows = 2, .footer = "&P / &N"});
}

}  // namespace chuhai::documents
