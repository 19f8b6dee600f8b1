#include "calendar/zone.hpp"

#include <gtest/gtest.h>

#include "calendar/lexical.hpp"
#include "calendar/moment.hpp"

namespace chuhai::calendar {
namespace {

// Hours east of UTC, or nothing; the tests about real zones need the system's database.
std::optional<double> hours(std::string_view zone, std::string_view local) {
  const auto offset = offset_seconds(zone, *parse_date_time(local));
  if (!offset) return std::nullopt;
  return *offset / 3600.0;
}

class ZoneDatabase : public testing::Test {
 protected:
  void SetUp() override {
    if (!is_known_zone("Europe/Paris")) GTEST_SKIP() << "this system has no time-zone database";
  }
};

TEST(Zone, KnowsUtcWithoutADatabase) {
  EXPECT_EQ(hours("Etc/UTC", "2020-06-01T00:00:00"), 0);
  EXPECT_EQ(hours("UTC", "2020-06-01T00:00:00"), 0);
}

TEST(Zone, RefusesNamesThatAreNotZones) {
  for (const auto* name :
       {"", "xyz/abc", "Nowhere/Land", "../etc/passwd", "/etc/passwd", "Europe", "Europe/../Europe/Paris"}) {
    EXPECT_FALSE(is_known_zone(name)) << name;
  }
}

TEST_F(ZoneDatabase, FollowsRecordedChanges) {
  EXPECT_EQ(hours("Asia/Shanghai", "2020-06-01T00:00:00"), 8);
  EXPECT_EQ(hours("Asia/Shanghai", "1988-07-01T00:00:00"), 9);  // China had summer time from 1986 to 1991
  EXPECT_EQ(hours("Europe/Paris", "2017-08-10T10:20:00"), 2);
  EXPECT_EQ(hours("Europe/Paris", "2017-12-10T10:20:00"), 1);
  EXPECT_EQ(hours("Asia/Dhaka", "2018-12-08T00:00:00"), 6);
  EXPECT_EQ(hours("Asia/Kolkata", "2018-12-08T00:00:00"), 5.5);
}

TEST_F(ZoneDatabase, FollowsTheRuleAfterTheLastEntry) {
  EXPECT_EQ(hours("Europe/Paris", "2150-07-01T00:00:00"), 2);
  EXPECT_EQ(hours("Europe/Paris", "2150-12-01T00:00:00"), 1);
  EXPECT_EQ(hours("Pacific/Auckland", "2150-01-01T00:00:00"), 13);  // summer spans the new year
  EXPECT_EQ(hours("Pacific/Auckland", "2150-07-01T00:00:00"), 12);
}

TEST_F(ZoneDatabase, SettlesSkippedAndRepeatedTimes) {
  EXPECT_EQ(hours("Europe/Paris", "2018-03-25T01:59:59"), 1);
  EXPECT_EQ(hours("Europe/Paris", "2018-03-25T02:30:00"), 1);  // skipped
  EXPECT_EQ(hours("Europe/Paris", "2018-03-25T03:00:00"), 2);
  EXPECT_EQ(hours("Europe/Paris", "2018-10-28T01:59:59"), 2);
  EXPECT_EQ(hours("Europe/Paris", "2018-10-28T02:30:00"), 2);  // twice: the earlier instant
  EXPECT_EQ(hours("Europe/Paris", "2018-10-28T03:00:00"), 1);
}

TEST_F(ZoneDatabase, AddsRealSecondsAcrossAChange) {
  const auto before = *parse_date_time("2018-03-25T01:30:00@Europe/Paris");
  EXPECT_EQ(to_string(*add(before, DaysDuration{3600, 0})), "2018-03-25T03:30:00@Europe/Paris");
  const auto winter = *parse_date_time("2018-03-25T03:30:00@Europe/Paris");
  EXPECT_EQ(between(before, winter), (DaysDuration{3600, 0}));
}

}  // namespace
}  // namespace chuhai::calendar
