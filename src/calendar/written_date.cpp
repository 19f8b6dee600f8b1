#include <array>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "calendar/calendar.hpp"
#include "scanner.hpp"

// A written date is cut into a shape and its numbers: "5-Mar-2018" is the shape "N-W-N" with 5, 3, 2018.
// Each shape says which number is the year, so that no spelling is tried on text meant for another.

namespace chuhai::calendar {

namespace {

struct Number {
  int value = 0;
  std::size_t digits = 0;
  bool is_year() const { return digits == 4 && value >= 1000; }
  bool is_short() const { return digits <= 2; }
};

struct Shape {
  std::string pattern;  // N number, W month name, y m d 年月日, else the separator itself
  std::vector<Number> numbers;
  int month = 0;  // of the month name
};

constexpr std::size_t kTextMax = 64;  // no spelling is longer

base::Error not_a_written_date(std::string_view text) {
  return found_instead("not_a_date", text, "is not a date; write it like 2018-03-05, 2018-03 or 2018",
                       "不是日期；请写成 2018-03-05、2018-03 或 2018");
}

base::Error ambiguous(std::string_view text) {
  return found_instead("ambiguous_date", text,
                       "can be read in two ways; write the year first with four digits, like 2018-03-05",
                       "有两种读法；请把四位数的年份写在前面，例如 2018-03-05");
}

int month_of_name(std::string_view lower) {
  constexpr std::array<std::string_view, 12> kNames = {"january",   "february", "march",    "april",
                                                       "may",       "june",     "july",     "august",
                                                       "september", "october",  "november", "december"};
  if (lower == "sept") return 9;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (lower == kNames[i] || lower == kNames[i].substr(0, 3)) return static_cast<int>(i) + 1;
  }
  return 0;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Hours, minutes, optional seconds and fraction, optional am/pm, optional zone: all of `text`.
bool is_time_of_day(std::string_view text) {
  Scanner scanner(text);
  const auto hour = scanner.take_digits();
  if (hour.empty() || hour.size() > 2 || !scanner.take(':') || !scanner.take_two_digits()) return false;
  if (scanner.take(':')) {
    if (!scanner.take_two_digits()) return false;
    if (scanner.take('.') && scanner.take_digits().empty()) return false;
  }
  const std::string tail = base::to_lower_ascii(base::trim(scanner.rest()));
  if (tail.empty() || tail == "z" || tail == "am" || tail == "pm" || tail == "utc" || tail == "gmt")
    return true;
  if (tail.front() != '+' && tail.front() != '-') return false;
  Scanner zone(std::string_view(tail).substr(1));
  const auto digits = zone.take_digits();
  if (digits.size() == 4 && zone.done()) return true;
  return digits.size() == 2 && (zone.done() || (zone.take(':') && zone.take_two_digits() && zone.done()));
}

// The part before a trailing time of day; all of it when there is none, nothing when the rest is no time.
std::string_view without_time(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return text;
  std::size_t start = colon;
  while (start > 0 && text[start - 1] >= '0' && text[start - 1] <= '9') --start;
  if (start == 0 || !is_time_of_day(text.substr(start))) return {};
  const char before = text[start - 1];
  // After 日 a time may follow without a space.
  if (before != ' ' && before != 'T' && (static_cast<unsigned char>(before) & 0x80) == 0) return {};
  return base::trim(text.substr(0, before == 'T' ? start - 1 : start));
}

char sign_of(std::string_view text, std::size_t& length) {
  constexpr std::array<std::pair<std::string_view, char>, 7> kSigns = {
      {{"年", 'y'}, {"月", 'm'}, {"日", 'd'}, {"号", 'd'}, {"號", 'd'}, {"–", '-'}, {"、", ','}}};
  for (const auto& [sign, code] : kSigns) {
    if (!text.starts_with(sign)) continue;
    length = sign.size();
    return code;
  }
  length = 1;
  const char c = text.front();
  return c == '-' || c == '/' || c == '.' || c == ',' || c == ' ' ? c : '\0';
}

bool read_word(std::string_view& rest, Shape& shape) {
  std::size_t length = 0;
  while (length < rest.size() && is_letter(rest[length])) ++length;
  const std::string word = base::to_lower_ascii(rest.substr(0, length));
  rest.remove_prefix(length);
  if (word == "of") return true;
  const bool ordinal = word == "st" || word == "nd" || word == "rd" || word == "th";
  if (ordinal) return !shape.pattern.empty() && shape.pattern.back() == 'N';
  if (shape.month != 0) return false;
  shape.month = month_of_name(word);
  shape.pattern.push_back('W');
  // "Mar." with the point of an abbreviation
  if (rest.starts_with(". ")) rest.remove_prefix(1);
  return shape.month != 0;
}

// Spaces count only between two numbers or words.
void add_sign(char sign, Shape& shape) {
  const bool after_sign =
      !shape.pattern.empty() && shape.pattern.back() != 'N' && shape.pattern.back() != 'W';
  if (sign == ' ' && after_sign) return;
  if (!shape.pattern.empty() && shape.pattern.back() == ' ') shape.pattern.pop_back();
  shape.pattern.push_back(sign);
}

std::optional<Shape> shape_of(std::string_view rest) {
  Shape shape;
  while (!rest.empty()) {
    Scanner scanner(rest);
    const auto digits = scanner.take_digits();
    if (!digits.empty()) {
      if (digits.size() > 8 || shape.numbers.size() == 3) return std::nullopt;
      shape.numbers.push_back({static_cast<int>(*number_of(digits)), digits.size()});
      shape.pattern.push_back('N');
      rest = scanner.rest();
    } else if (is_letter(rest.front())) {
      if (!read_word(rest, shape)) return std::nullopt;
    } else {
      std::size_t length = 0;
      const char sign = sign_of(rest, length);
      if (sign == '\0') return std::nullopt;
      add_sign(sign, shape);
      rest.remove_prefix(length);
    }
  }
  return shape;
}

std::optional<WrittenDate> on_day(int year, int month, int day) {
  const auto date = make_date(year, month, day);
  if (!date) return std::nullopt;
  return WrittenDate{*date, Precision::day};
}

std::optional<WrittenDate> in_month(int year, int month) {
  const auto date = make_date(year, month, 1);
  if (!date) return std::nullopt;
  return WrittenDate{*date, Precision::month};
}

std::optional<WrittenDate> read_single(const Number& number, bool with_year_sign) {
  if (number.is_year()) return WrittenDate{Date{number.value, 1, 1}, Precision::year};
  if (number.digits != 8 || with_year_sign || number.value < 10'000'000) return std::nullopt;
  return on_day(number.value / 10'000, number.value / 100 % 100, number.value % 100);
}

std::optional<WrittenDate> read_pair(const Number& a, const Number& b) {
  if (a.is_year() && b.is_short()) return in_month(a.value, b.value);
  if (a.is_short() && b.is_year()) return in_month(b.value, a.value);
  return std::nullopt;
}

base::Result<WrittenDate> read_year_last(std::string_view text, const Shape& shape, Order order) {
  const int first = shape.numbers[0].value;
  const int second = shape.numbers[1].value;
  const int year = shape.numbers[2].value;
  const auto month_first = on_day(year, first, second);
  const auto day_first = on_day(year, second, first);
  const auto& chosen = order == Order::month_first                             ? month_first
                       : order == Order::day_first || !month_first.has_value() ? day_first
                                                                               : month_first;
  if (!chosen) return not_a_written_date(text);
  const bool two_readings = month_first && day_first && first != second;
  if (order == Order::unknown && two_readings) return ambiguous(text);
  return *chosen;
}

base::Result<WrittenDate> read_triple(std::string_view text, const Shape& shape, Order order) {
  const auto& n = shape.numbers;
  if (n[0].is_year() && n[1].is_short() && n[2].is_short()) {
    const auto written = on_day(n[0].value, n[1].value, n[2].value);
    if (!written) return not_a_written_date(text);
    return *written;
  }
  if (n[0].is_short() && n[1].is_short() && n[2].is_year()) return read_year_last(text, shape, order);
  if (n[0].is_short() && n[1].is_short() && n[2].digits == 2) return ambiguous(text);
  return not_a_written_date(text);
}

// One month name with the year, and perhaps the day, around it.
base::Result<WrittenDate> read_named_month(std::string_view text, const Shape& shape) {
  std::size_t signs_in_a_row = 0;
  for (const char c : shape.pattern) {
    const bool sign = c != 'N' && c != 'W';
    signs_in_a_row = sign ? signs_in_a_row + 1 : 0;
    if (signs_in_a_row > 1 || c == 'y' || c == 'm' || c == 'd') return not_a_written_date(text);
  }
  const auto& n = shape.numbers;
  std::optional<WrittenDate> written;
  if (n.size() == 1 && n[0].is_year()) written = in_month(n[0].value, shape.month);
  if (n.size() == 2) {
    if (n[0].is_short() && n[1].is_year()) written = on_day(n[1].value, shape.month, n[0].value);
    if (n[0].is_year() && n[1].is_short()) written = on_day(n[0].value, shape.month, n[1].value);
    if (n[0].digits == 2 && n[1].digits == 2) return ambiguous(text);
  }
  if (!written) return not_a_written_date(text);
  return *written;
}

bool is_one_of(std::string_view pattern, std::initializer_list<std::string_view> allowed) {
  for (const auto candidate : allowed) {
    if (candidate == pattern) return true;
  }
  return false;
}

}  // namespace

base::Result<WrittenDate> parse_written_date(std::string_view text, Order order) {
  const std::string plain = base::to_half_width(base::trim(text));
  const auto date_part = without_time(base::trim(plain));
  if (date_part.empty() || date_part.size() > kTextMax) return not_a_written_date(text);
  const auto shape = shape_of(date_part);
  if (!shape) return not_a_written_date(text);
  if (shape->month != 0) return read_named_month(text, *shape);
  const std::string& pattern = shape->pattern;
  if (is_one_of(pattern, {"N-N-N", "N/N/N", "N.N.N"})) return read_triple(text, *shape, order);
  std::optional<WrittenDate> written;
  if (is_one_of(pattern, {"N", "Ny"})) written = read_single(shape->numbers[0], pattern == "Ny");
  if (is_one_of(pattern, {"N-N", "N/N", "N.N"})) written = read_pair(shape->numbers[0], shape->numbers[1]);
  if (is_one_of(pattern, {"NyNm", "NyN"}) && shape->numbers[0].is_year()) {
    written = read_pair(shape->numbers[0], shape->numbers[1]);
  }
  if (is_one_of(pattern, {"NyNmNd", "NyNmN"}) && shape->numbers[0].is_year()) {
    return read_triple(text, *shape, order);
  }
  if (!written) return not_a_written_date(text);
  return *written;
}

}  // namespace chuhai::calendar
