#include "calendar/calendar.hpp"
#include "scanner.hpp"

namespace chuhai::calendar {

namespace {

std::optional<Date> scan_iso_date(std::string_view text) {
  Scanner scanner(text);
  const bool negative = scanner.take('-');
  const auto year_digits = scanner.take_digits();
  if (year_digits.size() < 4 || year_digits.size() > 9) return std::nullopt;
  if (year_digits.size() > 4 && year_digits.front() == '0') return std::nullopt;
  if (!scanner.take('-')) return std::nullopt;
  const auto month = scanner.take_two_digits();
  if (!month || !scanner.take('-')) return std::nullopt;
  const auto day = scanner.take_two_digits();
  if (!day || !scanner.done()) return std::nullopt;
  const std::int64_t year = *number_of(year_digits);
  if (negative && year == 0) return std::nullopt;
  return make_date(negative ? -year : year, *month, *day);
}

std::string padded(std::int64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

}  // namespace

base::Result<Date> parse_date(std::string_view text) {
  const auto date = scan_iso_date(text);
  if (date) return *date;
  return found_instead("not_a_date", text, "is not a date that exists; write year-month-day, like 2026-11-24",
                       "不是有效日期；请写成 年-月-日，例如 2026-11-24");
}

std::string to_string(const Date& date) {
  const std::int64_t year = date.year;
  return (year < 0 ? "-" : "") + padded(year < 0 ? -year : year, 4) + "-" + padded(date.month, 2) + "-" +
         padded(date.day, 2);
}

}  // namespace chuhai::calendar
