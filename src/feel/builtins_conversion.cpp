#include <algorithm>

#include "builtins.hpp"
#include "feel/parse.hpp"
#include "print.hpp"
#include "temporal.hpp"

namespace chuhai::feel {

namespace {

bool is_one_of(const Value& value, std::string_view characters) {
  return value.kind() == Kind::string && value.string().size() == 1 &&
         characters.find(value.string()[0]) != std::string_view::npos;
}

Value parsed_number(const Call& call, const std::string& text) {
  auto number = decimal::Decimal::parse_rounded(text);
  if (number) return Value(*number);
  return call.refuse("not_a_number", quoted(text.substr(0, 60)) + " is no number");
}

Value not_readable(const Call& call, std::string_view what) {
  return call.refuse("not_readable", brief(call.at(0)) + " is no " + std::string(what));
}

/// A literal, a negated number, or date("..."), time("..."), duration("...") of a literal.
bool is_literal_end(const Node& node, int depth) {
  if (node.kind == NodeKind::literal) return !node.value.is_null();
  if (node.kind == NodeKind::negate && depth == 0) return is_literal_end(*node.children[0], 1);
  if (node.kind != NodeKind::call || depth > 0 || !node.names.empty()) return false;
  const std::string& callee = node.children[0]->text;
  const bool maker =
      callee == "date" || callee == "time" || callee == "date and time" || callee == "duration";
  return maker && std::all_of(node.children.begin() + 1, node.children.end(),
                              [](const NodePtr& child) { return is_literal_end(*child, 1); });
}

std::optional<calendar::Time> time_of_parts(std::int64_t hour, std::int64_t minute,
                                            const decimal::Decimal& second) {
  const auto nanoseconds = second.rounded(9, decimal::Rounding::down).to_scaled_int64(9);
  constexpr std::int64_t kNano = 1'000'000'000;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  if (!nanoseconds || *nanoseconds < 0 || *nanoseconds >= 60 * kNano) return std::nullopt;
  calendar::Time time;
  time.hour = static_cast<std::uint8_t>(hour);
  time.minute = static_cast<std::uint8_t>(minute);
  time.second = static_cast<std::uint8_t>(*nanoseconds / kNano);
  time.nanosecond = static_cast<std::uint32_t>(*nanoseconds % kNano);
  return time;
}

std::optional<calendar::Date> day_of(const Value& value) {
  if (value.kind() == Kind::date) return value.date();
  if (value.kind() == Kind::date_time) return value.date_time().date;
  return std::nullopt;
}

}  // namespace

Value builtin_number(Call& call) {
  if (call.at(0).kind() == Kind::number && !call.given(1) && !call.given(2)) return call.at(0);
  if (auto refused = call.need(0, Kind::string)) return *refused;
  std::string text = call.at(0).string();
  if (call.given(1)) {
    if (!is_one_of(call.at(1), " ,."))
      return call.refuse("not_allowed", "the grouping separator is ' ', ',' or '.'");
    text.erase(std::remove(text.begin(), text.end(), call.at(1).string()[0]), text.end());
  }
  if (call.given(2)) {
    if (!is_one_of(call.at(2), ",."))
      return call.refuse("not_allowed", "the decimal separator is ',' or '.'");
    if (call.given(1) && call.at(1).string() == call.at(2).string()) {
      return call.refuse("not_allowed", "the two separators are the same");
    }
    if (call.at(2).string() == ",") {
      if (text.find('.') != std::string::npos) return not_readable(call, "number in this notation");
      std::replace(text.begin(), text.end(), ',', '.');
    }
  }
  return parsed_number(call, text);
}

Value builtin_string(Call& call) {
  if (call.at(0).is_null()) return call.at(0);
  auto text = plain_text(call.at(0), kStringBytesMax);
  return text ? call.text(*std::move(text)) : call.refuse("too_long", "the text would be too long");
}

Value builtin_date(Call& call) {
  const Value& from = call.at(0);
  if (auto day = day_of(from)) return Value(*day);
  if (auto refused = call.need(0, Kind::string)) return *refused;
  auto date = calendar::parse_date(call.at(0).string());
  return date ? Value(*date) : not_readable(call, "date");
}

Value builtin_date_of_parts(Call& call) {
  std::int64_t year = 0;
  std::int64_t month = 0;
  std::int64_t day = 0;
  if (auto refused = call.need_integer(0, year)) return *refused;
  if (auto refused = call.need_integer(1, month)) return *refused;
  if (auto refused = call.need_integer(2, day)) return *refused;
  const bool sane = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  const auto date =
      sane ? calendar::make_date(year, static_cast<int>(month), static_cast<int>(day)) : std::nullopt;
  return date ? Value(*date) : call.refuse("not_readable", "there is no such day");
}

Value builtin_time(Call& call) {
  const Value& from = call.at(0);
  if (from.kind() == Kind::time) return from;
  if (from.kind() == Kind::date_time) return Value(from.date_time().time);
  if (from.kind() == Kind::date) return Value(midnight(from.date(), true).time);
  if (auto refused = call.need(0, Kind::string)) return *refused;
  auto time = calendar::parse_time(call.at(0).string());
  return time ? Value(*time) : not_readable(call, "time");
}

Value builtin_time_of_parts(Call& call) {
  std::int64_t hour = 0;
  std::int64_t minute = 0;
  if (auto refused = call.need_integer(0, hour)) return *refused;
  if (auto refused = call.need_integer(1, minute)) return *refused;
  if (auto refused = call.need(2, Kind::number)) return *refused;
  auto time = time_of_parts(hour, minute, call.at(2).number());
  if (!time) return call.refuse("not_readable", "there is no such time of day");
  if (!call.given(3)) return Value(*std::move(time));
  if (auto refused = call.need(3, Kind::days_duration)) return *refused;
  constexpr std::int64_t kOffsetMax = 14 * 3600;
  const calendar::DaysDuration& offset = call.at(3).days_duration();
  if (offset.nanosecond != 0 || offset.seconds > kOffsetMax || offset.seconds < -kOffsetMax) {
    return call.refuse("not_allowed", "the offset is within 14 hours, in whole seconds");
  }
  time->offset_seconds = static_cast<std::int32_t>(offset.seconds);
  return Value(*std::move(time));
}

Value builtin_date_and_time(Call& call) {
  const Value& from = call.at(0);
  if (from.kind() == Kind::date_time) return from;
  if (from.kind() == Kind::date) return Value(midnight(from.date(), false));
  if (auto refused = call.need(0, Kind::string)) return *refused;
  const std::string& text = call.at(0).string();
  if (auto date = calendar::parse_date(text)) return Value(midnight(*date, false));
  auto point = parse_date_time_text(text);
  return point ? Value(*point) : not_readable(call, "date and time");
}

Value builtin_date_and_time_of_parts(Call& call) {
  if (call.at(0).is_null()) return call.at(0);
  const auto date = day_of(call.at(0));
  if (!date) return call.wrong_type(0, "date or date and time");
  if (auto refused = call.need(1, Kind::time)) return *refused;
  return Value(calendar::DateTime{*date, call.at(1).time()});
}

Value builtin_duration(Call& call) {
  const Kind kind = call.at(0).kind();
  if (kind == Kind::days_duration || kind == Kind::months_duration) return call.at(0);
  if (auto refused = call.need(0, Kind::string)) return *refused;
  auto duration = parse_duration_text(call.at(0).string());
  return duration ? *duration : not_readable(call, "duration");
}

Value builtin_months_between(Call& call) {
  for (std::size_t i = 0; i < 2; ++i) {
    if (call.at(i).is_null()) return call.at(i);
    if (!day_of(call.at(i))) return call.wrong_type(i, "date or date and time");
  }
  return Value(
      calendar::MonthsDuration{calendar::whole_months_between(*day_of(call.at(0)), *day_of(call.at(1)))});
}

Value builtin_range(Call& call) {
  if (auto refused = call.need(0, Kind::string)) return *refused;
  const ParseLimits limits{.text_bytes_max = 10'000, .depth_max = 20};
  auto node = parse_expression(call.at(0).string(), Scope{}, limits);
  if (!node || (*node)->kind != NodeKind::range || (*node)->bare ||
      !is_literal_end(*(*node)->children[0], 0) || !is_literal_end(*(*node)->children[1], 0)) {
    return not_readable(call, "range of literals");
  }
  return evaluate(**node, Environment(), call.options());
}

Value builtin_not(Call& call) {
  if (auto refused = call.need(0, Kind::boolean)) return *refused;
  return Value(!call.at(0).boolean());
}

/// Same kind and same value, without any conversion: times in different zones differ.
Value builtin_is(Call& call) {
  if (call.three_valued()) {
    if (call.at(0).is_null()) return call.at(0);
    if (call.at(1).is_null()) return call.at(1);
    const Kind kind = call.at(0).kind();
    const bool has_parts = kind == Kind::list || kind == Kind::context;
    const Tri tri = equal(call.at(0), call.at(1), Mode::three_valued);
    if (has_parts && tri == Tri::unknown && kind == call.at(1).kind() && !same(call.at(0), call.at(1))) {
      return call.refuse("not_comparable", "a part of the values is unknown");
    }
  }
  return Value(same(call.at(0), call.at(1)));
}

}  // namespace chuhai::feel
