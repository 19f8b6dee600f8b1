#include "temporal.hpp"

#include "calendar/calendar.hpp"

namespace chuhai::feel {

namespace {

constexpr std::int64_t kYearMax = 999'999'999;

std::optional<int> order_of(const std::optional<calendar::DaysDuration>& difference) {
  if (!difference) return std::nullopt;
  return difference->seconds < 0 ? -1 : (difference->seconds > 0 ? 1 : 0);
}

calendar::Time whole_second(calendar::Time time) {
  time.nanosecond = 0;
  return time;
}

calendar::DateTime whole_second(calendar::DateTime point) {
  point.time.nanosecond = 0;
  return point;
}

/// "T24:00:00" is the midnight that ends the day; written as the start of the next day.
std::optional<calendar::DateTime> parse_end_of_day(std::string_view text) {
  constexpr std::string_view kEnd = "T24:00:00";
  const std::size_t at = text.find(kEnd);
  if (at == std::string_view::npos) return std::nullopt;
  if (text.substr(at + kEnd.size(), 1) == ".") return std::nullopt;
  const std::string start =
      std::string(text.substr(0, at)) + "T00:00:00" + std::string(text.substr(at + kEnd.size()));
  const auto point = calendar::parse_date_time(start);
  if (!point || (point->date.year == kYearMax && point->date.month == 12 && point->date.day == 31)) {
    return std::nullopt;
  }
  calendar::DateTime next = *point;
  next.date = calendar::add_days(next.date, 1);
  return next;
}

}  // namespace

Value parse_temporal(std::string_view text) {
  if (auto date = calendar::parse_date(text)) return Value(*date);
  if (auto date_time = parse_date_time_text(text)) return Value(*date_time);
  if (auto time = calendar::parse_time(text)) return Value(*time);
  if (auto duration = parse_duration_text(text)) return *duration;
  const std::string shown(text.substr(0, 60));
  return Value::null("not_temporal", "@\"" + shown + "\" is no date, time, date and time, or duration");
}

std::optional<calendar::DateTime> parse_date_time_text(std::string_view text) {
  if (auto point = calendar::parse_date_time(text)) return *point;
  return parse_end_of_day(text);
}

std::optional<Value> parse_duration_text(std::string_view text) {
  if (auto days = calendar::parse_days_duration(text)) return Value(*days);
  if (auto months = calendar::parse_months_duration(text)) return Value(*months);
  return std::nullopt;
}

calendar::DateTime midnight(const calendar::Date& date, bool utc) {
  calendar::DateTime out;
  out.date = date;
  if (utc) out.time.offset_seconds = 0;
  return out;
}

bool has_zone(const calendar::Time& time) { return time.offset_seconds.has_value() || !time.zone.empty(); }

std::optional<int> compare_date_times(const calendar::DateTime& a, const calendar::DateTime& b) {
  return order_of(calendar::between(whole_second(b), whole_second(a)));
}

std::optional<int> compare_times(const calendar::Time& a, const calendar::Time& b) {
  return order_of(calendar::between(whole_second(b), whole_second(a)));
}

std::optional<calendar::Date> add_months_within(const calendar::Date& date, std::int64_t months) {
  constexpr std::int64_t kMonths = 12 * 2 * (kYearMax + 1);
  if (months > kMonths || months < -kMonths) return std::nullopt;
  const std::int64_t year = date.year + months / 12 + (months % 12 + date.month - 1 < 0 ? -1 : 0) +
                            (months % 12 + date.month - 1 >= 12 ? 1 : 0);
  if (year > kYearMax || year < -kYearMax) return std::nullopt;
  return calendar::add_months(date, months);
}

decimal::Decimal to_seconds(const calendar::DaysDuration& duration) {
  return decimal::Decimal(duration.seconds) + decimal::Decimal::scaled(duration.nanosecond, -9);
}

std::optional<calendar::DaysDuration> from_seconds(const decimal::Decimal& seconds) {
  if (!seconds.is_finite()) return std::nullopt;
  const decimal::Decimal whole = seconds.rounded(0, decimal::Rounding::down);
  const auto count = whole.to_int64();
  if (!count) return std::nullopt;
  const auto fraction = (seconds - whole).rounded(9, decimal::Rounding::down).to_scaled_int64(9);
  if (!fraction) return std::nullopt;
  return calendar::DaysDuration{*count, static_cast<std::int32_t>(*fraction)};
}

}  // namespace chuhai::feel
