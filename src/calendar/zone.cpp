#include "calendar/zone.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/file.hpp"
#include "calendar/moment.hpp"
#include "scanner.hpp"

namespace chuhai::calendar {

namespace {

constexpr std::string_view kZoneFolder = "/usr/share/zoneinfo/";
constexpr std::uint64_t kZoneBytesMax = 1'000'000;
constexpr std::size_t kEntriesMax = 100'000;

// IANA names only: no path leaves the folder.
bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > 64 || name.front() < 'A' || name.front() > 'Z') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '_' || c == '-' || c == '+';
  });
}

// Big-endian numbers from a checked span; past the end they are 0 and `ok` is false.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
  bool ok() const { return ok_; }
  std::string_view rest() const { return bytes_; }

  std::string_view take(std::size_t count) {
    if (count > bytes_.size()) {
      ok_ = false;
      bytes_ = {};
      return {};
    }
    const auto taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }

  std::int64_t number(std::size_t width) {
    std::uint64_t value = 0;
    for (const char c : take(width)) value = (value << 8) | static_cast<unsigned char>(c);
    return width == 4 ? static_cast<std::int32_t>(static_cast<std::uint32_t>(value))
                      : static_cast<std::int64_t>(value);
  }

 private:
  std::string_view bytes_;
  bool ok_ = true;
};

struct Counts {
  std::size_t utc_flags = 0;
  std::size_t standard_flags = 0;
  std::size_t leaps = 0;
  std::size_t times = 0;
  std::size_t types = 0;
  std::size_t letters = 0;
};

bool read_counts(Bytes& bytes, Counts& counts, char& version) {
  const auto magic = bytes.take(4);
  const auto version_text = bytes.take(1);
  bytes.take(15);
  for (auto* count : {&counts.utc_flags, &counts.standard_flags, &counts.leaps, &counts.times, &counts.types,
                      &counts.letters}) {
    *count = static_cast<std::size_t>(bytes.number(4));
    if (*count > kEntriesMax) return false;
  }
  if (!bytes.ok() || magic != "TZif") return false;
  version = version_text.front();
  return counts.types > 0;
}

std::size_t body_bytes(const Counts& c, std::size_t time_width) {
  return c.times * (time_width + 1) + c.types * 6 + c.letters + c.leaps * (time_width + 4) +
         c.standard_flags + c.utc_flags;
}

// "-3", "5:30" or "01:30:00" with an optional sign, in seconds.
std::optional<std::int64_t> scan_rule_time(Scanner& scanner) {
  const bool negative = scanner.take('-');
  if (!negative) scanner.take('+');
  std::int64_t seconds = 0;
  std::int64_t unit = 3600;
  do {
    const auto part = number_of(scanner.take_digits());
    if (!part || *part > 200) return std::nullopt;
    seconds += *part * unit;
    unit /= 60;
  } while (unit > 0 && scanner.take(':'));
  return negative ? -seconds : seconds;
}

// "CET" or "<+0330>"
bool skip_rule_name(Scanner& scanner) {
  const bool bracketed = scanner.take('<');
  std::size_t length = 0;
  while (!scanner.done()) {
    const char c = scanner.peek();
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool more = bracketed ? c != '>' : letter;
    if (!more) break;
    scanner.take(c);
    ++length;
  }
  return length > 0 && (!bracketed || scanner.take('>'));
}

std::optional<int> scan_small_number(Scanner& scanner) {
  const auto number = number_of(scanner.take_digits());
  if (!number || *number > 366) return std::nullopt;
  return static_cast<int>(*number);
}

}  // namespace

std::optional<Zone::Rule> Zone::read_rule(std::string_view text) {
  Scanner scanner(text);
  Rule rule;
  if (!skip_rule_name(scanner)) return std::nullopt;
  const auto standard = scan_rule_time(scanner);
  if (!standard) return std::nullopt;
  rule.standard_offset = static_cast<std::int32_t>(-*standard);
  if (scanner.done()) return rule;
  if (!skip_rule_name(scanner)) return std::nullopt;
  rule.has_summer = true;
  rule.summer_offset = rule.standard_offset + 3600;
  if (scanner.peek() != ',') {
    const auto summer = scan_rule_time(scanner);
    if (!summer) return std::nullopt;
    rule.summer_offset = static_cast<std::int32_t>(-*summer);
  }
  for (auto* day : {&rule.begin, &rule.end}) {
    if (!scanner.take(',')) return std::nullopt;
    day->form = scanner.take('M') ? 'M' : scanner.take('J') ? 'J' : 'N';
    for (auto* field : {&day->month, &day->week}) {
      if (day->form != 'M') break;
      const auto number = scan_small_number(scanner);
      if (!number || !scanner.take('.')) return std::nullopt;
      *field = *number;
    }
    const auto number = scan_small_number(scanner);
    if (!number || (day->form == 'M' && (day->month < 1 || day->month > 12 || *number > 6)))
      return std::nullopt;
    day->day = *number;
    if (!scanner.take('/')) continue;
    const auto seconds = scan_rule_time(scanner);
    if (!seconds) return std::nullopt;
    day->seconds = *seconds;
  }
  return scanner.done() ? std::optional(rule) : std::nullopt;
}

