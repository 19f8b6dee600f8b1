#include "workbook_verdicts.hpp"

#include <map>

namespace chuhai::documents {

namespace {

using rulebook::Outcome;
using screening::MachineResult;

constexpr std::size_t kMachinesListedOneByOne = 500;

/// "Sany SY215C", and how many more stand alike.
std::string subject_name(const Subject& subject, const machine::Catalog& catalog) {
  const std::string name = machine_name(catalog, *subject.machine).zh;
  if (subject.machines == 1) return name;
  return name + "\n等 " + std::to_string(subject.machines) + " 台 machines";
}

void write_titles(table::XlsxSheet& sheet, const Look& look, const std::vector<std::string>& titles) {
  for (std::uint32_t c = 0; c < titles.size(); ++c) sheet.text({0, c}, titles[c], look.heading);
  sheet.freeze({1, 2});
}

void write_subject(table::XlsxSheet& sheet, const Look& look, std::uint32_t row, const Subject& subject,
                   const machine::Catalog& catalog) {
  sheet.integer({row, 0}, static_cast<std::int64_t>(subject.machine->row), look.number);
  sheet.text({row, 1}, subject_name(subject, catalog), look.wrapped);
  sheet.text({row, 2}, subject.question, look.wrapped);
}

void write_reason(table::XlsxSheet& sheet, const Look& look, std::uint32_t row,
                  const rulebook::Reason& reason) {
  const rulebook::Source& source = reason.rule->source();
  sheet.text({row, 4}, reason.rule->id, look.wrapped);
  sheet.text({row, 5}, both(standing_label(reason)), look.wrapped);
  sheet.text({row, 6}, reason.rule->text.zh, look.wrapped);
  sheet.text({row, 7}, reason.rule->text.en, look.wrapped);
  sheet.text({row, 8}, source.instrument, look.wrapped);
  sheet.text({row, 9}, both(confidence_label(source)), look.wrapped);
  sheet.text({row, 10}, source.url, look.wrapped);
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
  write_titles(sheet, look,
               {"行\nRow", "设备\nMachine", "事项\nQuestion", "结论\nVerdict", "规则\nRule", "状态\nStanding",
                "说明\nText (zh)", "Text (en)", "法律文件\nInstrument", "可信度\nConfidence", "链接\nURL"});
  sheet.set_column_widths(0, {6, 24, 18, 14, 34, 18, 50, 50, 40, 26, 40});
  std::uint32_t row = 0;
  for (const Subject& subject : subjects) {
    const rulebook::Verdict& verdict = *subject.verdict;
    const auto start = [&] {
      write_subject(sheet, look, ++row, subject, catalog);
      sheet.text({row, 3}, both(rulebook::label(verdict.outcome)), look.of(verdict.outcome));
    };
    if (verdict.nothing_allows) {
      start();
      const base::Text text = nothing_allows_text(verdict);
      sheet.text({row, 6}, text.zh, look.wrapped);
      sheet.text({row, 7}, text.en, look.wrapped);
    }
    for (const rulebook::Reason& reason : verdict.reasons) {
      if (!is_worth_showing(reason, verdict)) continue;
      start();
      write_reason(sheet, look, row, reason);
    }
  }
  sheet.autofilter({{0, 0}, {row, 10}});
}

void write_papers(table::XlsxSheet& sheet, const Look& look, const std::vector<Subject>& subjects,
                  const machine::Catalog& catalog, const rulebook::Book& book) {
  write_titles(sheet, look,
               {"行\nRow", "设备\nMachine", "目的国\nFor", "单证\nPaper", "类别\nKind", "说明\nText (zh)",
                "Text (en)", "法律文件\nInstrument"});
  sheet.set_column_widths(0, {6, 24, 18, 30, 14, 50, 50, 40});
  std::uint32_t row = 0;
  for (const Subject& subject : subjects) {
    if (!subject.is_stage && subject.verdict->outcome == Outcome::refused) continue;
    for (const PaperNeed& paper : papers_of(*subject.verdict, book)) {
      write_subject(sheet, look, ++row, subject, catalog);
      sheet.text({row, 3}, both(paper.name), look.wrapped);
      sheet.text({row, 4}, both(rulebook::label(paper.reason->rule->need)), look.wrapped);
      sheet.text({row, 5}, paper.reason->rule->text.zh, look.wrapped);
      sheet.text({row, 6}, paper.reason->rule->text.en, look.wrapped);
      sheet.text({row, 7}, paper.reason->rule->source().instrument, look.wrapped);
    }
  }
  sheet.autofilter({{0, 0}, {row, 7}});
}

}  // namespace chuhai::documents
