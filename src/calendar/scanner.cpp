#include "scanner.hpp"

#include <utility>

namespace chuhai::calendar {

std::optional<std::int64_t> number_of(std::string_view digits) {
  if (digits.empty()) return std::nullopt;
  std::int64_t value = 0;
  for (const char digit : digits) {
    if (__builtin_mul_overflow(value, std::int64_t{10}, &value)) return std::nullopt;
    if (__builtin_add_overflow(value, std::int64_t{digit - '0'}, &value)) return std::nullopt;
  }
  return value;
}

base::Error found_instead(std::string code, std::string_view found, const std::string& expected_en,
                          const std::string& expected_zh) {
  constexpr std::size_t kShown = 60;
  std::size_t end = found.size() < kShown ? found.size() : kShown;
  while (end > 0 && end < found.size() && (static_cast<unsigned char>(found[end]) & 0xc0) == 0x80) --end;
  const std::string shown = "\"" + std::string(found.substr(0, end)) + (end < found.size() ? "…\"" : "\"");
  return base::Error{
      base::ErrorKind::invalid, std::move(code), {shown + " " + expected_en, shown + expected_zh}, {}};
}

}  // namespace chuhai::calendar
