#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "decimal/decimal.hpp"
#include "destination/assumptions.hpp"
#include "rulebook/charges.hpp"
#include "values/money.hpp"

namespace chuhai::destination {

/// What the landed cost of one machine starts from. Absent means unknown, or for the last four: as assumed.
struct CostFacts {
  std::optional<values::Money> price;           ///< FOB, in CNY
  std::optional<values::Money> price_when_new;  ///< in CNY
  std::optional<std::int64_t> mass_g;           ///< grams
  std::optional<values::Money> freight;         ///< a quotation to the destination, in CNY
  std::optional<decimal::Decimal> freight_usd_per_t;
  std::optional<decimal::Decimal> premium_percent;
  std::optional<decimal::Decimal> cny_per_usd;
};

enum class LineKind : std::uint8_t {
  price,
  freight,
  inland,
  insurance,
  cif,            ///< sum of the lines above
  customs_value,  ///< what the levies are taken of; no part of the total
  levy,
  total
};
std::string_view to_string(LineKind kind);

/// One line of a landed cost.
struct CostLine {
  LineKind kind = LineKind::price;
  base::Text label;
  std::optional<values::Money> amount;  ///< in CNY; absent: open
  base::Text how;  ///< how it was reckoned, without amounts: "18 % of customs value and duty"
  std::optional<values::Money> basis;               ///< the amount a percentage was taken of
  const rulebook::LevyRule* levy = nullptr;         ///< lives as long as the pack
  const rulebook::ValueRule* value_rule = nullptr;  ///< that of the customs value, when the pack has one
  bool assumed = false;                             ///< rests on an assumption of ours
};

/// Why a total is open, and what would settle it.
struct OpenPoint {
  base::Text why;
  std::vector<std::string> missing;  ///< vocabulary paths; sorted
};

/// The indicative cost of one machine at one destination, line by line.
struct LandedCost {
  std::vector<CostLine> lines;         ///< in the order of reckoning; the total last
  std::optional<values::Money> total;  ///< in CNY; absent when anything is open
  std::optional<values::Money> total_usd;
  values::Money known = values::Money::zero(values::Currency::of("CNY"));  ///< sum of what is known
  std::optional<decimal::Decimal> factor;  ///< total over FOB price, two decimals, half-even
  std::vector<OpenPoint> open;
  std::vector<std::string> missing;  ///< of all open points; sorted, each once
  bool to_confirm = false;           ///< some levy rests on a source that may only warn
};

struct Fen;

/// Charges of a pack made ready for computing: one plan serves every machine that stands alike.
/// Thread rule: const; any number of threads.
class CostPlan {
 public:
  /// `charges` is null when no pack is in force: every total is then open. The plan keeps both alive; the
  /// rules of `charges` live as long as their pack.
  CostPlan(std::shared_ptr<const rulebook::Charges> charges,
           std::shared_ptr<const CostAssumptions> assumptions, std::string_view country);

  /// The total in CNY; none when anything is open. The same as that of `explain`, without its texts.
  /// Rounding: each line half-even to the fen.
  std::optional<values::Money> total(const CostFacts& facts) const;
  LandedCost explain(const CostFacts& facts) const;

  /// A ratio of whole numbers.
  struct Ratio {
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;
  };

 private:
  /// A levy as computed: in the order of kinds, then of the table.
  struct Step {
    const rulebook::LevyRule* rule = nullptr;
    rulebook::Standing standing = rulebook::Standing::applies;
    Ratio ratio;                              ///< of the basis
    std::optional<std::int64_t> fixed_minor;  ///< of basis `fixed`, in fen at the assumed rate
    bool open = false;
  };
  /// Freight in US dollars a tonne: grams to cents, then cents to fen.
  struct Carriage {
    Ratio cents_per_g, fen_per_cent;
  };
  struct Amounts;
  friend class CostExplainer;

  void add_steps();
  static std::optional<Carriage> carriage_of(const decimal::Decimal& usd_per_t,
                                             const std::optional<decimal::Decimal>& cny_per_usd);
  static Fen carried(std::int64_t mass_g, const std::optional<Carriage>& carriage);
  /// The premium as a share of price and freight; none when the figures make no sense.
  std::optional<Ratio> premium_of(const decimal::Decimal& premium_percent) const;
  void compute(const CostFacts& facts, Amounts& amounts) const;
  void compute_freight(const CostFacts& facts, Amounts& amounts) const;
  void compute_customs_value(const CostFacts& facts, Amounts& amounts) const;
  void compute_levies(const CostFacts& facts, Amounts& amounts) const;
  static Fen fixed_amount(const Step& step, const CostFacts& facts);

  std::shared_ptr<const rulebook::Charges> charges_;
  std::shared_ptr<const CostAssumptions> assumptions_;
  std::string country_;
  const Route* route_ = nullptr;
  std::optional<Carriage> sea_, inland_;  ///< at the assumed rate
  std::optional<Ratio> premium_;          ///< as assumed
  bool always_open_ = false;              ///< whatever the machine
  std::vector<Step> steps_;
  Ratio customs_value_;
  bool customs_value_open_ = false;
  bool has_duty_ = false, has_vat_ = false;
};

/// A total over an FOB price above zero, both in fen, in hundredths. Rounding: half-even.
std::int64_t factor_hundredths(std::int64_t total_minor, std::int64_t price_minor);

}  // namespace chuhai::destination
