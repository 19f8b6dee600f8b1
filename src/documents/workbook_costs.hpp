#pragma once

#include "machine/catalog.hpp"
#include "screening/report.hpp"
#include "table/xlsx_writer.hpp"
#include "workbook_look.hpp"

namespace chuhai::documents {

/// Landed totals of all machines at all destinations, in CNY. The report has costs.
void write_landed_totals(table::XlsxSheet& sheet, const Look& look, const screening::Report& report,
                         const machine::Catalog& catalog);

/// Each landed cost line by line, with rule, source, confidence and assumption: all of a small fleet, those
/// of each machine's best destinations in a large one (the heading says which).
void write_landed_lines(table::XlsxSheet& sheet, const Look& look, const screening::Report& report,
                        const machine::Catalog& catalog);

/// The figures that no rule states: freight by country, insurance, exchange rates.
void write_cost_assumptions(table::XlsxSheet& sheet, const Look& look, const screening::Report& report);

}  // namespace chuhai::documents