std::int64_t Zone::local_seconds_of(const YearlyDay& day, std::int64_t year) {
  const auto year_number = static_cast<std::int32_t>(year);
  std::int64_t days = to_days(Date{year_number, 1, 1});
  if (day.form == 'N') {
    days += day.day;
  } else if (day.form == 'J') {
    days += day.day - 1 + (is_leap_year(year) && day.day >= 60 ? 1 : 0);
  } else {
    const Date first{year_number, static_cast<std::uint8_t>(day.month), 1};
    const int first_weekday = day_of_week(first) % 7;  // 0 = Sunday, as POSIX counts
    int in_month = (day.day - first_weekday + 7) % 7 + (day.week - 1) * 7;
    while (in_month >= days_in_month(year, day.month)) in_month -= 7;
    days = to_days(first) + in_month;
  }
  return days * 86'400 + day.seconds;
}

std::int32_t Zone::offset_by_rule(std::int64_t utc_seconds) const {
  if (!rule_->has_summer) return rule_->standard_offset;
  const auto local = from_local_seconds(utc_seconds + rule_->standard_offset, 0);
  if (!local) return rule_->standard_offset;
  const std::int64_t year = local->date.year;
  const std::int64_t begin = local_seconds_of(rule_->begin, year) - rule_->standard_offset;
  const std::int64_t end = local_seconds_of(rule_->end, year) - rule_->summer_offset;
  // South of the equator summer time spans the new year.
  const bool summer =
      begin < end ? utc_seconds >= begin && utc_seconds < end : utc_seconds >= begin || utc_seconds < end;
  return summer ? rule_->summer_offset : rule_->standard_offset;
}

std::optional<Zone> Zone::read(std::string_view text) {
  Bytes bytes(text);
  Counts counts;
  char version = 0;
  if (!read_counts(bytes, counts, version)) return std::nullopt;
  std::size_t time_width = 4;
  if (version >= '2') {  // the second block has 64-bit times
    bytes.take(body_bytes(counts, 4));
    if (!read_counts(bytes, counts, version)) return std::nullopt;
    time_width = 8;
  }
  Zone zone;
  for (std::size_t i = 0; i < counts.times; ++i) zone.transitions_.push_back({bytes.number(time_width), 0});
  const auto type_of = bytes.take(counts.times);
  std::vector<std::int32_t> offsets;
  for (std::size_t i = 0; i < counts.types; ++i) {
    offsets.push_back(static_cast<std::int32_t>(bytes.number(4)));
    bytes.take(2);
  }
  bytes.take(counts.letters + counts.leaps * (time_width + 4) + counts.standard_flags + counts.utc_flags);
  if (!bytes.ok()) return std::nullopt;
  zone.first_offset_ = offsets.front();
  for (std::size_t i = 0; i < counts.times; ++i) {
    const auto type = static_cast<unsigned char>(type_of[i]);
    if (type >= offsets.size()) return std::nullopt;
    zone.transitions_[i].offset_seconds = offsets[type];
  }
  auto footer = bytes.rest();
  if (time_width == 8 && footer.size() > 2)
    zone.rule_ = read_rule(footer.substr(1, footer.find('\n', 1) - 1));
  return zone;
}

/// All zones of the computer, read once: a decision may ask for the same zone a million times.
const std::map<std::string, Zone, std::less<>>& Zone::all() {
  static const std::map<std::string, Zone, std::less<>> kZones = [] {
    std::map<std::string, Zone, std::less<>> zones{{"UTC", Zone()}, {"Etc/UTC", Zone()}};
    std::error_code ignored;
    const std::filesystem::path folder = kZoneFolder;
    for (std::filesystem::recursive_directory_iterator entry(folder, ignored), end; entry != end;
         entry.increment(ignored)) {
      const std::string name = entry->path().lexically_relative(folder).generic_string();
      if (!is_zone_name(name)) {
        entry.disable_recursion_pending();
        continue;
      }
      if (!entry->is_regular_file(ignored)) continue;
      const auto bytes = base::read_file(entry->path(), kZoneBytesMax);
      if (!bytes) continue;
      if (auto zone = read(*bytes)) zones.try_emplace(name, std::move(*zone));
    }
    return zones;
  }();
  return kZones;
}

const Zone* Zone::find(std::string_view name) {
  const auto found = all().find(name);
  return found == all().end() ? nullptr : &found->second;
}

std::int32_t Zone::offset_at(std::int64_t utc_seconds) const {
  const auto after = std::upper_bound(
      transitions_.begin(), transitions_.end(), utc_seconds,
      [](std::int64_t seconds, const Transition& transition) { return seconds < transition.utc_seconds; });
  if (after == transitions_.end() && rule_) return offset_by_rule(utc_seconds);
  return after == transitions_.begin() ? first_offset_ : std::prev(after)->offset_seconds;
}

std::int32_t Zone::offset_at_local(std::int64_t local_seconds) const {
  // Offsets stay within a day, so those a day earlier and later are the ones before and after any change.
  constexpr std::int64_t kDay = 86'400;
  const std::int32_t before = offset_at(local_seconds - kDay);
  if (offset_at(local_seconds - before) == before) return before;
  const std::int32_t after = offset_at(local_seconds + kDay);
  return offset_at(local_seconds - after) == after ? after : before;
}

bool is_known_zone(std::string_view name) { return Zone::find(name) != nullptr; }

std::optional<std::int32_t> offset_seconds(std::string_view zone, const DateTime& local) {
  const Zone* const known = Zone::find(zone);
  if (known == nullptr) return std::nullopt;
  return known->offset_at_local(local_seconds(local));
}

}  // namespace chuhai::calendar
