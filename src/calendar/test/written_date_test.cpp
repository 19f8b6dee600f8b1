#include <gtest/gtest.h>

#include "calendar/calendar.hpp"

namespace chuhai::calendar {
namespace {

// The date and its precision, or the code of the refusal.
std::string reading(std::string_view text, Order order = Order::unknown) {
  const auto written = parse_written_date(text, order);
  if (!written) return written.error().code;
  const char* precision = written->precision == Precision::day     ? ""
                          : written->precision == Precision::month ? " month"
                                                                   : " year";
  return to_string(written->date) + precision;
}

TEST(WrittenDate, ReadsDays) {
  for (const auto* text :
       {"2018-03-05",           "2018/3/5",       "2018.3.5",          "20180305",
        "2018年3月5日",         "2018年03月05号", "2018年3月5",        "２０１８年３月５日",
        "２０１８－０３－０５", "5 Mar 2018",     "5-Mar-2018",        "05MAR2018",
        "March 5, 2018",        "Mar. 5, 2018",   "5th of March 2018", "March 5th 2018",
        "2018 Mar 5",           " 2018-03-05 ",   "　2018-03-05",      "2018 年 3 月 5 日",
        "2018 - 03 - 05"}) {
    EXPECT_EQ(reading(text), "2018-03-05") << text;
  }
}

TEST(WrittenDate, ReadsMonthsAndYears) {
  for (const auto* text : {"2018年3月", "2018-03", "2018/3", "2018.3", "03/2018", "Mar 2018", "March, 2018",
                           "Mar-2018", "2018年3", "２０１８年３月"}) {
    EXPECT_EQ(reading(text), "2018-03-01 month") << text;
  }
  for (const auto* text : {"2018", "2018年", "２０１８"}) EXPECT_EQ(reading(text), "2018-01-01 year") << text;
}

TEST(WrittenDate, DropsTheTimeOfDay) {
  for (const auto* text :
       {"2018-03-05 00:00:00", "2018-03-05 00:00", "2018-03-05T08:30:00Z", "2018-03-05T08:30:00.123+08:00",
        "2018/3/5 8:30", "2018年3月5日 8:30", "2018年3月5日8:30", "2018-03-05 12:00:00 AM", "20180305 08:30",
        "5 Mar 2018 10:00 pm"}) {
    EXPECT_EQ(reading(text), "2018-03-05") << text;
  }
  EXPECT_EQ(reading("3/5/2018 0:00", Order::month_first), "2018-03-05");
  EXPECT_EQ(reading("2018-03-05 8:3"), "not_a_date");
  EXPECT_EQ(reading("2018-03-05 8:30 noon"), "not_a_date");
  EXPECT_EQ(reading("8:30"), "not_a_date");
}

TEST(WrittenDate, NeedsAStatedOrderWhenTwoReadingsDiffer) {
  EXPECT_EQ(reading("3/5/2018"), "ambiguous_date");
  EXPECT_EQ(reading("03.05.2018"), "ambiguous_date");
  EXPECT_EQ(reading("3/5/2018", Order::month_first), "2018-03-05");
  EXPECT_EQ(reading("3/5/2018", Order::day_first), "2018-05-03");
  EXPECT_EQ(reading("5/5/2018"), "2018-05-05");
  EXPECT_EQ(reading("25/12/2018"), "2018-12-25");
  EXPECT_EQ(reading("12/25/2018"), "2018-12-25");
  EXPECT_EQ(reading("25/12/2018", Order::month_first), "not_a_date");
  EXPECT_EQ(reading("3/5/18", Order::month_first), "ambiguous_date");
  EXPECT_EQ(reading("05-Mar-18"), "ambiguous_date");
}

TEST(WrittenDate, RefusesTheRest) {
  for (const auto* text :
       {"",           "  ",           "unknown",     "2018-02-30", "2018-13",         "43164",
        "201803",     "0000",         "99",          "2018年13月", "18年3月",         "2018--03-05",
        "2018-3-5-1", "Mar",          "5 Mar",       "Foo 2018",   "2018年3月5日6日", "-2018-03-05",
        "20181305",   "Mar Apr 2018", "12345678901", "2018-03-",   "二〇一八年"}) {
    EXPECT_EQ(reading(text), "not_a_date") << text;
  }
  EXPECT_EQ(reading(std::string(100'000, '1')), "not_a_date");
}

}  // namespace
}  // namespace chuhai::calendar
