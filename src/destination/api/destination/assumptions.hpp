#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "decimal/decimal.hpp"
#include "values/currency.hpp"

namespace chuhai::destination {

/// How a machine gets to a country, and what that is assumed to cost.
struct Route {
  base::Text sea;  ///< "East Africa"
  decimal::Decimal sea_usd_per_t;
  base::Text inland;  ///< "Mombasa to Kampala by road", empty when the country has a port
  std::optional<decimal::Decimal> inland_usd_per_t;
};

/// Figures that no rule states and every landed cost needs: rough ones of our own, each to be replaced by a
/// quotation. Immutable.
struct CostAssumptions {
  base::Text text;                   ///< all of them in words, for every output
  decimal::Decimal premium_percent;  ///< insurance premium, of the insured sum
  decimal::Decimal insured_percent;  ///< insured sum, of the CIF price
  calendar::Date rates_as_of;        ///< day of the exchange rates
  std::string rates_source;
  std::map<std::string, decimal::Decimal, std::less<>> cny_per_unit;  ///< by ISO 4217 code
  std::map<std::string, Route, std::less<>> routes;                   ///< by ISO 3166 alpha-2 code, or "EU"

  /// Reads a file like rules/common/landed-cost.toml.
  /// Errors: not_found, invalid/toml_syntax, invalid/cost_assumptions with file, line and key (missing or
  /// negative figure, unknown currency, a country named twice, an inland leg without sea route).
  static base::Result<CostAssumptions> load(const std::filesystem::path& file);

  /// The route to a country; null when none is assumed.
  const Route* route(std::string_view country) const;
  /// CNY for one unit of a currency, 1 for CNY itself; none when no rate is assumed.
  std::optional<decimal::Decimal> rate_of(std::string_view currency) const;
};

}  // namespace chuhai::destination
