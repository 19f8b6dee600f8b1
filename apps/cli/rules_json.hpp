#pragma once

#include <string>
#include <vector>

#include "command.hpp"
#include "dmn/check.hpp"
#include "json/value.hpp"
#include "rulebook/cases.hpp"
#include "rulebook/pack.hpp"

namespace chuhai::cli {

json::Value count_json(std::size_t count);
std::size_t count_rules(const rulebook::Pack& pack);

/// One line of a list: identity, validity, counts.
json::Value pack_json(const rulebook::Pack& pack);
/// The same with every rule, its texts and its sources.
json::Value pack_with_rules_json(const rulebook::Pack& pack);
json::Value failure_json(const rulebook::CaseFailure& failure);
json::Value finding_json(const std::string& where, const dmn::Finding& finding);

json::Value sources_json(const std::vector<const rulebook::Source*>& sources);

/// One indented line: instrument, class, confidence, day, address.
void print_source(const rulebook::Source& source, const Common& common);
/// "where: decision: message" and the example below it.
void print_finding(const std::string& where, const dmn::Finding& finding, const Common& common);

}  // namespace chuhai::cli
