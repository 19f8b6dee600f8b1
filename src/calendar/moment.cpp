#include "calendar/moment.hpp"

#include <limits>

#include "calendar/zone.hpp"

namespace chuhai::calendar {

namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::int64_t kNanoseconds = 1'000'000'000;

std::int64_t floor_days(std::int64_t seconds) {
  return seconds / kSecondsPerDay - (seconds % kSecondsPerDay < 0 ? 1 : 0);
}

std::int64_t second_of_day(const Time& time) {
  return std::int64_t{time.hour} * 3600 + std::int64_t{time.minute} * 60 + time.second;
}

void set_second_of_day(Time& time, std::int64_t seconds) {
  time.hour = static_cast<std::uint8_t>(seconds / 3600);
  time.minute = static_cast<std::uint8_t>(seconds / 60 % 60);
  time.second = static_cast<std::uint8_t>(seconds % 60);
}

bool has_zone(const Time& time) { return time.offset_seconds.has_value() || !time.zone.empty(); }

// Adds the duration to a count of seconds and a fraction; the fraction stays in 0..999,999,999.
std::optional<std::int64_t> add_exact(std::int64_t seconds, std::uint32_t& nanosecond,
                                      const DaysDuration& duration) {
  std::int64_t fraction = std::int64_t{nanosecond} + duration.nanosecond;
  std::int64_t carry = 0;
  if (fraction < 0) carry = -1;
  if (fraction >= kNanoseconds) carry = 1;
  fraction -= carry * kNanoseconds;
  std::int64_t sum = 0;
  if (__builtin_add_overflow(seconds, duration.seconds, &sum)) return std::nullopt;
  if (__builtin_add_overflow(sum, carry, &sum)) return std::nullopt;
  nanosecond = static_cast<std::uint32_t>(fraction);
  return sum;
}

}  // namespace

std::optional<DaysDuration> make_days_duration(std::int64_t seconds, std::int64_t nanoseconds) {
  const std::int64_t carry = nanoseconds / kNanoseconds;
  std::int64_t rest = nanoseconds % kNanoseconds;
  if (__builtin_add_overflow(seconds, carry, &seconds)) return std::nullopt;
  if (seconds > 0 && rest < 0) {
    --seconds;
    rest += kNanoseconds;
  } else if (seconds < 0 && rest > 0) {
    ++seconds;
    rest -= kNanoseconds;
  }
  return DaysDuration{seconds, static_cast<std::int32_t>(rest)};
}

std::optional<DaysDuration> add(const DaysDuration& a, const DaysDuration& b) {
  std::int64_t seconds = 0;
  if (__builtin_add_overflow(a.seconds, b.seconds, &seconds)) return std::nullopt;
  return make_days_duration(seconds, std::int64_t{a.nanosecond} + b.nanosecond);
}

std::optional<DaysDuration> negate(const DaysDuration& duration) {
  if (duration.seconds == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  return DaysDuration{-duration.seconds, -duration.nanosecond};
}

std::int64_t local_seconds(const DateTime& date_time) {
  return to_days(date_time.date) * kSecondsPerDay + second_of_day(date_time.time);
}

std::optional<std::int32_t> offset_of(const DateTime& date_time) {
  if (!date_time.time.zone.empty()) return offset_seconds(date_time.time.zone, date_time);
  return date_time.time.offset_seconds;
}

std::optional<std::int64_t> utc_seconds(const DateTime& date_time) {
  const auto offset = offset_of(date_time);
  if (!offset) return std::nullopt;
  return local_seconds(date_time) - *offset;
}

std::optional<DateTime> from_local_seconds(std::int64_t seconds, std::uint32_t nanosecond) {
  const std::int64_t days = floor_days(seconds);
  const auto date = try_from_days(days);
  if (!date) return std::nullopt;
  DateTime result{*date, {}};
  set_second_of_day(result.time, seconds - days * kSecondsPerDay);
  result.time.nanosecond = nanosecond;
  return result;
}

std::optional<DateTime> add(const DateTime& date_time, const DaysDuration& duration) {
  const Zone* const zone = date_time.time.zone.empty() ? nullptr : Zone::find(date_time.time.zone);
  std::uint32_t nanosecond = date_time.time.nanosecond;
  std::int64_t seconds = local_seconds(date_time);
  // Only a zone changes its offset on the way; with a fixed one the local seconds are enough.
  if (zone != nullptr) seconds -= zone->offset_at_local(seconds);
  const auto sum = add_exact(seconds, nanosecond, duration);
  // Far outside the range an offset could overflow, so the range is checked before it is applied.
  if (!sum || !from_local_seconds(*sum, 0)) return std::nullopt;
  const std::int64_t local = zone != nullptr ? *sum + zone->offset_at(*sum) : *sum;
  auto result = from_local_seconds(local, nanosecond);
  if (!result) return std::nullopt;
  result->time.offset_seconds = date_time.time.offset_seconds;
  result->time.zone = date_time.time.zone;
  return result;
}

Time add(const Time& time, const DaysDuration& duration) {
  Time result = time;
  const DaysDuration within_day{duration.seconds % kSecondsPerDay, duration.nanosecond};
  const auto sum = add_exact(second_of_day(time), result.nanosecond, within_day);
  CHUHAI_ASSERT(sum.has_value());  // two numbers below a day cannot overflow
  set_second_of_day(result, *sum - floor_days(*sum) * kSecondsPerDay);
  return result;
}

std::optional<DaysDuration> between(const DateTime& from, const DateTime& to) {
  if (has_zone(from.time) != has_zone(to.time)) return std::nullopt;
  std::int64_t start = local_seconds(from);
  std::int64_t end = local_seconds(to);
  if (has_zone(from.time)) {
    const auto start_offset = offset_of(from);
    const auto end_offset = offset_of(to);
    if (!start_offset || !end_offset) return std::nullopt;
    start -= *start_offset;
    end -= *end_offset;
  }
  return make_days_duration(end - start, std::int64_t{to.time.nanosecond} - from.time.nanosecond);
}

std::optional<DaysDuration> between(const Time& from, const Time& to) {
  // A time of day has no date; the offset of a zone is taken on 1 January 1970.
  return between(DateTime{Date{}, from}, DateTime{Date{}, to});
}

std::optional<base::Instant> to_instant(const DateTime& date_time) {
  const auto seconds = utc_seconds(date_time);
  std::int64_t milliseconds = 0;
  if (!seconds || __builtin_mul_overflow(*seconds, std::int64_t{1000}, &milliseconds)) return std::nullopt;
  milliseconds += date_time.time.nanosecond / 1'000'000;
  return base::Instant(std::chrono::milliseconds(milliseconds));
}

DateTime to_utc_date_time(base::Instant instant) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
  const auto milliseconds = (instant - seconds).count();
  auto result = from_local_seconds(seconds.time_since_epoch().count(),
                                   static_cast<std::uint32_t>(milliseconds) * 1'000'000);
  CHUHAI_ASSERT(result.has_value());  // 64-bit milliseconds reach year 292 million
  result->time.offset_seconds = 0;
  return *result;
}

}  // namespace chuhai::calendar
