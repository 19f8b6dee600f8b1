#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "decimal/decimal.hpp"

namespace chuhai::screening {

/// The beginning of a cell as messages quote it: at most 40 characters, on one line.
std::string shown_cell(std::string_view text);

/// Reads an amount the way people write it ("21.5t", "约8,500小时", "150hp", "45万元") in `target_unit`, one
/// of the vocabulary's units: kg, kW, h, m, CNY, km, t, m3, cm3, kVA, year, or none. `column_unit` is the
/// unit a heading gives to bare numbers; empty or not a unit means the target's. A bare number below 500
/// under a mass heading without a unit is tonnes: no machine here weighs less than half a tonne, and none is
/// written in kilograms so small. Errors: those of values::Mass::parse and its siblings, of
/// values::Money::parse, and invalid/not_a_number.
base::Result<decimal::Decimal> read_quantity(std::string_view text, std::string_view target_unit,
                                             std::string_view column_unit);

}  // namespace chuhai::screening
