#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "decimal/decimal.hpp"
#include "values/currency.hpp"

namespace chuhai::rulebook {

struct Source;

/// What a state charges on import, in the order in which it is computed.
enum class Levy : std::uint8_t { duty, surcharge, excise, fee, vat };
std::string_view to_string(Levy levy);
base::Text label(Levy levy);

/// What a levy is a percentage of.
enum class LevyBasis : std::uint8_t {
  customs_value,
  value_and_duty,    ///< customs value and the duties
  value_and_levies,  ///< customs value and every levy of a kind that is computed earlier
  duty,              ///< the duties alone
  fob,
  fixed,  ///< no percentage: an amount
};
std::string_view to_string(LevyBasis basis);
base::Text label(LevyBasis basis);

/// A rule of a pack's levies table, with its provenance.
struct LevyRule {
  std::string id;
  std::size_t row = 0;
  Levy levy = Levy::duty;
  LevyBasis basis = LevyBasis::customs_value;
  std::optional<decimal::Decimal> rate_percent;  ///< none: the rate is not known, or the basis is `fixed`
  std::optional<decimal::Decimal> amount;        ///< in units of `currency`; of basis `fixed` only
  std::optional<values::Currency> currency;
  base::Text text;
  std::vector<const Source*> sources;  ///< the one that carries the rule first; never empty

  const Source& source() const { return *sources.front(); }
};

/// A fact that was found in a source and that no rule of the pack expresses, with the reason.
struct NotRepresented {
  std::string fact;
  std::string source;  ///< its address
  base::Text reason;
};

}  // namespace chuhai::rulebook
