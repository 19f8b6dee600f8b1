#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "rulebook/book.hpp"
#include "screening/report.hpp"
#include "values/money.hpp"

namespace chuhai::documents {

/// One thing to get or to settle before a machine may go: a paper, permit or inspection by its name, or what
/// a condition is about ("extra charge") when it names none.
struct Needed {
  base::Text name;
  std::string item;  ///< code of the paper or permit, empty when the condition names none
  rulebook::Need need = rulebook::Need::none;
  std::vector<const rulebook::Reason*> reasons;  ///< why; never empty, first the one that comes first
};

/// What a verdict that does not refuse asks for: named papers first, each once, then conditions without a
/// paper, once for each kind; both in the order of their reasons. Open reasons ask for nothing yet. Empty for
/// a refusal. The reasons live as long as `verdict`.
std::vector<Needed> needed_for(const rulebook::Verdict& verdict, const rulebook::Book& book);

/// Names joined for reading: "import permit, certificate of origin" and "进口许可、原产地证书".
base::Text joined_names(const std::vector<Needed>& needed);

/// The answer of a verdict in one line: why it refuses, what would settle it, or what it asks for (the first
/// condition in full where no paper is named). Empty when it allows without conditions.
base::Text answer_of(const rulebook::Verdict& verdict, const rulebook::Book& book);

/// The next step for a machine in one line: what bars it, else what is missing, else the first problem of its
/// row, else the papers China asks for and what the first destination asks for. Empty only when nothing is
/// left to do.
base::Text next_step(const screening::Report& report, const screening::MachineResult& machine,
                     const rulebook::Book& book);

/// An amount in whole units of its currency, thousands separated: "512,340". Rounding: half-even.
std::string whole_units(const values::Money& amount);
/// With its minor units: "512,340.25".
std::string in_full(const values::Money& amount);

/// What every screening rests on and what it is not; shown once on every output.
base::Text disclaimer();

/// Chinese text with full-width punctuation wherever it touches a Chinese character; numbers, codes and
/// addresses are untouched. Malformed UTF-8 comes out as U+FFFD.
std::string with_chinese_punctuation(std::string_view text);

}  // namespace chuhai::documents
