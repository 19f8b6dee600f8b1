#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace chuhai::calendar {

/// Reads fixed shapes from the front of a text. Every function leaves the text alone when it fails.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool take(char c) {
    if (peek() != c || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// The run of ASCII digits at the front, taken.
  std::string_view take_digits() {
    std::size_t count = 0;
    while (count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    const auto digits = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return digits;
  }

  /// Exactly two digits, not followed by a third.
  std::optional<int> take_two_digits() {
    Scanner ahead = *this;
    const auto digits = ahead.take_digits();
    if (digits.size() != 2) return std::nullopt;
    *this = ahead;
    return (digits[0] - '0') * 10 + (digits[1] - '0');
  }

 private:
  std::string_view rest_;
};

/// The digits as a number; no value beyond 64 bits. An empty text is no number.
std::optional<std::int64_t> number_of(std::string_view digits);

/// An `invalid` refusal that quotes what was found.
base::Error found_instead(std::string code, std::string_view found, const std::string& expected_en,
                          const std::string& expected_zh);

}  // namespace chuhai::calendar
