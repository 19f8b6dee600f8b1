#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "decimal/decimal.hpp"

namespace chuhai::screening {

/// Reads an amount the way people write it ("21.5t", "8,500 小时", "150hp", "45万") in `target_unit`.
/// `column_unit` is the unit of bare numbers; empty means the target's. A bare number below 500 under a mass
/// column without a unit is tonnes: no machine weighs less than half a tonne and none is written in kilograms
/// so small. Target units: kg, kW, h, km, t, m, m3, cm3, year, CNY, "" (a plain number). Errors:
/// invalid/not_a_number, invalid/unknown_unit. Source of factors: SI; 1 hp = 0.745699872 kW (mechanical, 550
/// ft lbf/s); 1 metric hp (马力, PS) = 0.73549875 kW; 1 lb = 0.45359237 kg; 1 ft = 0.3048 m; 1 mile
/// = 1.609344 km.
base::Result<decimal::Decimal> read_quantity(std::string_view text, std::string_view target_unit,
                                             std::string_view column_unit);

}  // namespace chuhai::screening
