#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace chuhai::calendar {

/// A business date of the proleptic Gregorian calendar, without time or zone.
/// Range: year -999,999,999 to 999,999,999 (FEEL's range, wider than std::chrono::year).
struct Date {
  std::int32_t year = 1970;
  std::uint8_t month = 1;  ///< 1..12
  std::uint8_t day = 1;    ///< 1..31, valid in its month

  auto operator<=>(const Date&) const = default;
};

bool is_leap_year(std::int64_t year);
int days_in_month(std::int64_t year, int month);
/// The date when it exists.
std::optional<Date> make_date(std::int64_t year, int month, int day);
/// Days since 1970-01-01 in the proleptic Gregorian calendar.
std::int64_t to_days(const Date& date);
/// The reverse. A day outside the range of Date is a bug of the caller (assertion); see `try_from_days`.
Date from_days(std::int64_t days);
std::optional<Date> try_from_days(std::int64_t days);
/// 1 = Monday ... 7 = Sunday.
int day_of_week(const Date& date);
int day_of_year(const Date& date);
/// ISO 8601 week number 1..53.
int week_of_year(const Date& date);

/// Adds months; the day is cut to the last of the month (31 January + 1 month = 28 or 29 February).
/// Leaving the range of Date is a bug of the caller (assertion). Where the operand comes from a user,
/// use the `try_` form, which has no value then.
Date add_months(const Date& date, std::int64_t months);
Date add_days(const Date& date, std::int64_t days);
std::optional<Date> try_add_months(const Date& date, std::int64_t months);
std::optional<Date> try_add_days(const Date& date, std::int64_t days);
/// Whole months from `from` to `to`, towards zero; a month is complete on the same day number, so from
/// 31 January to 28 February is 0 months. Source: DMN 1.5 clause 10.3.4.4, years and months duration.
std::int64_t whole_months_between(const Date& from, const Date& to);
/// Completed years, the way birthdays count: a year is complete on the same month and day number, and
/// somebody born on 29 February completes a year on 1 March of a common year.
std::int64_t whole_years_between(const Date& from, const Date& to);

/// Reads ISO "2026-11-24" (year of four or more digits, optional leading '-').
/// A five-digit or longer year has no leading zero; the range is that of Date.
/// Errors: invalid/not_a_date with what was found.
base::Result<Date> parse_date(std::string_view text);
std::string to_string(const Date& date);
/// The UTC date of an instant.
Date date_of(base::Instant instant);

/// How exact a date is that somebody wrote down.
enum class Precision : std::uint8_t { day, month, year };

struct WrittenDate {
  Date date;  ///< the first day of the month or year when the precision is not a day
  Precision precision = Precision::day;
};

/// Which of two small numbers comes first where people write the year last.
enum class Order : std::uint8_t { unknown, month_first, day_first };

/// Reads the spellings people use: 2018-03-05, 2018/3/5, 2018.3.5, 20180305, 2018年3月5日, 2018年3月,
/// 2018-03, 2018/3, 03/2018, 2018, 2018年, 5 Mar 2018, 5th of March 2018, March 5, 2018, Mar 2018, 3/5/2018.
/// Full-width digits and punctuation count as their ASCII forms.
/// A trailing time of day ("2012-05-03 00:00", "5/3/2012 0:00", "2018-03-05T08:00:00Z") is dropped.
/// Range: years 1000..9999, always four digits.
/// Errors: invalid/not_a_date; invalid/ambiguous_date (3/5/2018 without a stated order, unless both readings
/// are the same day or only one of them exists; a year of two digits).
base::Result<WrittenDate> parse_written_date(std::string_view text, Order order);

/// A time of day, with an optional zone: a fixed offset or an IANA zone name.
struct Time {
  std::uint8_t hour = 0;    ///< 0..23
  std::uint8_t minute = 0;  ///< 0..59
  std::uint8_t second = 0;  ///< 0..59
  std::uint32_t nanosecond = 0;
  std::optional<std::int32_t> offset_seconds;  ///< -14 h .. +14 h
  std::string zone;                            ///< "Europe/Paris" or empty

  bool operator==(const Time&) const = default;
};

struct DateTime {
  Date date;
  Time time;

  bool operator==(const DateTime&) const = default;
};

/// Days, hours, minutes, seconds: an exact length of time. `nanosecond` carries the sign of `seconds`.
struct DaysDuration {
  std::int64_t seconds = 0;
  std::int32_t nanosecond = 0;  ///< -999,999,999..999,999,999, same sign as seconds

  auto operator<=>(const DaysDuration&) const = default;
};

/// Years and months: a length that depends on where in the calendar it is applied.
struct MonthsDuration {
  std::int64_t months = 0;

  auto operator<=>(const MonthsDuration&) const = default;
};

}  // namespace chuhai::calendar
