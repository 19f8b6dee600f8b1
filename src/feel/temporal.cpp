#include "temporal.hpp"

#include "calendar/calendar.hpp"

namespace chuhai::feel {

namespace {

constexpr std::int64_t kYearMax = 999'999'999;

int sign_of(const calendar::DaysDuration& duration) {
  if (duration.seconds != 0) return duration.seconds < 0 ? -1 : 1;
  return duration.nanosecond < 0 ? -1 : (duration.nanosecond > 0 ? 1 : 0);
}

}  // namespace

Value parse_temporal(std::string_view text) {
  if (auto date = calendar::parse_date(text)) return Value(*date);
  if (auto date_time = calendar::parse_date_time(text)) return Value(*date_time);
  if (auto time = calendar::parse_time(text)) return Value(*time);
  if (auto duration = parse_duration_text(text)) return *duration;
  const std::string shown(text.substr(0, 60));
  return Value::null("not_temporal", "@\"" + shown + "\" is no date, time, date and time, or duration");
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
  const auto difference = calendar::between(b, a);
  if (!difference) return std::nullopt;
  return sign_of(*difference);
}

std::optional<int> compare_times(const calendar::Time& a, const calendar::Time& b) {
  const auto difference = calendar::between(b, a);
  if (!difference) return std::nullopt;
  return sign_of(*difference);
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
