#pragma once

#include <filesystem>

#include "machine/catalog.hpp"
#include "rulebook/book.hpp"
#include "screening/report.hpp"

namespace chuhai::documents {

/// The screened fleet as a workbook: the user's own sheet completed, and one sheet for each question
/// (overview, destinations, reasons with sources, papers, problems). Chinese and English side by side.
/// Written whole or not at all. Throws EnvironmentFailure.
void write_screening_workbook(const screening::Report& report, const rulebook::Book& book,
                              const machine::Catalog& catalog, const std::filesystem::path& path);

/// The screened fleet as one self-contained page for people: a heat map machines x destinations with reasons,
/// a language switch, and a print layout. Shows at most `machines_shown_max` machines and says so when there
/// are more. Throws EnvironmentFailure.
void write_screening_page(const screening::Report& report, const rulebook::Book& book,
                          const machine::Catalog& catalog, const std::filesystem::path& path,
                          std::size_t machines_shown_max = 500);

}  // namespace chuhai::documents
