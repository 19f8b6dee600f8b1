#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "feel/evaluate.hpp"
#include "rulebook/verdict.hpp"

namespace chuhai::rulebook {

/// What a rule does when it matches on `as_of`, once its source is weighed.
Reason weigh(const RuleInfo& rule, const calendar::Date& as_of);

/// False while the rule's source is not in force yet.
bool in_force(const RuleInfo& rule, const calendar::Date& as_of);

/// Weighs all rules of a pack; masked ones are inactive.
WeighedRules weigh_rules(const Pack& pack, const calendar::Date& as_of,
                         const std::set<std::string>& masked_rules);

/// What rules that match or might match say together; bits of `marks`.
constexpr std::uint8_t kRefused = 1, kUndecided = 2, kAllowed = 4, kMightCondition = 8;
Outcome outcome_of(std::uint8_t marks, bool has_conditions);

/// The outcome of one case from the states of all rules: the worst of what they say.
Outcome outcome_of(const WeighedRules& rules, std::span<const feel::Tri> states);

/// Fills in reasons, deciding ones first, and whether nothing allows; the verdict's outcome is set already.
void collect_reasons(const WeighedRules& rules, std::span<const feel::Tri> states, Verdict& verdict);

}  // namespace chuhai::rulebook
