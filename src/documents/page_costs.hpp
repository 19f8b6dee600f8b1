#pragma once

#include <string>

#include "screening/report.hpp"

namespace chuhai::documents {

/// The figures behind every landed cost of a report that has costs: insurance, freight to the destinations
/// asked for, exchange rates.
std::string cost_assumptions(const screening::Report& report);

}  // namespace chuhai::documents
