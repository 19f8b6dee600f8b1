#include "destination/landed_cost.hpp"

#include <algorithm>
#include <utility>

#include "amounts.hpp"
#include "base/assert.hpp"
#include "ratio.hpp"

namespace chuhai::destination {

namespace {

using rulebook::Levy;
using rulebook::LevyBasis;
using rulebook::Standing;

constexpr int kFigureDecimals = 6;
constexpr std::int64_t kMillion = 1'000'000;

Fen fen_of(const std::optional<values::Money>& money) { return money ? Fen(money->minor()) : Fen(); }

Fen share(Fen amount, const CostPlan::Ratio& ratio) {
  if (!amount.known()) return {};
  const auto part = times(amount.minor, ratio);
  return part ? Fen(*part) : Fen();
}

std::optional<std::int64_t> in_fen(const decimal::Decimal& amount, const decimal::Decimal& cny_per_unit) {
  return (amount * cny_per_unit).rounded(2, decimal::Rounding::half_even).to_scaled_int64(2);
}

}  // namespace

CostPlan::CostPlan(std::shared_ptr<const rulebook::Charges> charges,
                   std::shared_ptr<const CostAssumptions> assumptions, std::string_view country)
    : charges_(std::move(charges)),
      assumptions_(std::move(assumptions)),
      country_(country),
      route_(assumptions_->route(country)) {
  if (route_ != nullptr) {
    const auto rate = assumptions_->rate_of("USD");
    sea_ = carriage_of(route_->sea_usd_per_t, rate);
    if (route_->inland_usd_per_t) inland_ = carriage_of(*route_->inland_usd_per_t, rate);
  }
  premium_ = premium_of(assumptions_->premium_percent);
  if (!charges_) {
    customs_value_open_ = always_open_ = true;
    return;
  }
  const rulebook::CustomsValuePart& base = charges_->base;
  const rulebook::CustomsValuePart& percent = charges_->percent;
  const std::optional<decimal::Decimal> share_percent =
      percent.computed ? percent.percent : std::optional(decimal::Decimal(100));
  const auto ratio = share_percent ? percent_ratio(*share_percent) : std::nullopt;
  customs_value_open_ = (base.computed && !base.base) || !ratio;
  if (ratio) customs_value_ = *ratio;
  add_steps();
  always_open_ = !has_duty_ || !has_vat_ || steps_.size() > kStepsMax ||
                 std::any_of(steps_.begin(), steps_.end(), [](const Step& step) { return step.open; });
}

void CostPlan::add_steps() {
  for (const rulebook::Charge& charge : charges_->charges) {
    Step step;
    step.rule = charge.rule;
    step.standing = charge.standing;
    const bool charged = charge.standing == Standing::applies || charge.standing == Standing::warns;
    if (charge.rule->basis == LevyBasis::fixed) {
      if (const auto rate = assumptions_->rate_of(charge.rule->currency->code()))
        step.fixed_minor = in_fen(*charge.rule->amount, *rate);
      step.open = !charged || !step.fixed_minor;
    } else {
      const auto ratio = charge.rule->rate_percent ? percent_ratio(*charge.rule->rate_percent) : std::nullopt;
      if (ratio) step.ratio = *ratio;
      step.open = !charged || !ratio;
    }
    has_duty_ = has_duty_ || (charged && charge.rule->levy == Levy::duty);
    has_vat_ = has_vat_ || (charged && charge.rule->levy == Levy::vat);
    steps_.push_back(step);
  }
  std::stable_sort(steps_.begin(), steps_.end(),
                   [](const Step& a, const Step& b) { return a.rule->levy < b.rule->levy; });
}

std::optional<values::Money> CostPlan::total(const CostFacts& facts) const {
  if (always_open_) return std::nullopt;
  Amounts amounts;
  compute(facts, amounts);
  if (!amounts.total.known()) return std::nullopt;
  return values::Money::of_minor(amounts.total.minor, values::Currency::of("CNY"));
}

void CostPlan::compute(const CostFacts& facts, Amounts& amounts) const {
  amounts.price = fen_of(facts.price);
  compute_freight(facts, amounts);
  const Fen shipped = amounts.price + amounts.freight + amounts.inland;
  const auto premium = facts.premium_percent ? premium_of(*facts.premium_percent) : premium_;
  if (premium) amounts.insurance = share(shipped, *premium);
  amounts.cif = shipped + amounts.insurance;
  compute_customs_value(facts, amounts);
  compute_levies(facts, amounts);
}

void CostPlan::compute_freight(const CostFacts& facts, Amounts& amounts) const {
  if (facts.freight) {
    amounts.freight = fen_of(facts.freight);
    amounts.inland = Fen(0);
    return;
  }
  if (!facts.mass_g) return;
  const bool as_assumed = !facts.cny_per_usd && !facts.freight_usd_per_t;
  const auto rate = facts.cny_per_usd ? facts.cny_per_usd
                    : as_assumed      ? std::nullopt
                                      : assumptions_->rate_of("USD");
  if (facts.freight_usd_per_t) {
    amounts.freight = carried(*facts.mass_g, carriage_of(*facts.freight_usd_per_t, rate));
    amounts.inland = Fen(0);
  } else if (route_ != nullptr) {
    amounts.freight = carried(*facts.mass_g, as_assumed ? sea_ : carriage_of(route_->sea_usd_per_t, rate));
    amounts.inland = Fen(0);
    if (route_->inland_usd_per_t)
      amounts.inland =
          carried(*facts.mass_g, as_assumed ? inland_ : carriage_of(*route_->inland_usd_per_t, rate));
  }
}

std::optional<CostPlan::Carriage> CostPlan::carriage_of(const decimal::Decimal& usd_per_t,
                                                        const std::optional<decimal::Decimal>& cny_per_usd) {
  if (!cny_per_usd) return std::nullopt;
  const auto usd =
      usd_per_t.rounded(kFigureDecimals, decimal::Rounding::half_even).to_scaled_int64(kFigureDecimals);
  const auto rate =
      cny_per_usd->rounded(kFigureDecimals, decimal::Rounding::half_even).to_scaled_int64(kFigureDecimals);
  if (!usd || !rate) return std::nullopt;
  // A gram is a millionth of a tonne and a dollar has a hundred cents.
  return Carriage{reduced({*usd, kMillion * kMillion / 100}), reduced({*rate, kMillion})};
}

Fen CostPlan::carried(std::int64_t mass_g, const std::optional<Carriage>& carriage) {
  if (!carriage) return {};
  return share(share(Fen(mass_g), carriage->cents_per_g), carriage->fen_per_cent);
}

std::optional<CostPlan::Ratio> CostPlan::premium_of(const decimal::Decimal& premium_percent) const {
  // The premium is a share of the insured sum, which is a share of CIF, which contains the premium.
  const auto premium = premium_percent.rounded(4, decimal::Rounding::half_even).to_scaled_int64(4);
  const auto insured =
      assumptions_->insured_percent.rounded(2, decimal::Rounding::half_even).to_scaled_int64(2);
  constexpr std::int64_t kWhole = 10'000'000'000;  // 100 x 10^4 x 100 x 10^2
  std::int64_t of_cif = 0;
  const bool fits = premium && insured && !__builtin_mul_overflow(*premium, *insured, &of_cif);
  if (!fits || of_cif < 0 || of_cif >= kWhole) return std::nullopt;
  return reduced({of_cif, kWhole - of_cif});
}

void CostPlan::compute_customs_value(const CostFacts& facts, Amounts& amounts) const {
  if (customs_value_open_) return;
  const std::string base = charges_->base.base.value_or("cif");
  if (base == "cif") amounts.base = amounts.cif;
  if (base == "fob") amounts.base = amounts.price;
  if (base == "new_price") amounts.base = fen_of(facts.price_when_new);
  amounts.customs_value = share(amounts.base, customs_value_);
}

Fen CostPlan::fixed_amount(const Step& step, const CostFacts& facts) {
  const bool replaced = facts.cny_per_usd && step.rule->currency->code() == "USD";
  const auto minor = replaced ? in_fen(*step.rule->amount, *facts.cny_per_usd) : step.fixed_minor;
  return minor ? Fen(*minor) : Fen();
}

void CostPlan::compute_levies(const CostFacts& facts, Amounts& amounts) const {
  if (steps_.size() > kStepsMax) return;
  Fen duties(0), earlier(0), same_kind(0), all(0);
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    if (i > 0 && steps_[i - 1].rule->levy != step.rule->levy) {
      earlier = earlier + same_kind;
      same_kind = Fen(0);
    }
    switch (step.rule->basis) {
      case LevyBasis::customs_value:
        amounts.step_bases[i] = amounts.customs_value;
        break;
      case LevyBasis::value_and_duty:
        amounts.step_bases[i] = amounts.customs_value + duties;
        break;
      case LevyBasis::value_and_levies:
        amounts.step_bases[i] = amounts.customs_value + earlier;
        break;
      case LevyBasis::duty:
        amounts.step_bases[i] = duties;
        break;
      case LevyBasis::fob:
        amounts.step_bases[i] = amounts.price;
        break;
      case LevyBasis::fixed:
        break;
    }
    if (!step.open) {
      amounts.steps[i] = step.rule->basis == LevyBasis::fixed ? fixed_amount(step, facts)
                                                              : share(amounts.step_bases[i], step.ratio);
    }
    same_kind = same_kind + amounts.steps[i];
    if (step.rule->levy == Levy::duty) duties = duties + amounts.steps[i];
    all = all + amounts.steps[i];
  }
  if (has_duty_ && has_vat_) amounts.total = amounts.cif + all;
}

std::string_view to_string(LineKind kind) {
  switch (kind) {
    case LineKind::price:
      return "price";
    case LineKind::freight:
      return "freight";
    case LineKind::inland:
      return "inland";
    case LineKind::insurance:
      return "insurance";
    case LineKind::cif:
      return "cif";
    case LineKind::customs_value:
      return "customs_value";
    case LineKind::levy:
      return "levy";
    case LineKind::total:
      return "total";
  }
  CHUHAI_ASSERT(false);
}

}  // namespace chuhai::destination
