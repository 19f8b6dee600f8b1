#include <gtest/gtest.h>

#include "calendar/calendar.hpp"

namespace chuhai::calendar {
namespace {

Date on(std::string_view text) {
  const auto date = parse_date(text);
  EXPECT_TRUE(date) << text;
  return date ? *date : Date{};
}

TEST(Date, ParsesIsoOnly) {
  EXPECT_EQ(to_string(on("2026-11-24")), "2026-11-24");
  EXPECT_EQ(to_string(on("-2017-12-31")), "-2017-12-31");
  EXPECT_EQ(to_string(on("0001-01-01")), "0001-01-01");
  EXPECT_EQ(to_string(on("999999999-12-31")), "999999999-12-31");
  EXPECT_EQ(to_string(on("-999999999-12-31")), "-999999999-12-31");
  for (const auto* text :
       {"", "2026-11-31", "2026-13-01", "2026-00-10", "2023-02-29", "2026-1-2", "998-12-31", "01211-12-31",
        "+2012-12-02", "2012/12/25", "2012-12-25T", "9999999999-12-25", "-0000-01-01", "2012-12-255"}) {
    const auto parsed = parse_date(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, "not_a_date");
    EXPECT_FALSE(parsed.error().message.zh.empty());
  }
}

TEST(Date, CountsDaysFrom1970) {
  EXPECT_EQ(to_days(Date{1970, 1, 1}), 0);
  EXPECT_EQ(to_days(Date{2000, 3, 1}), 11017);
  EXPECT_EQ(to_days(Date{1969, 12, 31}), -1);
  EXPECT_EQ(from_days(20416), (Date{2025, 11, 24}));
  EXPECT_EQ(try_from_days(400'000'000'000), std::nullopt);
}

TEST(Date, KnowsLeapYears) {
  EXPECT_TRUE(is_leap_year(2000));
  EXPECT_FALSE(is_leap_year(1900));
  EXPECT_TRUE(is_leap_year(-4));
  EXPECT_EQ(days_in_month(2024, 2), 29);
}

TEST(Date, KnowsWeekdaysAndWeeks) {
  EXPECT_EQ(day_of_week(Date{2026, 11, 24}), 2);  // Tuesday
  EXPECT_EQ(day_of_week(Date{1969, 12, 28}), 7);
  EXPECT_EQ(day_of_year(Date{2024, 12, 31}), 366);
  EXPECT_EQ(week_of_year(Date{2005, 1, 1}), 53);
  EXPECT_EQ(week_of_year(Date{2008, 12, 29}), 1);
  EXPECT_EQ(week_of_year(Date{2020, 12, 31}), 53);
  EXPECT_EQ(week_of_year(Date{2012, 1, 1}), 52);
}

TEST(Date, AddingMonthsStopsAtTheEndOfTheMonth) {
  EXPECT_EQ(add_months(Date{2023, 1, 31}, 1), (Date{2023, 2, 28}));
  EXPECT_EQ(add_months(Date{2024, 1, 31}, 1), (Date{2024, 2, 29}));
  EXPECT_EQ(add_months(Date{2024, 2, 29}, -12), (Date{2023, 2, 28}));
  EXPECT_EQ(add_months(Date{2024, 1, 15}, -1), (Date{2023, 12, 15}));
  EXPECT_EQ(try_add_months(Date{999'999'999, 12, 1}, 1), std::nullopt);
  EXPECT_EQ(try_add_days(Date{-999'999'999, 1, 1}, -1), std::nullopt);
  EXPECT_EQ(try_add_months(Date{}, INT64_MAX), std::nullopt);
  EXPECT_EQ(try_add_days(Date{}, INT64_MIN), std::nullopt);
}

TEST(Date, CompletesMonthsAndYearsOnTheSameDay) {
  EXPECT_EQ(whole_months_between(Date{2020, 1, 31}, Date{2020, 2, 29}), 0);
  EXPECT_EQ(whole_months_between(Date{2020, 1, 15}, Date{2021, 1, 14}), 11);
  EXPECT_EQ(whole_months_between(Date{2021, 1, 14}, Date{2020, 1, 15}), -11);
  EXPECT_EQ(whole_years_between(Date{2016, 5, 10}, Date{2026, 5, 9}), 9);
  EXPECT_EQ(whole_years_between(Date{2016, 5, 10}, Date{2026, 5, 10}), 10);
  EXPECT_EQ(whole_years_between(Date{2000, 2, 29}, Date{2001, 2, 28}), 0);
  EXPECT_EQ(whole_years_between(Date{2000, 2, 29}, Date{2001, 3, 1}), 1);
}

TEST(Date, InstantsFallOnTheirUtcDate) {
  EXPECT_EQ(date_of(base::Instant(std::chrono::milliseconds(-1))), (Date{1969, 12, 31}));
  EXPECT_EQ(date_of(base::Instant(std::chrono::milliseconds(86'400'000))), (Date{1970, 1, 2}));
}

}  // namespace
}  // namespace chuhai::calendar
