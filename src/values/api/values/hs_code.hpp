#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"

namespace chuhai::values {

/// A goods code of the Harmonized System: 6 digits worldwide, or 8 or 10 with a country's own subdivisions.
/// Source: Convention on the Harmonized Commodity Description and Coding System; China's tariff has 8 digits
/// and 2 for supervision.
class HsCode {
 public:
  /// Reads "842952", "8429.52.12", "8429 5212 00". Chapters 01..97 (77 is reserved) and 98, 99 for national
  /// use. Errors: invalid/hs_code_not_digits, invalid/hs_code_length (5, 7 and 9 digits: probably a lost
  /// leading zero), invalid/hs_code_chapter.
  static base::Result<HsCode> parse(std::string_view text);

  const std::string& digits() const { return digits_; }                                   ///< "84295212"
  std::string_view chapter() const { return std::string_view(digits_).substr(0, 2); }     ///< "84"
  std::string_view heading() const { return std::string_view(digits_).substr(0, 4); }     ///< "8429"
  std::string_view subheading() const { return std::string_view(digits_).substr(0, 6); }  ///< "842952"
  std::string to_string() const;                                                          ///< "8429.52.12"

  /// True when the code lies under `prefix`, digits with or without points: "84", "8429", "8429.52".
  bool matches(std::string_view prefix) const;

  auto operator<=>(const HsCode&) const = default;

 private:
  explicit HsCode(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

}  // namespace chuhai::values
