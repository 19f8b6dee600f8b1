#pragma once

#include <ostream>

#include "command.hpp"
#include "screening/report.hpp"

namespace chuhai::cli {

/// One line a machine, then the totals and what they rest on.
void print_screening_table(const screening::Report& report, const rulebook::Book& book,
                           const machine::Catalog& catalog, const Common& common, std::ostream& out);

/// Counts by readiness and destination.
void print_screening_totals(const screening::Report& report, const Common& common, std::ostream& out);

/// The whole report as JSON, every verdict with its reasons and sources.
void write_screening_json(const screening::Report& report, std::ostream& out);

}  // namespace chuhai::cli
