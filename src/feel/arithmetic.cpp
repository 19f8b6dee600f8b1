#include "arithmetic.hpp"

#include <limits>

#include "print.hpp"
#include "temporal.hpp"

namespace chuhai::feel {

namespace {

std::string_view operator_sign(NodeKind op) {
  switch (op) {
    case NodeKind::add:
      return "+";
    case NodeKind::subtract:
      return "-";
    case NodeKind::multiply:
      return "*";
    case NodeKind::divide:
      return "/";
    default:
      return "**";
  }
}

/// One operation with what its messages need.
struct Operation {
  NodeKind op;
  const Value& a;
  const Value& b;
  std::uint32_t offset;

  std::string text() const { return brief(a) + " " + std::string(operator_sign(op)) + " " + brief(b); }
  Value refused(std::string_view code, std::string_view why) const {
    return Value::null(std::string(code), text() + ": " + std::string(why), offset);
  }
  Value wrong_type() const {
    return refused("wrong_type", std::string(kind_name(a.kind())) + " and " +
                                     std::string(kind_name(b.kind())) + " do not combine");
  }
  Value overflow() const { return refused("overflow", "the result is out of range"); }
};

Value number_operation(const Operation& o) {
  const decimal::Decimal& a = o.a.number();
  const decimal::Decimal& b = o.b.number();
  decimal::Decimal out;
  switch (o.op) {
    case NodeKind::add:
      out = a + b;
      break;
    case NodeKind::subtract:
      out = a - b;
      break;
    case NodeKind::multiply:
      out = a * b;
      break;
    case NodeKind::divide:
      if (b.is_zero()) return o.refused("division_by_zero", "cannot divide by zero");
      out = a / b;
      break;
    default:
      out = decimal::Decimal::power(a, b);
  }
  return out.is_finite() ? Value(out) : o.overflow();
}

Value string_sum(const Operation& o) {
  if (o.op != NodeKind::add) return o.wrong_type();
  if (o.a.string().size() + o.b.string().size() > kStringBytesMax) {
    return o.refused("too_long", "the string would be too long");
  }
  return Value(o.a.string() + o.b.string());
}

Value from_length(const Operation& o, const std::optional<calendar::DaysDuration>& length) {
  return length ? Value(*length) : o.overflow();
}

Value months_of(const Operation& o, const decimal::Decimal& months) {
  if (!months.is_finite()) return o.overflow();
  const auto count = months.rounded(0, decimal::Rounding::down).to_int64();
  return count ? Value(calendar::MonthsDuration{*count}) : o.overflow();
}

/// duration * number, duration / number, number * duration.
Value scaled_duration(const Operation& o, const Value& duration, const decimal::Decimal& factor) {
  const bool divide = o.op == NodeKind::divide;
  if (divide && factor.is_zero()) return o.refused("division_by_zero", "cannot divide by zero");
  const bool days = duration.kind() == Kind::days_duration;
  const decimal::Decimal length =
      days ? to_seconds(duration.days_duration()) : decimal::Decimal(duration.months_duration().months);
  const decimal::Decimal out = divide ? length / factor : length * factor;
  return days ? from_length(o, from_seconds(out)) : months_of(o, out);
}

Value duration_pair(const Operation& o) {
  const bool days = o.a.kind() == Kind::days_duration;
  const decimal::Decimal a =
      days ? to_seconds(o.a.days_duration()) : decimal::Decimal(o.a.months_duration().months);
  const decimal::Decimal b =
      days ? to_seconds(o.b.days_duration()) : decimal::Decimal(o.b.months_duration().months);
  if (o.op == NodeKind::divide) {
    if (b.is_zero()) return o.refused("division_by_zero", "cannot divide by a duration of zero");
    return Value(a / b);
  }
  if (o.op != NodeKind::add && o.op != NodeKind::subtract) return o.wrong_type();
  const decimal::Decimal out = o.op == NodeKind::add ? a + b : a - b;
  return days ? from_length(o, from_seconds(out)) : months_of(o, out);
}

bool is_duration(const Value& value) {
  return value.kind() == Kind::days_duration || value.kind() == Kind::months_duration;
}

bool is_day(const Value& value) { return value.kind() == Kind::date || value.kind() == Kind::date_time; }

/// date or date and time, plus or minus months.
Value shift_months(const Operation& o, const Value& point, std::int64_t months) {
  const calendar::Date& date = point.kind() == Kind::date ? point.date() : point.date_time().date;
  const auto moved = add_months_within(date, months);
  if (!moved) return o.overflow();
  if (point.kind() == Kind::date) return Value(*moved);
  calendar::DateTime out = point.date_time();
  out.date = *moved;
  return Value(std::move(out));
}

Value shift_days(const Operation& o, const Value& point, const calendar::DaysDuration& length) {
  if (point.kind() == Kind::time) return Value(calendar::add(point.time(), length));
  const bool date = point.kind() == Kind::date;
  const auto moved = calendar::add(date ? midnight(point.date(), true) : point.date_time(), length);
  if (!moved) return o.overflow();
  return date ? Value(moved->date) : Value(*moved);
}

/// A point in time moved by a duration.
Value shift(const Operation& o, const Value& point, const Value& duration) {
  const Value length = o.op == NodeKind::subtract ? negated(duration, o.offset) : duration;
  if (length.is_null()) return o.overflow();
  if (length.kind() == Kind::days_duration) return shift_days(o, point, length.days_duration());
  if (point.kind() == Kind::time) return o.wrong_type();
  return shift_months(o, point, length.months_duration().months);
}

Value from_points(const Operation& o, const std::optional<calendar::DaysDuration>& length) {
  if (length) return Value(*length);
  return o.refused("no_common_zone", "one of them has a time zone and the other has not");
}

/// The length between two points. A date stands for its midnight in UTC.
Value point_difference(const Operation& o) {
  if (o.a.kind() == Kind::time) return from_points(o, calendar::between(o.b.time(), o.a.time()));
  const auto point = [](const Value& value) {
    return value.kind() == Kind::date_time ? value.date_time() : midnight(value.date(), true);
  };
  return from_points(o, calendar::between(point(o.b), point(o.a)));
}

bool is_point(const Value& value) { return is_day(value) || value.kind() == Kind::time; }

Value temporal_operation(const Operation& o) {
  const bool sum = o.op == NodeKind::add;
  const bool difference = o.op == NodeKind::subtract;
  if (is_duration(o.a) && o.a.kind() == o.b.kind()) return duration_pair(o);
  if (is_duration(o.a) && o.b.kind() == Kind::number &&
      (o.op == NodeKind::multiply || o.op == NodeKind::divide)) {
    return scaled_duration(o, o.a, o.b.number());
  }
  if (is_duration(o.b) && o.a.kind() == Kind::number && o.op == NodeKind::multiply) {
    return scaled_duration(o, o.b, o.a.number());
  }
  if (is_point(o.a) && is_duration(o.b) && (sum || difference)) return shift(o, o.a, o.b);
  if (is_point(o.b) && is_duration(o.a) && sum) return shift(o, o.b, o.a);
  const bool times = o.a.kind() == Kind::time && o.b.kind() == Kind::time;
  if (difference && (times || (is_day(o.a) && is_day(o.b)))) return point_difference(o);
  return o.wrong_type();
}

}  // namespace

Value arithmetic(NodeKind op, const Value& a, const Value& b, std::uint32_t offset) {
  if (a.is_null()) return a;
  if (b.is_null()) return b;
  const Operation operation{op, a, b, offset};
  if (a.kind() == Kind::number && b.kind() == Kind::number) return number_operation(operation);
  if (a.kind() == Kind::string && b.kind() == Kind::string) return string_sum(operation);
  return temporal_operation(operation);
}

Value negated(const Value& value, std::uint32_t offset) {
  switch (value.kind()) {
    case Kind::null:
      return value;
    case Kind::number:
      return Value(-value.number());
    case Kind::days_duration: {
      const auto out = calendar::negate(value.days_duration());
      return out ? Value(*out) : Value::null("overflow", "-" + brief(value) + " is out of range", offset);
    }
    case Kind::months_duration: {
      const std::int64_t months = value.months_duration().months;
      if (months == std::numeric_limits<std::int64_t>::min()) {
        return Value::null("overflow", "-" + brief(value) + " is out of range", offset);
      }
      return Value(calendar::MonthsDuration{-months});
    }
    default:
      return Value::null("wrong_type", "-" + brief(value) + ": only numbers and durations can be negated",
                         offset);
  }
}

Value finite(const decimal::Decimal& number, std::string_view what, std::uint32_t offset) {
  if (number.is_finite()) return Value(number);
  return Value::null("overflow", std::string(what) + " is out of range", offset);
}

}  // namespace chuhai::feel
