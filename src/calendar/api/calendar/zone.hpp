#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/calendar.hpp"

namespace chuhai::calendar {

/// The rules of one time zone, read from the system's time-zone database (/usr/share/zoneinfo).
/// "UTC" and "Etc/UTC" are known even where there is no database.
/// Thread rule: immutable; any thread. The database is read once, at the first use of a zone.
/// Source: RFC 8536 (TZif) and POSIX.1-2017 clause 8.3 for the rule that continues after the last entry.
class Zone {
 public:
  /// A zone by its IANA name, for the rest of the program's life; null when the name is not in the database
  /// or there is none.
  static const Zone* find(std::string_view name);

  /// Seconds east of UTC at an instant, in seconds since 1970-01-01T00:00:00Z.
  std::int32_t offset_at(std::int64_t utc_seconds) const;

  /// Seconds east of UTC for a local time, in seconds since the local 1970-01-01T00:00:00.
  /// Tie rule: a local time that occurs twice is the earlier instant; one that is skipped keeps the
  /// offset from before the change (so 02:30 in the gap means 03:30 summer time).
  std::int32_t offset_at_local(std::int64_t local_seconds) const;

 private:
  struct Transition {
    std::int64_t utc_seconds = 0;
    std::int32_t offset_seconds = 0;
  };
  /// One change of a POSIX rule: a day of the year in one of three notations, and a time of that day.
  struct YearlyDay {
    char form = 'M';  ///< 'M' month.week.day, 'J' day 1..365 without 29 February, 'N' day 0..365
    int month = 0;
    int week = 0;
    int day = 0;
    std::int64_t seconds = 7200;
  };
  struct Rule {
    std::int32_t standard_offset = 0;
    std::int32_t summer_offset = 0;
    bool has_summer = false;
    YearlyDay begin;
    YearlyDay end;
  };

  static const std::map<std::string, Zone, std::less<>>& all();
  static std::optional<Zone> read(std::string_view text);
  static std::optional<Rule> read_rule(std::string_view text);
  static std::int64_t local_seconds_of(const YearlyDay& day, std::int64_t year);
  std::int32_t offset_by_rule(std::int64_t utc_seconds) const;

  std::int32_t first_offset_ = 0;
  std::vector<Transition> transitions_;
  std::optional<Rule> rule_;
};

/// True when the name is one that `Zone::find` would find.
bool is_known_zone(std::string_view name);

/// Seconds east of UTC in the named zone at a local date and time (whose own zone is ignored); no value
/// when the zone is unknown or the system has no time-zone database. Tie rule as `Zone::offset_at_local`.
std::optional<std::int32_t> offset_seconds(std::string_view zone, const DateTime& local);

}  // namespace chuhai::calendar
