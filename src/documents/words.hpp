#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "machine/catalog.hpp"
#include "rulebook/book.hpp"
#include "screening/report.hpp"

namespace chuhai::documents {

/// "中文 English" for cells that carry both languages; one of them where they are equal.
std::string both(const base::Text& text);

/// Label of a vocabulary path, and of a value of it (coded values by name, others as they are).
base::Text field_label(const rulebook::Book& book, std::string_view path);
base::Text value_label(const machine::Catalog& catalog, std::string_view path, const std::string& value);

/// "Sany SY215C" in both languages.
base::Text machine_name(const machine::Catalog& catalog, const screening::MachineResult& machine);

/// How a reason stands, in words: "applies", "confirm: the source may only warn", "open: ... unknown".
base::Text standing_label(const rulebook::Reason& reason);
/// "verified, law database, seen 2026-11-24".
base::Text confidence_label(const rulebook::Source& source);

/// A paper, permit or inspection a verdict asks for.
struct PaperNeed {
  std::string item;
  base::Text name;
  const rulebook::Reason* reason = nullptr;
};
std::vector<PaperNeed> papers_of(const rulebook::Verdict& verdict, const rulebook::Book& book);

/// Why a verdict is open although no rule bars the way.
base::Text nothing_allows_text(const rulebook::Verdict& verdict);
/// Open rules do not matter once a verdict refuses.
bool is_worth_showing(const rulebook::Reason& reason, const rulebook::Verdict& verdict);

/// What the whole report rests on; shown once on every output.
base::Text disclaimer();

}  // namespace chuhai::documents
