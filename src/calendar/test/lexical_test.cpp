#include "calendar/lexical.hpp"

#include <gtest/gtest.h>

#include "calendar/moment.hpp"

namespace chuhai::calendar {
namespace {

template <class Parse>
std::string round_trip(Parse parse, std::string_view text) {
  const auto parsed = parse(text);
  return parsed ? to_string(*parsed) : parsed.error().code;
}
std::string time_of(std::string_view text) { return round_trip(parse_time, text); }
std::string moment_of(std::string_view text) { return round_trip(parse_date_time, text); }
std::string days_of(std::string_view text) { return round_trip(parse_days_duration, text); }
std::string months_of(std::string_view text) { return round_trip(parse_months_duration, text); }

TEST(Time, ReadsAndPrintsCanonically) {
  EXPECT_EQ(time_of("01:02:03"), "01:02:03");
  EXPECT_EQ(time_of("11:22:33.4440"), "11:22:33.444");
  EXPECT_EQ(time_of("11:22:33.123456789"), "11:22:33.123456789");
  EXPECT_EQ(time_of("23:59:00Z"), "23:59:00Z");
  EXPECT_EQ(time_of("11:22:33-00:00"), "11:22:33Z");
  EXPECT_EQ(time_of("13:20:00+02:00"), "13:20:00+02:00");
  EXPECT_EQ(time_of("10:30:00.0001+05:00:01"), "10:30:00.0001+05:00:01");
  EXPECT_EQ(time_of("00:01:00@Etc/UTC"), "00:01:00@Etc/UTC");
  for (const auto* text :
       {"", "23:59:60", "24:00:00", "00:60:00", "7:00:00", "07:1:00", "07:01:2", "13:20:00+19:00",
        "13:20:00-19:00", "13:20:00+5:00", "13:20:00+5", "7:20", "11:30:00T", "11:00:00.", "11:00:00 "}) {
    EXPECT_EQ(time_of(text), "not_a_time") << text;
  }
  EXPECT_EQ(time_of("13:20:00@xyz/abc"), "unknown_zone");
  EXPECT_EQ(time_of("13:20:00@../../etc/passwd"), "unknown_zone");
}

TEST(DateTime, ReadsAndPrintsCanonically) {
  EXPECT_EQ(moment_of("-2017-12-31T11:22:33.456+01:35"), "-2017-12-31T11:22:33.456+01:35");
  EXPECT_EQ(moment_of("2017-12-31T11:22:33Z"), "2017-12-31T11:22:33Z");
  EXPECT_EQ(moment_of("2011-12-31T10:15:30.987@Etc/UTC"), "2011-12-31T10:15:30.987@Etc/UTC");
  for (const auto* text : {"2012-12-24", "2017-13-10T11:22:33", "998-12-31T11:22:33", "2011-12-0310:15:30",
                           "11:00:00", "2017-12-31T24:00:01", "2017-12-31 11:22:33"}) {
    EXPECT_EQ(moment_of(text), "not_a_date_time") << text;
  }
}

TEST(DaysDuration, ReadsAndPrintsCanonically) {
  EXPECT_EQ(days_of("P1DT2H3M4.123456789S"), "P1DT2H3M4.123456789S");
  EXPECT_EQ(days_of("PT1000M0.999999999S"), "PT16H40M0.999999999S");
  EXPECT_EQ(days_of("PT0.S"), "PT0S");
  EXPECT_EQ(days_of("-P0D"), "PT0S");
  EXPECT_EQ(days_of("PT24H"), "P1D");
  EXPECT_EQ(days_of("P2DT274M"), "P2DT4H34M");
  EXPECT_EQ(days_of("-PT1H2M"), "-PT1H2M");
  EXPECT_EQ(days_of("-PT0.5S"), "-PT0.5S");
  for (const auto* text :
       {"", "P", "P0", "PT", "P1DT", "1D", "P1H", "P1S", "P1Y", "P1M", "P1D2H", "PT1M2H", "PT.5S", "+P1D"}) {
    EXPECT_EQ(days_of(text), "not_a_duration") << text;
  }
  EXPECT_EQ(days_of("P99999999999999999999D"), "duration_out_of_range");
  EXPECT_EQ(days_of("P9223372036854775807D"), "duration_out_of_range");
}

TEST(MonthsDuration, ReadsAndPrintsCanonically) {
  EXPECT_EQ(months_of("P1Y27M"), "P3Y3M");
  EXPECT_EQ(months_of("P0Y"), "P0M");
  EXPECT_EQ(months_of("-P100M"), "-P8Y4M");
  EXPECT_EQ(months_of("P999999999M"), "P83333333Y3M");
  for (const auto* text : {"", "P", "P1D", "P1M1Y", "P1Y2", "1Y"})
    EXPECT_EQ(months_of(text), "not_a_duration") << text;
  EXPECT_EQ(months_of("P9999999999999999999Y"), "duration_out_of_range");
}

TEST(Moment, AddsExactLengths) {
  const auto start = *parse_date_time("2017-12-31T23:59:59.5+01:00");
  EXPECT_EQ(to_string(*add(start, *parse_days_duration("PT0.5S"))), "2018-01-01T00:00:00+01:00");
  EXPECT_EQ(to_string(*add(start, *parse_days_duration("-P1DT0.75S"))), "2017-12-30T23:59:58.75+01:00");
  EXPECT_EQ(to_string(add(*parse_time("00:00:01Z"), *parse_days_duration("-PT2S"))), "23:59:59Z");
  EXPECT_EQ(to_string(add(*parse_time("23:00:00"), *parse_days_duration("P3DT2H"))), "01:00:00");
  EXPECT_EQ(add(start, DaysDuration{INT64_MAX, 0}), std::nullopt);
  EXPECT_EQ(add(*parse_date_time("2017-12-31T00:00:00@UTC"), DaysDuration{INT64_MAX - 2'000'000'000, 0}),
            std::nullopt);
}

TEST(Moment, SubtractsOnlyLikeFromLike) {
  const auto text_between = [](std::string_view from, std::string_view to) {
    const auto length = between(*parse_date_time(from), *parse_date_time(to));
    return length ? to_string(*length) : "none";
  };
  EXPECT_EQ(text_between("2017-01-01T00:00:00", "2017-01-02T00:00:00.5"), "P1DT0.5S");
  EXPECT_EQ(text_between("2017-01-01T00:00:00.5", "2017-01-01T00:00:00"), "-PT0.5S");
  EXPECT_EQ(text_between("2017-01-01T00:00:00.5", "2017-01-01T00:00:01"), "PT0.5S");
  EXPECT_EQ(text_between("2017-01-01T00:00:00Z", "2017-01-01T00:00:00-05:00"), "PT5H");
  EXPECT_EQ(text_between("2017-01-01T00:00:00", "2017-01-01T00:00:00Z"), "none");
}

TEST(Moment, ConvertsInstants) {
  const base::Instant instant(std::chrono::milliseconds(-1500));
  EXPECT_EQ(to_string(to_utc_date_time(instant)), "1969-12-31T23:59:58.5Z");
  EXPECT_EQ(to_instant(to_utc_date_time(instant)), instant);
  EXPECT_EQ(to_instant(*parse_date_time("2017-01-01T00:00:00")), std::nullopt);
}

TEST(DaysDuration, BringsPartsToOneSign) {
  EXPECT_EQ(make_days_duration(1, -1), (DaysDuration{0, 999'999'999}));
  EXPECT_EQ(make_days_duration(-1, 1), (DaysDuration{0, -999'999'999}));
  EXPECT_EQ(make_days_duration(0, 2'500'000'000), (DaysDuration{2, 500'000'000}));
  EXPECT_EQ(negate(DaysDuration{INT64_MIN, 0}), std::nullopt);
}

}  // namespace
}  // namespace chuhai::calendar
