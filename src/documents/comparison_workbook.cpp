#include <array>

#include "base/text.hpp"
#include "documents/comparison.hpp"
#include "words.hpp"
#include "workbook_grid.hpp"
#include "workbook_look.hpp"

namespace chuhai::documents {

namespace {

using rulebook::Outcome;

constexpr std::array kAllOutcomes = {Outcome::allowed, Outcome::allowed_with_conditions, Outcome::undecided,
                                     Outcome::refused};

/// Writes the three sheets of a comparison.
class ComparisonBook {
 public:
  ComparisonBook(const screening::Comparison& comparison, const std::vector<rulebook::RuleChange>& rules,
                 const std::filesystem::path& path)
      : comparison_(comparison),
        rules_(rules),
        writer_(path, {.title = comparison.after->id}),
        look_(writer_) {}

  void write() {
    write_overview();
    write_machines();
    write_rules();
    writer_.commit();
  }

 private:
  void write_overview() {
    Grid grid(writer_.add_sheet("概览 Overview"), {34, 22, 22, 22, 22});
    std::uint32_t row = 0;
    const auto line = [&](const base::Text& name, std::string_view value) {
      grid.text({row, 0}, both(name), look_.heading);
      grid.text({row++, 1}, value, look_.wrapped);
    };
    line({"Pack", "规则包"}, comparison_.after->id);
    line({"Before", "变更前"}, comparison_.before->version + "  " + comparison_.before->hash.substr(0, 12));
    line({"After", "变更后"}, comparison_.after->version + "  " + comparison_.after->hash.substr(0, 12));
    line({"Fleet", "设备清单"}, comparison_.source);
    line({"Rules as of", "规则日期"}, calendar::to_string(comparison_.as_of));
    const auto count = [&](const base::Text& name, std::uint64_t value) {
      grid.text({row, 0}, both(name), look_.heading);
      grid.integer({row++, 1}, static_cast<std::int64_t>(value), look_.number);
    };
    count({"Machines", "设备数"}, comparison_.machines);
    count({"Another outcome", "结论改变"}, comparison_.changed);
    count({"Same outcome, other conditions", "结论相同、条件不同"}, comparison_.other_conditions);
    for (const auto& [field, machines] : comparison_.values)
      count({"Computed differently: " + field, "推算值改变：" + field}, machines);
    write_moves(grid, row + 1);
    grid.finish();
  }

  void write_moves(Grid& grid, std::uint32_t row) {
    grid.text({row, 0}, both({"Before (down), after (across)", "变更前（行）、变更后（列）"}), look_.heading);
    for (std::size_t is = 0; is < kAllOutcomes.size(); ++is)
      grid.text({row, static_cast<std::uint32_t>(is + 1)}, verdict_text(kAllOutcomes[is]), look_.heading);
    for (std::size_t was = 0; was < kAllOutcomes.size(); ++was) {
      ++row;
      grid.text({row, 0}, verdict_text(kAllOutcomes[was]), look_.heading);
      for (std::size_t is = 0; is < kAllOutcomes.size(); ++is)
        grid.integer({row, static_cast<std::uint32_t>(is + 1)},
                     static_cast<std::int64_t>(comparison_.moves[was][is]), look_.number);
    }
  }

  void write_machines() {
    table::XlsxSheet& sheet = writer_.add_sheet("变更设备 Changed machines");
    std::vector<double> widths = {16, 16, 60, 60, 8};
    widths.resize(widths.size() + comparison_.headings.size(), 16);
    Grid grid(sheet, widths);
    std::uint32_t column = 0;
    for (const base::Text& heading : {base::Text{"Before", "变更前"}, base::Text{"After", "变更后"},
                                      base::Text{"Reasons before", "变更前理由"},
                                      base::Text{"Reasons after", "变更后理由"}, base::Text{"Row", "行号"}})
      grid.text({0, column++}, both(heading), look_.added_heading);
    for (const std::string& heading : comparison_.headings) grid.text({0, column++}, heading, look_.heading);
    std::uint32_t row = 1;
    for (const screening::ChangedMachine& machine : comparison_.changes) {
      grid.text({row, 0}, verdict_text(machine.before->outcome), look_.of(machine.before->outcome));
      grid.text({row, 1}, verdict_text(machine.after->outcome), look_.of(machine.after->outcome));
      grid.text({row, 2}, both(reasons_text(*machine.before)), look_.wrapped);
      grid.text({row, 3}, both(reasons_text(*machine.after)), look_.wrapped);
      grid.integer({row, 4}, static_cast<std::int64_t>(machine.row), look_.number);
      column = 5;
      for (const std::string& cell : machine.cells) grid.number_or_text({row, column++}, cell, look_.wrapped);
      ++row;
    }
    grid.finish();
    sheet.freeze({1, 2});
    if (comparison_.changes.size() < comparison_.changed)
      sheet.text({row + 1, 0},
                 "共 " + std::to_string(comparison_.changed) + " 台，此处列出前 " +
                     std::to_string(comparison_.changes.size()) + " 台，全部见 CSV。 The first " +
                     std::to_string(comparison_.changes.size()) + " of " +
                     std::to_string(comparison_.changed) + " machines; all of them are in the CSV file.",
                 look_.plain_note);
  }

  void write_rules() {
    table::XlsxSheet& sheet = writer_.add_sheet("规则差异 Rules");
    Grid grid(sheet, {14, 44, 26, 44, 44});
    std::uint32_t column = 0;
    for (const base::Text& heading :
         {base::Text{"Change", "变更"}, base::Text{"Rule", "规则"}, base::Text{"Column", "列"},
          base::Text{"Before", "变更前"}, base::Text{"After", "变更后"}})
      grid.text({0, column++}, both(heading), look_.heading);
    std::uint32_t row = 1;
    for (const rulebook::RuleChange& rule : rules_) {
      for (const rulebook::CellChange& cell : rule.cells) {
        grid.text({row, 0}, both(label(rule.kind)), look_.wrapped);
        grid.text({row, 1}, rule.rule, look_.wrapped);
        grid.text({row, 2}, cell.column, look_.wrapped);
        grid.text({row, 3}, cell.before, look_.wrapped);
        grid.text({row++, 4}, cell.after, look_.wrapped);
      }
    }
    grid.finish();
    sheet.freeze({1, 0});
  }

  const screening::Comparison& comparison_;
  const std::vector<rulebook::RuleChange>& rules_;
  table::XlsxWriter writer_;
  Look look_;
};

}  // namespace

base::Text reasons_text(const rulebook::Verdict& verdict) {
  std::vector<std::string> en, zh;
  for (const rulebook::Reason& reason : verdict.reasons) {
    if (!reason.decides) continue;
    const bool open = reason.standing == rulebook::Standing::might_apply;
    en.push_back((open ? "Open: " : "") + reason.rule->text.en);
    zh.push_back((open ? "待定：" : "") + reason.rule->text.zh);
  }
  if (en.empty() && verdict.nothing_allows) return nothing_allows_text(verdict);
  return {base::join(en, "\n"), base::join(zh, "\n")};
}

void write_comparison_workbook(const screening::Comparison& comparison,
                               const std::vector<rulebook::RuleChange>& rules,
                               const std::filesystem::path& path) {
  ComparisonBook(comparison, rules, path).write();
}

}  // namespace chuhai::documents
