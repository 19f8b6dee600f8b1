#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "calendar/lexical.hpp"
#include "calendar/moment.hpp"

namespace chuhai::calendar {
namespace {

Date any_date(std::int64_t year_limit) {
  const auto year = *rc::gen::inRange<std::int64_t>(-year_limit, year_limit + 1);
  const int month = *rc::gen::inRange(1, 13);
  const int day = *rc::gen::inRange(1, days_in_month(year, month) + 1);
  return *make_date(year, month, day);
}

TEST(CalendarProperty, DaysCountBothWaysOverTheWholeRange) {
  EXPECT_TRUE(rc::check([] {
    const Date date = any_date(999'999'999);
    RC_ASSERT(from_days(to_days(date)) == date);
    RC_ASSERT(*parse_date(to_string(date)) == date);
    const int weekday = day_of_week(date);
    RC_ASSERT(weekday >= 1 && weekday <= 7);
  }));
}

TEST(CalendarProperty, TheNextDayIsOneDayLater) {
  // Every day of more than a 400-year era, across the year 0.
  Date date{-10, 1, 1};
  std::int64_t days = to_days(date);
  while (date.year < 420) {
    const Date next = from_days(++days);
    ASSERT_EQ(to_days(next), days);
    ASSERT_GT(next, date);
    ASSERT_TRUE(next.day == 1 || next.day == date.day + 1);
    date = next;
  }
}

TEST(CalendarProperty, MonthsAddUpAndClamp) {
  EXPECT_TRUE(rc::check([] {
    const Date date = any_date(9999);
    const auto months = *rc::gen::inRange<std::int64_t>(-3000, 3000);
    const Date sum = add_months(date, months);
    RC_ASSERT((std::int64_t{sum.year} - date.year) * 12 + sum.month - date.month == months);
    RC_ASSERT(sum.day == std::min<int>(date.day, days_in_month(sum.year, sum.month)));
    const Date early{date.year, date.month, static_cast<std::uint8_t>(std::min<int>(date.day, 28))};
    RC_ASSERT(whole_months_between(early, add_months(early, months)) == months);
    RC_ASSERT(whole_months_between(date, sum) == -whole_months_between(sum, date));
  }));
}

TEST(CalendarProperty, WrittenIsoDatesReadAsThemselves) {
  EXPECT_TRUE(rc::check([] {
    const auto year = *rc::gen::inRange(1000, 10000);
    const auto month = *rc::gen::inRange(1, 13);
    const auto day = *rc::gen::inRange(1, days_in_month(year, month) + 1);
    const Date date = *make_date(year, month, day);
    const std::string slashes =
        std::to_string(year) + "/" + std::to_string(month) + "/" + std::to_string(day);
    const std::string chinese =
        std::to_string(year) + "年" + std::to_string(month) + "月" + std::to_string(day) + "日";
    for (const std::string& text : {to_string(date), slashes, chinese}) {
      const auto written = parse_written_date(text, Order::unknown);
      RC_ASSERT(written.has_value());
      RC_ASSERT(written->date == date);
      RC_ASSERT(written->precision == Precision::day);
    }
  }));
}

TEST(CalendarProperty, AnyTextIsReadOrRefused) {
  EXPECT_TRUE(rc::check([](const std::string& text) {
    const auto written = parse_written_date(text, Order::day_first);
    RC_ASSERT(written.has_value() || !written.error().code.empty());
    const auto moment = parse_date_time(text);
    RC_ASSERT(moment.has_value() || !moment.error().code.empty());
  }));
}

TEST(CalendarProperty, DurationsReadBackAsThemselves) {
  EXPECT_TRUE(rc::check([](std::int64_t seconds, std::int32_t raw) {
    RC_PRE(seconds != INT64_MIN);
    const auto duration = make_days_duration(seconds, raw % 1'000'000'000);
    RC_PRE(duration.has_value());
    RC_ASSERT(*parse_days_duration(to_string(*duration)) == *duration);
    const MonthsDuration months{seconds / 12};
    RC_ASSERT(*parse_months_duration(to_string(months)) == months);
  }));
}

TEST(CalendarProperty, AddingADurationAndTheDifferenceAgree) {
  EXPECT_TRUE(rc::check([] {
    const auto nanosecond = *rc::gen::inRange<std::uint32_t>(0, 1'000'000'000);
    const auto seconds = *rc::gen::inRange<std::int64_t>(-100'000'000'000, 100'000'000'000);
    const auto start = *from_local_seconds(seconds, nanosecond);
    const auto length = *make_days_duration(*rc::gen::inRange<std::int64_t>(-10'000'000'000, 10'000'000'000),
                                            *rc::gen::inRange<std::int64_t>(-999'999'999, 1'000'000'000));
    const auto end = add(start, length);
    RC_ASSERT(end.has_value());
    RC_ASSERT(between(start, *end) == length);
    RC_ASSERT(*parse_date_time(to_string(*end)) == *end);
  }));
}

}  // namespace
}  // namespace chuhai::calendar
