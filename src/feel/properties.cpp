#include "properties.hpp"

#include <optional>

#include "print.hpp"
#include "temporal.hpp"

namespace chuhai::feel {

namespace {

using MaybeValue = std::optional<Value>;

Value whole(std::int64_t number) { return Value(decimal::Decimal(number)); }

MaybeValue date_property(const calendar::Date& date, std::string_view name) {
  if (name == "year") return whole(date.year);
  if (name == "month") return whole(date.month);
  if (name == "day") return whole(date.day);
  if (name == "weekday") return whole(calendar::day_of_week(date));
  return std::nullopt;
}

Value absent(std::string_view name) {
  return Value::null("no_time_zone", "the time has no " + std::string(name));
}

MaybeValue time_property(const calendar::Time& time, std::optional<std::int32_t> offset,
                         std::string_view name) {
  if (name == "hour") return whole(time.hour);
  if (name == "minute") return whole(time.minute);
  if (name == "second") {
    return Value(decimal::Decimal(time.second) + decimal::Decimal::scaled(time.nanosecond, -9));
  }
  if (name == "time offset") return offset ? Value(calendar::DaysDuration{*offset, 0}) : absent(name);
  if (name == "timezone") return time.zone.empty() ? absent(name) : Value(time.zone);
  return std::nullopt;
}

MaybeValue days_property(const calendar::DaysDuration& duration, std::string_view name) {
  if (name == "days") return whole(duration.seconds / 86400);
  if (name == "hours") return whole(duration.seconds % 86400 / 3600);
  if (name == "minutes") return whole(duration.seconds % 3600 / 60);
  if (name == "seconds") {
    return Value(decimal::Decimal(duration.seconds % 60) + decimal::Decimal::scaled(duration.nanosecond, -9));
  }
  return std::nullopt;
}

MaybeValue months_property(const calendar::MonthsDuration& duration, std::string_view name) {
  if (name == "years") return whole(duration.months / 12);
  if (name == "months") return whole(duration.months % 12);
  return std::nullopt;
}

MaybeValue range_property(const Range& range, std::string_view name) {
  if (name == "start")
    return range.low_bounded ? range.low : Value::null("unbounded", "the range has no start");
  if (name == "end")
    return range.high_bounded ? range.high : Value::null("unbounded", "the range has no end");
  if (name == "start included") return Value(range.low_included);
  if (name == "end included") return Value(range.high_included);
  return std::nullopt;
}

MaybeValue date_time_property(const calendar::DateTime& point, std::string_view name) {
  if (auto value = date_property(point.date, name)) return value;
  const auto offset = name == "time offset" ? calendar::offset_of(point) : std::nullopt;
  return time_property(point.time, offset, name);
}

MaybeValue any_property(const Value& owner, std::string_view name) {
  switch (owner.kind()) {
    case Kind::date:
      return date_property(owner.date(), name);
    case Kind::time:
      return time_property(owner.time(), owner.time().offset_seconds, name);
    case Kind::date_time:
      return date_time_property(owner.date_time(), name);
    case Kind::days_duration:
      return days_property(owner.days_duration(), name);
    case Kind::months_duration:
      return months_property(owner.months_duration(), name);
    case Kind::range:
      return range_property(owner.range(), name);
    default:
      return std::nullopt;
  }
}

}  // namespace

Value property(const Value& owner, std::string_view name, std::uint32_t offset) {
  if (auto value = any_property(owner, name)) return *std::move(value);
  return Value::null("no_such_property",
                     brief(owner) + ", a " + std::string(kind_name(owner.kind())) + ", has no property '" +
                         std::string(name) + "'",
                     offset);
}

}  // namespace chuhai::feel
