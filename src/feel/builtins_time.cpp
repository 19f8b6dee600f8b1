#include <array>
#include <optional>

#include "builtins.hpp"
#include "temporal.hpp"

namespace chuhai::feel {

namespace {

/// The date of argument 0, or the null to answer with.
std::optional<Value> need_day(Call& call, calendar::Date& day) {
  if (call.at(0).kind() == Kind::date_time) {
    day = call.at(0).date_time().date;
    return std::nullopt;
  }
  if (auto refused = call.need(0, Kind::date)) return refused;
  day = call.at(0).date();
  return std::nullopt;
}

Value no_clock(const Call& call) {
  return call.refuse("no_clock", "the evaluation was not told what time it is");
}

}  // namespace

Value builtin_day_of_year(Call& call) {
  calendar::Date day;
  if (auto refused = need_day(call, day)) return *refused;
  return Value(decimal::Decimal(calendar::day_of_year(day)));
}

Value builtin_day_of_week(Call& call) {
  static constexpr std::array<std::string_view, 7> kNames = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                             "Friday", "Saturday", "Sunday"};
  calendar::Date day;
  if (auto refused = need_day(call, day)) return *refused;
  return Value(kNames[static_cast<std::size_t>(calendar::day_of_week(day) - 1)]);
}

Value builtin_month_of_year(Call& call) {
  static constexpr std::array<std::string_view, 12> kNames = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  calendar::Date day;
  if (auto refused = need_day(call, day)) return *refused;
  return Value(kNames[static_cast<std::size_t>(day.month - 1)]);
}

Value builtin_week_of_year(Call& call) {
  calendar::Date day;
  if (auto refused = need_day(call, day)) return *refused;
  return Value(decimal::Decimal(calendar::week_of_year(day)));
}

Value builtin_now(Call& call) {
  const auto& now = call.options().time.now;
  return now ? Value(*now) : no_clock(call);
}

Value builtin_today(Call& call) {
  const auto& now = call.options().time.now;
  return now ? Value(now->date) : no_clock(call);
}

}  // namespace chuhai::feel
