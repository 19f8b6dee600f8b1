#include "cell_render.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <string>

#include "base/text.hpp"
#include "calendar/calendar.hpp"

namespace chuhai::table {
namespace {

constexpr int kSignificantDigits = 15;
constexpr std::int64_t kSecondsADay = 86'400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// True for "-12" or "12.5" that needs no rewriting: at most 15 significant digits, or an integer.
bool is_plain(std::string_view stored) {
  const bool is_negative = stored.starts_with('-');
  if (is_negative) stored.remove_prefix(1);
  const std::size_t point = stored.find('.');
  const std::string_view whole = stored.substr(0, point);
  if (whole.empty() || !std::all_of(whole.begin(), whole.end(), is_digit)) return false;
  if (whole.size() > 1 && whole.front() == '0') return false;
  if (point == std::string_view::npos) return whole != "0" || !is_negative;
  const std::string_view fraction = stored.substr(point + 1);
  if (fraction.empty() || fraction.back() == '0') return false;
  if (!std::all_of(fraction.begin(), fraction.end(), is_digit)) return false;
  const std::size_t leading_zeros =
      whole == "0" ? 1 + std::min(fraction.find_first_not_of('0'), fraction.size()) : 0;
  return whole.size() + fraction.size() - leading_zeros <= kSignificantDigits;
}

bool to_double(std::string_view stored, double& value) {
  if (stored.starts_with('+')) stored.remove_prefix(1);
  const auto [end, failure] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
  return failure == std::errc() && end == stored.data() + stored.size() && std::isfinite(value);
}

/// Digits and power of ten of "d.ddde+xx".
std::string plain_from_scientific(std::string_view text) {
  const std::size_t mark = text.find('e');
  int exponent = 0;
  const std::string_view power = text.substr(mark + (text[mark + 1] == '+' ? 2 : 1));
  std::from_chars(power.data(), power.data() + power.size(), exponent);
  std::string digits;
  const bool is_negative = text.front() == '-';
  for (const char c : text.substr(0, mark)) {
    if (is_digit(c)) digits += c;
  }
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  if (digits == "0") return digits;
  if (exponent < 0) {
    digits.insert(0, static_cast<std::size_t>(-exponent), '0');
    digits.insert(1, ".");
  } else if (digits.size() <= static_cast<std::size_t>(exponent)) {
    digits.append(static_cast<std::size_t>(exponent) + 1 - digits.size(), '0');
  } else if (digits.size() > static_cast<std::size_t>(exponent) + 1) {
    digits.insert(static_cast<std::size_t>(exponent) + 1, ".");
  }
  return is_negative ? "-" + digits : digits;
}

std::string_view render_double(double value, TextArena& arena) {
  std::array<char, 64> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                     std::chars_format::scientific, kSignificantDigits - 1);
  return arena.store(
      plain_from_scientific({buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data())}));
}

/// Drops what is shown literally (quotes, escapes, fillers) and the colour, locale and condition brackets;
/// keeps [h], [m] and [s].
std::string active_letters(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', i), code.size());
      const std::string inside = base::to_lower_ascii(code.substr(i + 1, end - i - 1));
      if (!inside.empty() && inside.find_first_not_of(inside[0]) == std::string::npos &&
          std::string_view("hms").find(inside[0]) != std::string_view::npos) {
        out += '[';
        out += inside[0];
      }
      i = end;
    } else {
      out += c;
    }
  }
  return base::to_lower_ascii(out);
}

std::string time_text(std::int64_t seconds) {
  std::array<char, 48> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%02lld:%02lld:%02lld", static_cast<long long>(seconds / 3600),
                static_cast<long long>(seconds / 60 % 60), static_cast<long long>(seconds % 60));
  return buffer.data();
}

/// The date of a serial day; the 1900 system counts a 29 February 1900 that never was.
std::string serial_date_text(std::int64_t days, bool is_1904) {
  constexpr std::int64_t kDays1904 = -24'107;       // 1904-01-01
  constexpr std::int64_t kDaysBeforeGap = -25'568;  // 1899-12-31
  constexpr std::int64_t kGapSerial = 60;
  if (is_1904) return calendar::to_string(calendar::from_days(kDays1904 + days));
  if (days == kGapSerial) return "1900-02-29";
  return calendar::to_string(calendar::from_days(kDaysBeforeGap + days - (days > kGapSerial ? 1 : 0)));
}

}  // namespace

FormatClass class_of_builtin_format(std::uint32_t number) {
  if (number == 22) return FormatClass::date_time;
  if ((number >= 18 && number <= 21) || (number >= 32 && number <= 35)) return FormatClass::time;
  if (number == 45 || number == 47) return FormatClass::time;
  if (number == 46) return FormatClass::elapsed;
  const bool is_date =
      (number >= 14 && number <= 17) || (number >= 27 && number <= 36) || (number >= 50 && number <= 58);
  return is_date ? FormatClass::date : FormatClass::number;
}

FormatClass class_of_format_code(std::string_view code) {
  const std::string letters = active_letters(code);
  if (letters == "general" || letters.find('@') != std::string::npos) return FormatClass::number;
  if (letters.find('[') != std::string::npos) return FormatClass::elapsed;
  const bool has_date = letters.find_first_of("yd") != std::string::npos;
  const bool has_time = letters.find_first_of("hs") != std::string::npos;
  if (has_date) return has_time ? FormatClass::date_time : FormatClass::date;
  if (has_time) return FormatClass::time;
  return letters.find('m') != std::string::npos ? FormatClass::date : FormatClass::number;
}

std::string_view render_number(std::string_view stored, TextArena& arena) {
  stored = base::trim(stored);
  if (is_plain(stored)) return stored;
  double value = 0;
  if (!to_double(stored, value)) return {};
  return render_double(value, arena);
}

RenderedCell render_formatted(std::string_view stored, FormatClass format, bool is_1904, TextArena& arena) {
  constexpr double kSerialMax = 2'958'466;  // the day after 9999-12-31 in the 1900 system
  const RenderedCell as_number{render_number(stored, arena), CellKind::number};
  double serial = 0;
  if (format == FormatClass::number || !to_double(base::trim(stored), serial)) return as_number;
  if (serial < 0 || serial >= kSerialMax - (is_1904 ? 1462 : 0)) return as_number;
  const auto seconds = static_cast<std::int64_t>(std::llround(serial * static_cast<double>(kSecondsADay)));
  if (format == FormatClass::elapsed) return {arena.store(time_text(seconds)), CellKind::text};
  const std::int64_t days =
      format == FormatClass::date ? static_cast<std::int64_t>(serial) : seconds / kSecondsADay;
  const std::int64_t rest = seconds % kSecondsADay;
  const bool has_day = days > 0 || (is_1904 && format != FormatClass::time);
  if (!has_day) {
    if (format == FormatClass::date) return as_number;
    return {arena.store(time_text(rest)), CellKind::date};
  }
  std::string text = serial_date_text(days, is_1904);
  const bool shows_time = format != FormatClass::date && rest != 0;
  if (shows_time) text += " " + time_text(rest);
  return {arena.store(text), CellKind::date};
}

}  // namespace chuhai::table
