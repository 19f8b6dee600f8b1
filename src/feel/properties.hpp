#pragma once

#include <string_view>

#include "feel/value.hpp"

namespace chuhai::feel {

/// Properties of dates, times, durations and ranges: year, month, day, weekday, hour, minute, second,
/// time offset, timezone, years, months, days, hours, minutes, seconds, start, end, start included, end
/// included. Null/no_such_property otherwise. Source: DMN 1.5 clause 10.3.2.15, table 65.
Value property(const Value& owner, std::string_view name, std::uint32_t offset);

}  // namespace chuhai::feel
