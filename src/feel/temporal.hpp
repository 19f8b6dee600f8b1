#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "calendar/lexical.hpp"
#include "calendar/moment.hpp"
#include "feel/value.hpp"

namespace chuhai::feel {

/// Reads what an @"literal" may hold: date, time, date and time, or duration. Null/not_temporal otherwise.
Value parse_temporal(std::string_view text);

/// A date and time; T24:00:00 is the midnight that ends the day.
std::optional<calendar::DateTime> parse_date_time_text(std::string_view text);

/// A days or a months duration, or nothing.
std::optional<Value> parse_duration_text(std::string_view text);

/// Midnight of a date, in UTC or without a zone.
calendar::DateTime midnight(const calendar::Date& date, bool utc);

bool has_zone(const calendar::Time& time);

/// -1, 0 or 1, in whole seconds as clause 10.3.2.3 counts time; nothing when one has a zone and the other has
/// not.
std::optional<int> compare_date_times(const calendar::DateTime& a, const calendar::DateTime& b);
std::optional<int> compare_times(const calendar::Time& a, const calendar::Time& b);

/// Months later, the day cut to the end of the month; nothing when the year leaves the range.
std::optional<calendar::Date> add_months_within(const calendar::Date& date, std::int64_t months);

/// A length as exact seconds, and back, cut to nanoseconds. Nothing when it does not fit.
decimal::Decimal to_seconds(const calendar::DaysDuration& duration);
std::optional<calendar::DaysDuration> from_seconds(const decimal::Decimal& seconds);

}  // namespace chuhai::feel
