#pragma once

#include <string>

#include "rulebook/book.hpp"

namespace chuhai::documents {

/// What the rule book knows of every destination, as a Markdown page: one line for each country with rules,
/// levies, sources, the share of rules that rest on a verified source and the days the sources were checked,
/// then every fact that no rule expresses with its reason. Chinese and English names; the same packs give the
/// same bytes.
std::string destinations_page(const rulebook::Book& book);

}  // namespace chuhai::documents
