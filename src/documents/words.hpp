#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "documents/needs.hpp"
#include "machine/catalog.hpp"
#include "rulebook/book.hpp"
#include "screening/report.hpp"

namespace chuhai::documents {

/// Icon of an outcome, of one shape each so that it can be told without colour.
const char* mark(rulebook::Outcome outcome);

/// Icon and words of an outcome, both languages on two lines.
std::string verdict_text(rulebook::Outcome outcome);

/// Chinese and English on two lines, for cells that carry both; one of them where they are equal.
std::string both(const base::Text& text);

/// Label of a vocabulary path, and of a value of it (coded values by name, others as they are).
base::Text field_label(const rulebook::Book& book, std::string_view path);
base::Text value_label(const machine::Catalog& catalog, std::string_view path, const std::string& value);
/// As value_label, and counts and amounts with thousands separated: "1,680,000".
base::Text value_for_reading(const rulebook::Book& book, const machine::Catalog& catalog,
                             std::string_view path, const std::string& value);

/// "Sany SY215C" in both languages; says so when the row names neither.
base::Text machine_name(const machine::Catalog& catalog, const screening::MachineResult& machine);

/// How a reason stands, in words: "applies", "confirm first: ...", "may apply: ...".
base::Text standing_label(const rulebook::Reason& reason);
/// "verified, law database, 2026-11-24".
base::Text confidence_label(const rulebook::Source& source);

/// Why a verdict is open although no rule bars the way.
base::Text nothing_allows_text(const rulebook::Verdict& verdict);
/// Open rules do not matter once a verdict refuses.
bool is_worth_showing(const rulebook::Reason& reason, const rulebook::Verdict& verdict);

/// The finding of a whole screening in one sentence: how many destinations take how many machines.
base::Text finding(const screening::Report& report);
/// Destinations by how many machines they take, then by how few conditions they set; indexes of the report.
std::vector<std::size_t> destinations_by_ease(const screening::Report& report);
/// Conditions a verdict is tied to; 0 unless it allows with conditions.
std::size_t condition_count(const rulebook::Verdict& verdict);
/// Conditions a destination sets, summed over the machines it takes.
std::uint64_t conditions_of(const screening::Report& report, std::size_t destination);
/// What a grade means beside a destination's verdict.
base::Text grade_note();

}  // namespace chuhai::documents
