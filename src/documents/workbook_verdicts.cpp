#include "workbook_verdicts.hpp"

#include <map>

#include "workbook_grid.hpp"

namespace chuhai::documents {

namespace {

using screening::MachineResult;

constexpr std::size_t kMachinesListedOneByOne = 500;

/// "三一 SY215C Sany", and how many more stand alike.
std::string subject_name(const Subject& subject, const machine::Catalog& catalog) {
  const std::string name = both(machine_name(catalog, *subject.machine));
  if (subject.machines == 1) return name;
  return name + "\n等 " + std::to_string(subject.machines) + " 台\nand " +
         std::to_string(subject.machines - 1) + " more";
}

/// Adds a line that is not there yet.
void add_line(std::string& lines, const std::string& line) {
  if (lines == line || lines.starts_with(line + "\n") || lines.ends_with("\n" + line) ||
      lines.find("\n" + line + "\n") != std::string::npos)
    return;
  lines += (lines.empty() ? "" : "\n") + line;
}

void write_titles(Grid& grid, table::XlsxSheet& sheet, const Look& look,
                  const std::vector<std::string>& titles) {
  for (std::uint32_t c = 0; c < titles.size(); ++c) grid.text({0, c}, titles[c], look.heading);
  sheet.freeze({1, 2});
  sheet.set_print({.landscape = true, .pages_wide = 1, .repeat_rows = 1, .footer = "&P / &N"});
}

void write_subject(Grid& sheet, const Look& look, std::uint32_t row, const Subject& subject,
                   const machine::Catalog& catalog) {
  sheet.integer({row, 0}, static_cast<std::int64_t>(subject.machine->row), look.number);
  sheet.text({row, 1}, subject_name(subject, catalog), look.wrapped);
  sheet.text({row, 2}, subject.question, look.wrapped);
}

void write_reason(Grid& sheet, const Look& look, std::uint32_t row, const rulebook::Reason& reason) {
  const rulebook::Source& source = reason.rule->source();
  sheet.text({row, 4}, reason.rule->id, look.wrapped);
  sheet.text({row, 5}, both(standing_label(reason)), look.wrapped);
  sheet.text({row, 6}, with_chinese_punctuation(reason.rule->text.zh), look.wrapped);
  sheet.text({row, 7}, reason.rule->text.en, look.wrapped);
  sheet.text({row, 8}, source.instrument, look.wrapped);
  sheet.text({row, 9}, both(confidence_label(source)), look.wrapped);
  if (source.url.starts_with("http://") || source.url.starts_with("https://")) {
    sheet.link({row, 10}, source.url, look.link);
  } else {
    sheet.text({row, 10}, source.url, look.wrapped);
  }
}

}  // namespace

std::vector<Subject> subjects_of(const screening::Report& report) {
  std::vector<Subject> list;
  std::map<std::pair<const rulebook::Verdict*, std::string>, std::size_t> seen;
  const bool one_by_one = report.machines.size() <= kMachinesListedOneByOne;
  const auto add = [&](const MachineResult& machine, std::string question, bool is_stage,
                       const rulebook::Verdict& verdict) {
    const auto [entry, is_new] = seen.try_emplace({&verdict, question}, list.size());
    if (!is_new && !one_by_one) {
      ++list[entry->second].machines;
      return;
    }
    list.push_back({&machine, std::move(question), is_stage, &verdict, 1});
  };
  for (const MachineResult& machine : report.machines) {
    for (std::size_t s = 0; s < machine.stages.size(); ++s) {
      add(machine, both(report.stages[s].title), true, *machine.stages[s]);
    }
    for (std::size_t d = 0; d < machine.destinations.size(); ++d) {
      const screening::DestinationInfo& destination = report.destinations[d];
      add(machine, destination.country + " " + both(destination.name), false, *machine.destinations[d]);
    }
  }
  return list;
}

void write_reasons(table::XlsxSheet& sheet, const Look& look, const std::vector<Subject>& subjects,
                   const machine::Catalog& catalog) {
  Grid grid(sheet, {6, 22, 24, 18, 34, 22, 50, 50, 40, 24, 40});
  write_titles(grid, sheet, look,
               {"行\nRow", "设备\nMachine", "事项\nQuestion", "结论\nVerdict", "规则\nRule", "状态\nStanding",
                "说明\nText (zh)", "Text (en)", "法律文件\nInstrument", "可信度\nConfidence", "链接\nURL"});
  std::uint32_t row = 0;
  for (const Subject& subject : subjects) {
    const rulebook::Verdict& verdict = *subject.verdict;
    const auto start = [&] {
      write_subject(grid, look, ++row, subject, catalog);
      grid.text({row, 3}, verdict_text(verdict.outcome), look.of(verdict.outcome));
    };
    if (verdict.nothing_allows) {
      start();
      const base::Text text = nothing_allows_text(verdict);
      grid.text({row, 6}, with_chinese_punctuation(text.zh), look.wrapped);
      grid.text({row, 7}, text.en, look.wrapped);
    }
    for (const rulebook::Reason& reason : verdict.reasons) {
      if (!is_worth_showing(reason, verdict)) continue;
      start();
      write_reason(grid, look, row, reason);
    }
  }
  grid.finish();
  sheet.autofilter({{0, 0}, {row, 10}});
}

void write_papers(table::XlsxSheet& sheet, const Look& look, const std::vector<Subject>& subjects,
                  const machine::Catalog& catalog, const rulebook::Book& book) {
  Grid grid(sheet, {6, 22, 24, 30, 16, 50, 50, 36});
  write_titles(grid, sheet, look,
               {"行\nRow", "设备\nMachine", "事项\nFor", "需办理或确认\nTo get or settle", "类别\nKind",
                "说明\nText (zh)", "Text (en)", "法律文件\nInstrument"});
  std::uint32_t row = 0;
  for (const Subject& subject : subjects) {
    for (const Needed& needed : needed_for(*subject.verdict, book)) {
      base::Text why;
      std::string instruments;
      for (const rulebook::Reason* reason : needed.reasons) {
        add_line(why.zh, with_chinese_punctuation(reason->rule->text.zh));
        add_line(why.en, reason->rule->text.en);
        add_line(instruments, reason->rule->source().instrument);
      }
      write_subject(grid, look, ++row, subject, catalog);
      grid.text({row, 3}, both(needed.name), look.wrapped);
      grid.text({row, 4}, both(rulebook::label(needed.need)), look.wrapped);
      grid.text({row, 5}, why.zh, look.wrapped);
      grid.text({row, 6}, why.en, look.wrapped);
      grid.text({row, 7}, instruments, look.wrapped);
    }
  }
  grid.finish();
  sheet.autofilter({{0, 0}, {row, 7}});
}

}  // namespace chuhai::documents
