#include "calendar/lexical.hpp"

#include "calendar/zone.hpp"
#include "scanner.hpp"

namespace chuhai::calendar {

namespace {

constexpr std::int32_t kOffsetMax = 14 * 3600;
constexpr std::uint32_t kNanosecondsPerSecond = 1'000'000'000;

enum class TimeFault { none, shape, zone };

// Up to nine digits after the point, as nanoseconds. "3." means 3, as the standard's own suite expects.
std::optional<std::uint32_t> scan_fraction(Scanner& scanner, bool may_be_empty) {
  if (!scanner.take('.')) return 0;
  const auto digits = scanner.take_digits();
  if (digits.size() > 9 || (digits.empty() && !may_be_empty)) return std::nullopt;
  std::uint32_t nanosecond = 0;
  for (std::size_t i = 0; i < 9; ++i) {
    nanosecond = nanosecond * 10 + (i < digits.size() ? static_cast<std::uint32_t>(digits[i] - '0') : 0);
  }
  return nanosecond;
}

TimeFault scan_offset(Scanner& scanner, Time& time) {
  const bool negative = scanner.take('-');
  if (!negative && !scanner.take('+')) return TimeFault::shape;
  const auto hours = scanner.take_two_digits();
  if (!hours || !scanner.take(':')) return TimeFault::shape;
  const auto minutes = scanner.take_two_digits();
  if (!minutes || *minutes > 59) return TimeFault::shape;
  int seconds = 0;
  if (scanner.take(':')) {
    const auto written = scanner.take_two_digits();
    if (!written || *written > 59) return TimeFault::shape;
    seconds = *written;
  }
  const std::int32_t offset = *hours * 3600 + *minutes * 60 + seconds;
  if (offset > kOffsetMax) return TimeFault::shape;
  time.offset_seconds = negative ? -offset : offset;
  return scanner.done() ? TimeFault::none : TimeFault::shape;
}

TimeFault scan_zone(Scanner& scanner, Time& time) {
  if (scanner.done()) return TimeFault::none;
  if (scanner.take('Z')) {
    time.offset_seconds = 0;
    return scanner.done() ? TimeFault::none : TimeFault::shape;
  }
  if (!scanner.take('@')) return scan_offset(scanner, time);
  if (!is_known_zone(scanner.rest())) return TimeFault::zone;
  time.zone = std::string(scanner.rest());
  return TimeFault::none;
}

TimeFault scan_time(std::string_view text, Time& time) {
  Scanner scanner(text);
  const auto hour = scanner.take_two_digits();
  if (!hour || *hour > 23 || !scanner.take(':')) return TimeFault::shape;
  const auto minute = scanner.take_two_digits();
  if (!minute || *minute > 59 || !scanner.take(':')) return TimeFault::shape;
  const auto second = scanner.take_two_digits();
  if (!second || *second > 59) return TimeFault::shape;
  const auto nanosecond = scan_fraction(scanner, false);
  if (!nanosecond) return TimeFault::shape;
  time.hour = static_cast<std::uint8_t>(*hour);
  time.minute = static_cast<std::uint8_t>(*minute);
  time.second = static_cast<std::uint8_t>(*second);
  time.nanosecond = *nanosecond;
  return scan_zone(scanner, time);
}

base::Error unknown_zone(std::string_view text) {
  return found_instead("unknown_zone", text,
                       "names a time zone that this computer does not know; write an offset such as +08:00",
                       "中的时区本机不认识；请写成 +08:00 这样的时差");
}

base::Error not_a_duration(std::string_view text) {
  return found_instead("not_a_duration", text, "is not a duration; write it like P1DT2H30M or P1Y6M",
                       "不是时长；请写成 P1DT2H30M 或 P1Y6M");
}

base::Error duration_too_long(std::string_view text) {
  auto error =
      found_instead("duration_out_of_range", text, "is longer than any duration can be", "超出时长的范围");
  error.kind = base::ErrorKind::limit;
  return error;
}

enum class PartFault { none, absent, shape, range };

// Takes "12H" and adds 12 x unit to the total, when the number is followed by `letter`.
PartFault scan_part(Scanner& scanner, char letter, std::int64_t unit, std::int64_t& total) {
  Scanner ahead = scanner;
  const auto digits = ahead.take_digits();
  if (digits.empty() || !ahead.take(letter)) return PartFault::absent;
  scanner = ahead;
  const auto number = number_of(digits);
  std::int64_t product = 0;
  if (!number || __builtin_mul_overflow(*number, unit, &product)) return PartFault::range;
  return __builtin_add_overflow(total, product, &total) ? PartFault::range : PartFault::none;
}

PartFault scan_seconds(Scanner& scanner, std::int64_t& total, std::uint32_t& nanosecond) {
  Scanner ahead = scanner;
  const auto digits = ahead.take_digits();
  if (digits.empty()) return PartFault::absent;
  const auto fraction = scan_fraction(ahead, true);
  if (!fraction || !ahead.take('S')) return PartFault::shape;
  scanner = ahead;
  nanosecond = *fraction;
  const auto number = number_of(digits);
  return !number || __builtin_add_overflow(total, *number, &total) ? PartFault::range : PartFault::none;
}

struct Length {
  std::int64_t total = 0;
  std::uint32_t nanosecond = 0;
  bool any = false;
};

PartFault note(PartFault fault, Length& length) {
  if (fault == PartFault::absent) return PartFault::none;
  length.any = true;
  return fault;
}

PartFault scan_days(Scanner& scanner, Length& length) {
  if (const auto fault = note(scan_part(scanner, 'D', 86'400, length.total), length);
      fault != PartFault::none) {
    return fault;
  }
  if (!scanner.take('T')) return PartFault::none;
  length.any = false;  // something must follow the T
  for (const auto& [letter, unit] : {std::pair{'H', 3600}, std::pair{'M', 60}}) {
    const auto fault = note(scan_part(scanner, letter, unit, length.total), length);
    if (fault != PartFault::none) return fault;
  }
  return note(scan_seconds(scanner, length.total, length.nanosecond), length);
}

PartFault scan_months(Scanner& scanner, Length& length) {
  for (const auto& [letter, unit] : {std::pair{'Y', 12}, std::pair{'M', 1}}) {
    const auto fault = note(scan_part(scanner, letter, unit, length.total), length);
    if (fault != PartFault::none) return fault;
  }
  return PartFault::none;
}

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::string fraction_text(std::uint32_t nanosecond) {
  if (nanosecond == 0) return "";
  std::string digits = std::to_string(nanosecond);
  digits.insert(0, 9 - digits.size(), '0');
  while (digits.back() == '0') digits.pop_back();
  return "." + digits;
}

std::string offset_text(std::int32_t offset) {
  if (offset == 0) return "Z";
  const std::int32_t size = offset < 0 ? -offset : offset;
  std::string text = offset < 0 ? "-" : "+";
  text += two_digits(size / 3600) + ":" + two_digits(size / 60 % 60);
  if (size % 60 != 0) text += ":" + two_digits(size % 60);
  return text;
}

void append_part(std::string& text, std::uint64_t value, char letter) {
  if (value != 0) text += std::to_string(value) + letter;
}

std::uint64_t size_of(std::int64_t value) {
  return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

}  // namespace

base::Result<Time> parse_time(std::string_view text) {
  Time time;
  switch (scan_time(text, time)) {
    case TimeFault::none:
      return time;
    case TimeFault::zone:
      return unknown_zone(text);
    case TimeFault::shape:
      break;
  }
  return found_instead("not_a_time", text, "is not a time of day; write it like 08:30:00",
                       "不是有效时刻；请写成 08:30:00");
}

base::Result<DateTime> parse_date_time(std::string_view text) {
  const auto refusal = [&] {
    return found_instead("not_a_date_time", text, "is not a date and time; write it like 2026-11-24T08:30:00",
                         "不是有效的日期时间；请写成 2026-11-24T08:30:00");
  };
  const std::size_t mark = text.find('T');
  if (mark == std::string_view::npos) return refusal();
  const auto date = parse_date(text.substr(0, mark));
  if (!date) return refusal();
  Time time;
  const auto fault = scan_time(text.substr(mark + 1), time);
  if (fault == TimeFault::zone) return unknown_zone(text);
  if (fault == TimeFault::shape) return refusal();
  return DateTime{*date, time};
}

base::Result<DaysDuration> parse_days_duration(std::string_view text) {
  Scanner scanner(text);
  const bool negative = scanner.take('-');
  Length length;
  if (!scanner.take('P')) return not_a_duration(text);
  const auto fault = scan_days(scanner, length);
  if (fault == PartFault::range) return duration_too_long(text);
  if (fault != PartFault::none || !length.any || !scanner.done()) return not_a_duration(text);
  const auto nanosecond = static_cast<std::int32_t>(length.nanosecond);
  if (negative) return DaysDuration{-length.total, -nanosecond};
  return DaysDuration{length.total, nanosecond};
}

base::Result<MonthsDuration> parse_months_duration(std::string_view text) {
  Scanner scanner(text);
  const bool negative = scanner.take('-');
  Length length;
  if (!scanner.take('P')) return not_a_duration(text);
  const auto fault = scan_months(scanner, length);
  if (fault == PartFault::range) return duration_too_long(text);
  if (fault != PartFault::none || !length.any || !scanner.done()) return not_a_duration(text);
  return MonthsDuration{negative ? -length.total : length.total};
}

std::string to_string(const Time& time) {
  std::string text = two_digits(time.hour) + ":" + two_digits(time.minute) + ":" + two_digits(time.second);
  text += fraction_text(time.nanosecond % kNanosecondsPerSecond);
  if (!time.zone.empty()) return text + "@" + time.zone;
  return time.offset_seconds ? text + offset_text(*time.offset_seconds) : text;
}

std::string to_string(const DateTime& date_time) {
  return to_string(date_time.date) + "T" + to_string(date_time.time);
}

std::string to_string(const DaysDuration& duration) {
  const std::uint64_t size = size_of(duration.seconds);
  const auto nanosecond =
      static_cast<std::uint32_t>(duration.nanosecond < 0 ? -duration.nanosecond : duration.nanosecond);
  if (size == 0 && nanosecond == 0) return "PT0S";
  std::string text = duration.seconds < 0 || duration.nanosecond < 0 ? "-P" : "P";
  append_part(text, size / 86'400, 'D');
  if (size % 86'400 == 0 && nanosecond == 0) return text;
  text += "T";
  append_part(text, size / 3600 % 24, 'H');
  append_part(text, size / 60 % 60, 'M');
  if (size % 60 != 0 || nanosecond != 0) text += std::to_string(size % 60) + fraction_text(nanosecond) + "S";
  return text;
}

std::string to_string(const MonthsDuration& duration) {
  const std::uint64_t size = size_of(duration.months);
  if (size == 0) return "P0M";
  std::string text = duration.months < 0 ? "-P" : "P";
  append_part(text, size / 12, 'Y');
  append_part(text, size % 12, 'M');
  return text;
}

}  // namespace chuhai::calendar
