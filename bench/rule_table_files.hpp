#pragma once

#include <array>
#include <string>
#include <vector>

#include "column/column.hpp"
#include "feel/value.hpp"
#include "rule_table.hpp"

namespace chuhai::bench {

/// The name of the decision in `dmn_text`.
inline constexpr const char* kTableDecision = "verdict";

/// The table as a DMN model with one decision, its hit policy "first".
std::string dmn_text(const RuleTable& table);

/// The table as a decision of GoRules' JSON decision model, hit policy "first".
std::string jdm_text(const RuleTable& table);

/// The table as rules of json-rules-engine: a rule's event is its outcome, its params hold its number. The
/// default is left out: it is what no event means. Conditions on the country come first, so that most rules
/// end there.
std::string json_rules_text(const RuleTable& table);

/// The table for FEEL by itself: the unary tests and the outcome of each rule.
std::string feel_text(const RuleTable& table);

/// Cases as a JSON list of objects; a missing fact is absent, a wrong one has a value of another type.
std::string cases_text(const std::vector<TableCase>& cases);

/// A case's facts as values; a wrong fact is of another type here too.
std::array<feel::Value, kInputs> case_values(const TableCase& facts);

/// Cases as columns, each distinct value once where values are few.
column::Batch cases_batch(const std::vector<TableCase>& cases);

}  // namespace chuhai::bench
