#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.hpp"
#include "calendar/calendar.hpp"

namespace chuhai::calendar {

/// The duration of `seconds` plus `nanoseconds`, both of either sign, brought to one sign.
/// No value when the seconds leave 64 bits.
std::optional<DaysDuration> make_days_duration(std::int64_t seconds, std::int64_t nanoseconds);

/// Sum and negation; no value beyond 64-bit seconds.
std::optional<DaysDuration> add(const DaysDuration& a, const DaysDuration& b);
std::optional<DaysDuration> negate(const DaysDuration& duration);

/// Seconds since the local 1970-01-01T00:00:00, whatever the zone.
std::int64_t local_seconds(const DateTime& date_time);

/// The offset in force: the fixed one, or that of the zone; no value for a local time or an unknown zone.
std::optional<std::int32_t> offset_of(const DateTime& date_time);

/// Seconds since 1970-01-01T00:00:00Z; no value when there is no offset.
std::optional<std::int64_t> utc_seconds(const DateTime& date_time);

/// The date and time at a number of local seconds, with no zone; no value beyond the range of Date.
std::optional<DateTime> from_local_seconds(std::int64_t seconds, std::uint32_t nanosecond);

/// Adds an exact length of time, keeping offset or zone. In a zone the length is counted in real seconds,
/// across changes of the clock. No value beyond the range of Date.
std::optional<DateTime> add(const DateTime& date_time, const DaysDuration& duration);

/// Adds to a time of day, around midnight, keeping offset or zone.
Time add(const Time& time, const DaysDuration& duration);

/// `to` - `from`. No value when just one of them has an offset or zone, or a zone is unknown.
/// Source: DMN 1.5 clause 10.3.4.4: a local and a zoned value have no difference.
std::optional<DaysDuration> between(const DateTime& from, const DateTime& to);
std::optional<DaysDuration> between(const Time& from, const Time& to);

/// The instant, cut to milliseconds; no value without an offset or outside std::chrono's 64 bits.
std::optional<base::Instant> to_instant(const DateTime& date_time);
/// The date and time of an instant in UTC (offset 0).
DateTime to_utc_date_time(base::Instant instant);

}  // namespace chuhai::calendar
