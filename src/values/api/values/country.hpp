#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/result.hpp"

namespace chuhai::values {

/// A country or customs territory of ISO 3166-1. The European Union is included under its reserved code EU,
/// because it is one customs territory.
/// Source: ISO 3166-1:2020 with the reserved codes EU and EUE; names as used in trade, Chinese names as
/// in GB/T 2659.
class Country {
 public:
  /// Reads an alpha-2 or alpha-3 code in any case, or a usual English or Chinese name ("Viet Nam",
  /// "Vietnam", "越南", "UAE").
  /// Errors: not_found/unknown_country.
  static base::Result<Country> parse(std::string_view text);

  /// All countries known, ordered by alpha-2 code.
  static std::vector<Country> all();

  std::string_view code() const;    ///< alpha-2, "VN"
  std::string_view alpha3() const;  ///< "VNM"
  base::Text name() const;

  bool operator==(const Country&) const = default;
  auto operator<=>(const Country&) const = default;  ///< by alpha-2 code

 private:
  explicit Country(std::uint16_t index) : index_(index) {}
  std::uint16_t index_;
};

}  // namespace chuhai::values
