#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "calendar/calendar.hpp"

namespace chuhai::calendar {

/// Reads "11:22:33", "11:22:33.5", each optionally followed by "Z", "+02:00", "+02:45:55" or "@Europe/Paris".
/// Hours 00..23 (24:00:00 is refused), seconds 00..59, fraction of 1 to 9 digits, offsets within 14 hours.
/// Errors: invalid/not_a_time; invalid/unknown_zone.
/// Source: DMN 1.5 clause 10.3.4.1 (date and time functions), XML Schema Part 2 clause 3.3.8.
base::Result<Time> parse_time(std::string_view text);

/// Reads a date, "T" and a time, as in "2017-12-31T11:22:33.345+01:00".
/// Errors: invalid/not_a_date_time; invalid/unknown_zone.
base::Result<DateTime> parse_date_time(std::string_view text);

/// Reads "P1DT2H3M4.5S", "-PT36H". Parts may be larger than usual (PT1000M) and are carried over.
/// Errors: invalid/not_a_duration; limit/duration_out_of_range.
/// Source: XML Schema Part 2 clause 3.4.27, dayTimeDuration.
base::Result<DaysDuration> parse_days_duration(std::string_view text);

/// Reads "P1Y2M", "-P26M".
/// Errors: invalid/not_a_duration; limit/duration_out_of_range.
/// Source: XML Schema Part 2 clause 3.4.26, yearMonthDuration.
base::Result<MonthsDuration> parse_months_duration(std::string_view text);

/// Canonical forms, which the functions above read back as the same value. Fractions lose trailing zeros;
/// an offset of zero is "Z"; a zone name follows "@"; PT1000M prints as PT16H40M, nothing as PT0S and P0M.
std::string to_string(const Time& time);
std::string to_string(const DateTime& date_time);
std::string to_string(const DaysDuration& duration);
std::string to_string(const MonthsDuration& duration);

}  // namespace chuhai::calendar
