#include <algorithm>
#include <charconv>
#include <cmath>

#include "decimal/decimal.hpp"
#include "parts.hpp"

namespace chuhai::decimal {

namespace {

constexpr std::int64_t kExponentTextMax = 1'000'000'000;  // longer exponents mean the same: out of range
constexpr int kPlainDigitsMax = 40;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

base::Error text_error(base::ErrorKind kind, std::string code, const std::string& en, const std::string& zh) {
  return base::Error{kind, std::move(code), {en, zh}, {}};
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 60;
  std::size_t end = std::min(text.size(), kShown);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return "\"" + std::string(text.substr(0, end)) + (end < text.size() ? "…\"" : "\"");
}

base::Error not_a_number(std::string_view text) {
  return text_error(
      base::ErrorKind::invalid, "not_a_number",
      quoted(text) + " is not a number; write digits with at most one decimal point, like 1234.5",
      quoted(text) + " 不是数字；请只写数字和至多一个小数点，例如 1234.5");
}

base::Error too_precise(std::string_view text) {
  return text_error(base::ErrorKind::limit, "number_too_precise",
                    quoted(text) + " has more than 34 significant digits; shorten it",
                    quoted(text) + " 的有效数字超过 34 位；请缩短");
}

base::Error out_of_range(std::string_view text) {
  return text_error(base::ErrorKind::limit, "number_out_of_range",
                    quoted(text) + " is outside the range of numbers, 10^-6176 to 10^6145",
                    quoted(text) + " 超出可表示的范围（10^-6176 至 10^6145）");
}

struct Scanned {
  bool negative = false;
  std::string digits;  // significant: neither leading nor trailing zeros
  std::int64_t exponent = 0;
};

bool scan_exponent(std::string_view text, std::int64_t& exponent) {
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return false;
  for (const char c : text) {
    if (!is_digit(c)) return false;
    if (exponent < kExponentTextMax) exponent = exponent * 10 + (c - '0');
  }
  if (negative) exponent = -exponent;
  return true;
}

// Splits into sign, significant digits and exponent; false when the text is not a number.
bool scan_number(std::string_view text, Scanned& out) {
  if (!text.empty() && text[0] == '-') {
    out.negative = true;
    text.remove_prefix(1);
  }
  const std::size_t mark = text.find_first_of("eE");
  if (mark != std::string_view::npos) {
    if (!scan_exponent(text.substr(mark + 1), out.exponent)) return false;
    text = text.substr(0, mark);
  }
  const std::size_t point = text.find('.');
  if (text.empty() || point == text.size() - 1) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == point) continue;
    if (!is_digit(text[i])) return false;
    if (!out.digits.empty() || text[i] != '0') out.digits.push_back(text[i]);
  }
  if (point != std::string_view::npos) out.exponent -= static_cast<std::int64_t>(text.size() - 1 - point);
  return true;
}

// Drops zeros at the end that only stand in the way of 34 digits.
void shorten(Scanned& scanned) {
  while (scanned.digits.size() > kDigitsMax && scanned.digits.back() == '0') {
    scanned.digits.pop_back();
    ++scanned.exponent;
  }
}

Decimal zero_of(std::int64_t exponent) {
  Parts parts;
  parts.exponent = static_cast<int>(std::clamp<std::int64_t>(exponent, kExponentMin, kExponentMax));
  return parts.pack();
}

std::string digits_of(Uint128 value) {
  if (value == 0) return "0";
  std::string digits;
  for (; value != 0; value /= 10) digits.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string scientific(const std::string& digits, int exponent) {
  std::string text = digits.substr(0, 1);
  if (digits.size() > 1) text += "." + digits.substr(1);
  const int adjusted = exponent + static_cast<int>(digits.size()) - 1;
  return text + "E" + (adjusted < 0 ? "" : "+") + std::to_string(adjusted);
}

std::string print_parts(const Parts& parts) {
  std::string digits = digits_of(parts.coefficient);
  const std::string sign = parts.negative && parts.coefficient != 0 ? "-" : "";
  if (parts.coefficient == 0 && (parts.exponent > 0 || parts.exponent < -kPlainDigitsMax)) return "0";
  if (parts.exponent < -kPlainDigitsMax) return sign + scientific(digits, parts.exponent);
  if (parts.exponent >= 0) {
    if (parts.exponent + static_cast<int>(digits.size()) > kPlainDigitsMax) {
      return sign + scientific(digits, parts.exponent);
    }
    return sign + digits.append(static_cast<std::size_t>(parts.exponent), '0');
  }
  const auto fraction = static_cast<std::size_t>(-parts.exponent);
  if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
  digits.insert(digits.size() - fraction, 1, '.');
  return sign + digits;
}

}  // namespace

base::Result<Decimal> Decimal::parse(std::string_view text) {
  Scanned scanned;
  if (!scan_number(text, scanned)) return not_a_number(text);
  if (scanned.digits.empty()) return zero_of(scanned.exponent);
  shorten(scanned);
  if (scanned.digits.size() > kDigitsMax) return too_precise(text);
  if (scanned.exponent > kExponentMax + kDigitsMax) return out_of_range(text);
  // Zeros at the end may be given up to reach the smallest exponent; other digits may not.
  while (scanned.exponent < kExponentMin && scanned.digits.back() == '0') {
    scanned.digits.pop_back();
    ++scanned.exponent;
  }
  if (scanned.exponent < kExponentMin) return out_of_range(text);
  const Decimal value = from_digits(scanned.negative, scanned.digits, scanned.exponent, false);
  if (!value.is_finite()) return out_of_range(text);
  return value;
}

base::Result<Decimal> Decimal::parse_rounded(std::string_view text) {
  Scanned scanned;
  if (!scan_number(text, scanned)) return not_a_number(text);
  if (scanned.digits.empty()) return zero_of(scanned.exponent);
  shorten(scanned);
  const Decimal value = from_digits(scanned.negative, scanned.digits, scanned.exponent, false);
  if (!value.is_finite() || value.is_zero()) return out_of_range(text);
  return value;
}

base::Result<Decimal> Decimal::from_double(double value) {
  if (!std::isfinite(value))
    return not_a_number(std::isnan(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity");
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value);
  return parse(std::string_view(text, static_cast<std::size_t>(end.ptr - text)));
}

std::string Decimal::to_string() const {
  const Parts parts = Parts::of(*this);
  return parts.finite ? print_parts(parts) : "NaN";
}

std::string Decimal::to_plain_string() const {
  Parts parts = Parts::of(*this);
  if (!parts.finite) return "NaN";
  if (parts.coefficient == 0) return "0";
  if (parts.exponent < 0) parts.strip_zeros(0);
  return print_parts(parts);
}

}  // namespace chuhai::decimal
