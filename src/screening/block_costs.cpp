#include "block_costs.hpp"

#include <limits>
#include <utility>

#include "base/assert.hpp"

namespace chuhai::screening {

namespace {

constexpr std::size_t kNoRow = std::numeric_limits<std::size_t>::max();

/// A number as a whole count of 10^-scale, rounded half-even; none when unknown or too large.
std::optional<std::int64_t> whole(const column::Column* column, std::size_t row, int scale) {
  if (column == nullptr || column->reason(row) != column::kHasValue) return std::nullopt;
  const column::Values& values = column->values();
  const std::size_t i = column->index(row);
  if (!values.wide && values.scale <= scale) {
    std::int64_t count = values.scaled[i];
    for (int digit = values.scale; digit < scale; ++digit) {
      if (__builtin_mul_overflow(count, std::int64_t{10}, &count)) return std::nullopt;
    }
    return count;
  }
  return values.number(i).rounded(scale, decimal::Rounding::half_even).to_scaled_int64(scale);
}

std::optional<values::Money> yuan(const column::Column* column, std::size_t row) {
  static const values::Currency kCny = values::Currency::of("CNY");
  const auto minor = whole(column, row, 2);
  return minor ? std::optional(values::Money::of_minor(*minor, kCny)) : std::nullopt;
}

std::optional<decimal::Decimal> number_in(const column::Column* column, std::size_t row) {
  if (column == nullptr || column->reason(row) != column::kHasValue) return std::nullopt;
  return column->values().number(column->index(row));
}

}  // namespace

const std::vector<std::string>& cost_paths() {
  static const std::vector<std::string> kPaths = {"shipment.export_value_cny",
                                                  "machine.asking_price_cny",
                                                  "machine.original_value_cny",
                                                  "machine.mass_kg",
                                                  "shipment.freight_cny",
                                                  "shipment.freight_usd_per_t",
                                                  "shipment.insurance_premium_percent",
                                                  "shipment.cny_per_usd"};
  return kPaths;
}

PlanPtr PlanPool::get(std::size_t destination, const rulebook::Charger::Run* run, const column::Batch& batch,
                      std::size_t row) {
  const Destination& asked = engine_.destinations()[destination];
  std::string key = std::to_string(destination) + '\n';
  if (run != nullptr) key += asked.charger->signature(*run, batch, row);
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = plans_.find(key); found != plans_.end()) return found->second;
  }
  std::shared_ptr<const rulebook::Charges> charges;
  if (run != nullptr)
    charges = std::make_shared<const rulebook::Charges>(asked.charger->charges(*run, batch, row));
  auto plan = std::make_shared<const destination::CostPlan>(charges, engine_.costs(), asked.country);
  const std::lock_guard lock(mutex_);
  return plans_.try_emplace(std::move(key), std::move(plan)).first->second;
}

BlockCosts::BlockCosts(const Engine& engine, const BatchResult& result, PlanPool& pool)
    : engine_(engine),
      batch_(result.batch),
      pool_(pool),
      export_value_(column("shipment.export_value_cny")),
      price_(column("machine.asking_price_cny")),
      price_when_new_(column("machine.original_value_cny")),
      mass_(column("machine.mass_kg")),
      freight_(column("shipment.freight_cny")),
      freight_usd_per_t_(column("shipment.freight_usd_per_t")),
      premium_(column("shipment.insurance_premium_percent")),
      cny_per_usd_(column("shipment.cny_per_usd")),
      asked_(engine.destinations().size()),
      facts_row_(kNoRow) {
  CHUHAI_ASSERT(engine.costs() != nullptr);
}

const destination::CostFacts& BlockCosts::facts(std::size_t row) {
  if (row == facts_row_) return facts_;
  facts_row_ = row;
  facts_.price = yuan(export_value_, row);
  if (!facts_.price) facts_.price = yuan(price_, row);
  facts_.price_when_new = yuan(price_when_new_, row);
  facts_.mass_g = whole(mass_, row, 3);
  facts_.freight = yuan(freight_, row);
  facts_.freight_usd_per_t = number_in(freight_usd_per_t_, row);
  facts_.premium_percent = number_in(premium_, row);
  facts_.cny_per_usd = number_in(cny_per_usd_, row);
  return facts_;
}

const PlanPtr& BlockCosts::plan(std::size_t destination, std::size_t row) {
  Asked& asked = asked_[destination];
  const auto& charger = engine_.destinations()[destination].charger;
  if (!asked.done) {
    asked.done = true;
    if (charger) asked.run = charger->run(batch_);
    asked.plans.resize(charger ? asked.run->kinds() : 1);
  }
  PlanPtr& plan = asked.plans[charger ? asked.run->kind_of(row) : 0];
  if (!plan) plan = pool_.get(destination, charger ? &*asked.run : nullptr, batch_, row);
  return plan;
}

std::optional<std::int64_t> BlockCosts::total(std::size_t destination, std::size_t row) {
  const auto total = plan(destination, row)->total(facts(row));
  return total ? std::optional(total->minor()) : std::nullopt;
}

}  // namespace chuhai::screening
