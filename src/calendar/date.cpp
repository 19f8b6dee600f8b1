#include "base/assert.hpp"
#include "calendar/calendar.hpp"

namespace chuhai::calendar {

namespace {

constexpr std::int64_t kYearMax = 999'999'999;
constexpr std::int64_t kDaysPerEra = 146'097;         // 400 years
constexpr std::int64_t kDaysFromMarchZero = 719'468;  // 0000-03-01 to 1970-01-01
constexpr std::int64_t kDaysLimit = 366 * (kYearMax + 2);
constexpr std::int64_t kMonthsLimit = 12 * (2 * kYearMax + 2);

std::int64_t floor_quotient(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::int64_t months_since_zero(const Date& date) { return std::int64_t{date.year} * 12 + date.month - 1; }

// The weekday of 1 January decides whether a year has 53 ISO weeks.
bool has_53_weeks(std::int64_t year) {
  const int first = day_of_week(Date{static_cast<std::int32_t>(year), 1, 1});
  return first == 4 || (first == 3 && is_leap_year(year));
}

}  // namespace

bool is_leap_year(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(std::int64_t year, int month) {
  CHUHAI_ASSERT(month >= 1 && month <= 12);
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

std::optional<Date> make_date(std::int64_t year, int month, int day) {
  if (year < -kYearMax || year > kYearMax || month < 1 || month > 12 || day < 1) return std::nullopt;
  if (day > days_in_month(year, month)) return std::nullopt;
  return Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
              static_cast<std::uint8_t>(day)};
}

// Days and dates by counting 400-year eras from 1 March, so that the leap day is the last of its year.
// Source: Howard Hinnant, "chrono-compatible low-level date algorithms" (2013).
std::int64_t to_days(const Date& date) {
  const std::int64_t year = std::int64_t{date.year} - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_quotient(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = (date.month + 9) % 12;
  const std::int64_t day_from_march = (153 * month_from_march + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_from_march;
  return era * kDaysPerEra + day_of_era - kDaysFromMarchZero;
}

std::optional<Date> try_from_days(std::int64_t days) {
  if (days < -kDaysLimit || days > kDaysLimit) return std::nullopt;
  days += kDaysFromMarchZero;
  const std::int64_t era = floor_quotient(days, kDaysPerEra);
  const std::int64_t day_of_era = days - era * kDaysPerEra;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_from_march = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_from_march + 2) / 153;
  const auto day = static_cast<int>(day_from_march - (153 * month_from_march + 2) / 5 + 1);
  const auto month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  return make_date(year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

Date from_days(std::int64_t days) {
  const auto date = try_from_days(days);
  CHUHAI_ASSERT(date.has_value());
  return *date;
}

int day_of_week(const Date& date) {
  const std::int64_t days = to_days(date) + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(days - floor_quotient(days, 7) * 7) + 1;
}

int day_of_year(const Date& date) {
  return static_cast<int>(to_days(date) - to_days(Date{date.year, 1, 1})) + 1;
}

int week_of_year(const Date& date) {
  const int week = (day_of_year(date) - day_of_week(date) + 10) / 7;
  if (week == 0) return has_53_weeks(std::int64_t{date.year} - 1) ? 53 : 52;
  if (week == 53 && !has_53_weeks(date.year)) return 1;
  return week;
}

std::optional<Date> try_add_months(const Date& date, std::int64_t months) {
  if (months < -kMonthsLimit || months > kMonthsLimit) return std::nullopt;
  const std::int64_t total = months_since_zero(date) + months;
  const std::int64_t year = floor_quotient(total, 12);
  const auto month = static_cast<int>(total - year * 12) + 1;
  const int last = days_in_month(year, month);
  return make_date(year, month, date.day < last ? date.day : last);
}

std::optional<Date> try_add_days(const Date& date, std::int64_t days) {
  if (days < -2 * kDaysLimit || days > 2 * kDaysLimit) return std::nullopt;
  return try_from_days(to_days(date) + days);
}

Date add_months(const Date& date, std::int64_t months) {
  const auto sum = try_add_months(date, months);
  CHUHAI_ASSERT(sum.has_value());
  return *sum;
}

Date add_days(const Date& date, std::int64_t days) {
  const auto sum = try_add_days(date, days);
  CHUHAI_ASSERT(sum.has_value());
  return *sum;
}

std::int64_t whole_months_between(const Date& from, const Date& to) {
  const std::int64_t months = months_since_zero(to) - months_since_zero(from);
  if (months > 0 && to.day < from.day) return months - 1;
  if (months < 0 && to.day > from.day) return months + 1;
  return months;
}

std::int64_t whole_years_between(const Date& from, const Date& to) {
  return whole_months_between(from, to) / 12;
}

Date date_of(base::Instant instant) {
  return from_days(std::chrono::floor<std::chrono::days>(instant).time_since_epoch().count());
}

}  // namespace chuhai::calendar
