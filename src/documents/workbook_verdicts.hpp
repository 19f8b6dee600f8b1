#pragma once

#include <string>
#include <vector>

#include "screening/report.hpp"
#include "table/xlsx_writer.hpp"
#include "words.hpp"
#include "workbook_look.hpp"

namespace chuhai::documents {

/// A verdict to be listed: of one machine, or of the first of many that share it.
struct Subject {
  const screening::MachineResult* machine = nullptr;
  std::string question;
  bool is_stage = false;
  const rulebook::Verdict* verdict = nullptr;
  std::uint64_t machines = 1;
};

/// Verdicts machine by machine in a small fleet; in a large one each distinct verdict once, with its number
/// of machines.
std::vector<Subject> subjects_of(const screening::Report& report);

/// Every reason with rule, instrument, confidence and address.
void write_reasons(table::XlsxSheet& sheet, const Look& look, const std::vector<Subject>& subjects,
                   const machine::Catalog& catalog);

/// Papers, permits and inspections asked for by verdicts that do not refuse.
void write_papers(table::XlsxSheet& sheet, const Look& look, const std::vector<Subject>& subjects,
                  const machine::Catalog& catalog, const rulebook::Book& book);

}  // namespace chuhai::documents
