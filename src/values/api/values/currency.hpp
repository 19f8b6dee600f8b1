#pragma once

#include <compare>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/result.hpp"

namespace chuhai::values {

/// A currency and the number of decimals of its smallest unit.
/// Source: ISO 4217 table A.1 (minor unit column), edition of 2024.
class Currency {
 public:
  /// Reads an alphabetic code in any case ("USD"), a name ("US dollar", "美元", "人民币") or a sign of one
  /// currency ("RMB", "元", "US$", "€").
  /// Errors: not_found/unknown_currency; invalid/ambiguous_currency for "$" and "¥", which several share.
  static base::Result<Currency> parse(std::string_view text);

  /// The currency of a code written in our own code; an unknown code is a bug (assertion).
  static Currency of(std::string_view code);

  /// All currencies known, ordered by code.
  static std::vector<Currency> all();

  std::string_view code() const;
  int minor_digits() const;  ///< decimals of the minor unit: 2 for USD, 0 for JPY, 3 for KWD
  base::Text name() const;

  bool operator==(const Currency&) const = default;
  auto operator<=>(const Currency&) const = default;  ///< by code

 private:
  explicit Currency(std::uint8_t index) : index_(index) {}
  std::uint8_t index_;
};

}  // namespace chuhai::values
