#include "summary.hpp"

#include <algorithm>
#include <limits>

#include "base/assert.hpp"

namespace chuhai::screening {

namespace {

void count_outcomes(const std::vector<rulebook::Outcome>& outcomes, OutcomeCounts& counts) {
  for (const rulebook::Outcome outcome : outcomes) ++counts[static_cast<std::size_t>(outcome)];
}

}  // namespace

char letter(Readiness readiness) { return static_cast<char>('A' + static_cast<int>(readiness)); }

base::Text label(Readiness readiness) {
  switch (readiness) {
    case Readiness::ready:
      return {"ready", "可以出口"};
    case Readiness::papers_needed:
      return {"papers needed", "需办手续"};
    case Readiness::facts_missing:
      return {"facts missing", "资料不足"};
    case Readiness::blocked:
      return {"blocked", "不可出口"};
  }
  CHUHAI_ASSERT(false);
}

std::string MachineResult::value_of(std::string_view path) const {
  for (const ShownFact& fact : facts) {
    if (fact.path == path) return fact.value;
  }
  return {};
}

std::optional<destination::LandedCost> MachineResult::landed_cost(std::size_t destination) const {
  if (plans.empty() || destinations[destination]->outcome == rulebook::Outcome::refused) return std::nullopt;
  return plans[destination]->explain(cost_facts);
}

std::optional<values::Money> MachineResult::landed_total(std::size_t destination) const {
  if (plans.empty() || destinations[destination]->outcome == rulebook::Outcome::refused) return std::nullopt;
  return plans[destination]->total(cost_facts);
}

std::size_t tradable_stage() {
  const auto& ids = stage_ids();
  return static_cast<std::size_t>(std::find(ids.begin(), ids.end(), "cn.tradable") - ids.begin());
}

BlockOutcomes::BlockOutcomes(const Engine& engine, const BatchResult& result)
    : engine_(engine),
      result_(result),
      rows_(result.batch.rows()),
      width_(engine.destinations().size()),
      outcomes_(rows_ * width_, rulebook::Outcome::undecided),
      conditions_(rows_ * width_),
      hs6_(result.batch.find("machine.hs6")) {
  for (std::size_t d = 0; d < width_; ++d) {
    if (!engine.destinations()[d].assessor) continue;
    const rulebook::Assessor::Run& run = result.destinations[d];
    for (std::size_t row = 0; row < rows_; ++row) {
      outcomes_[row * width_ + d] = run.outcomes()[row];
      conditions_[row * width_ + d] = run.condition_counts()[row];
    }
  }
  const std::size_t stage = tradable_stage();
  if (engine.stages()[stage].assessor) tradable_ = result.stages[stage].outcomes().data();
}

int BlockOutcomes::rank(std::size_t row, std::size_t destination) const {
  const std::size_t at = row * width_ + destination;
  return outcomes_[at] == rulebook::Outcome::allowed ? 0 : static_cast<int>(conditions_[at]);
}

void BlockOutcomes::best(std::size_t row, std::size_t most, BlockCosts* costs,
                         std::vector<std::size_t>& best) const {
  best_by_conditions(row, most, best);
  if (costs == nullptr || best.empty()) return;
  // Those left out that have as few conditions as the last one in compete by cost.
  const int last = rank(row, best.back());
  const std::size_t in = best.size();
  const auto outcomes = destinations(row);
  for (std::size_t d = best.back() + 1; in == most && d < width_; ++d) {
    if (outcomes[d] <= rulebook::Outcome::allowed_with_conditions && rank(row, d) == last) best.push_back(d);
  }
  constexpr std::int64_t kOpen = std::numeric_limits<std::int64_t>::max();
  for (auto group = best.begin(); group != best.end();) {
    const int own = rank(row, *group);
    const auto end = std::find_if(group, best.end(), [&](std::size_t d) { return rank(row, d) != own; });
    if (end - group > 1) {
      std::vector<std::pair<std::int64_t, std::size_t>> by_cost;
      for (auto one = group; one != end; ++one)
        by_cost.emplace_back(costs->total(*one, row).value_or(kOpen), *one);
      std::sort(by_cost.begin(), by_cost.end());
      std::transform(by_cost.begin(), by_cost.end(), group, [](const auto& one) { return one.second; });
    }
    group = end;
  }
  if (best.size() > most) best.resize(most);
}

void BlockOutcomes::best_by_conditions(std::size_t row, std::size_t most,
                                       std::vector<std::size_t>& best) const {
  best.clear();
  const auto outcomes = destinations(row);
  for (std::size_t d = 0; d < width_; ++d) {
    if (outcomes[d] > rulebook::Outcome::allowed_with_conditions) continue;
    const int own = rank(row, d);
    if (best.size() == most) {
      if (rank(row, best.back()) <= own) continue;
      best.pop_back();
    }
    auto at = best.end();
    while (at != best.begin() && rank(row, *(at - 1)) > own) --at;
    best.insert(at, d);
  }
}

Readiness BlockOutcomes::readiness(std::size_t row, bool has_destination) const {
  const rulebook::Outcome standing = tradable(row);
  if (standing == rulebook::Outcome::refused) return Readiness::blocked;
  const bool classified = hs6_ != nullptr && hs6_->reason(row) == column::kHasValue;
  if (standing == rulebook::Outcome::undecided || !classified) return Readiness::facts_missing;
  if (has_destination) {
    return standing == rulebook::Outcome::allowed ? Readiness::ready : Readiness::papers_needed;
  }
  const auto outcomes = destinations(row);
  const bool open =
      std::find(outcomes.begin(), outcomes.end(), rulebook::Outcome::undecided) != outcomes.end();
  return open ? Readiness::facts_missing : Readiness::blocked;
}

void BlockOutcomes::count(std::span<const Readiness> readiness, Totals& totals) const {
  constexpr auto kUndecided = static_cast<std::size_t>(rulebook::Outcome::undecided);
  totals.machines += rows_;
  for (const Readiness one : readiness) ++totals.readiness[static_cast<std::size_t>(one)];
  if (const column::Column* machine_class = result_.batch.find("machine.class")) {
    for (std::size_t row = 0; row < rows_; ++row) {
      if (machine_class->reason(row) == column::kHasValue) ++totals.classified;
    }
  }
  for (std::size_t s = 0; s < engine_.stages().size(); ++s) {
    if (engine_.stages()[s].assessor) {
      count_outcomes(result_.stages[s].outcomes(), totals.stages[s]);
    } else {
      totals.stages[s][kUndecided] += rows_;
    }
  }
  for (std::size_t d = 0; d < width_; ++d) {
    if (engine_.destinations()[d].assessor) {
      count_outcomes(result_.destinations[d].outcomes(), totals.destinations[d]);
    } else {
      totals.destinations[d][kUndecided] += rows_;
    }
  }
}

void add_totals(const Totals& part, Totals& totals) {
  totals.machines += part.machines;
  totals.with_problems += part.with_problems;
  totals.classified += part.classified;
  totals.duplicates += part.duplicates;
  for (std::size_t i = 0; i < totals.readiness.size(); ++i) totals.readiness[i] += part.readiness[i];
  const auto add = [](const std::vector<OutcomeCounts>& from, std::vector<OutcomeCounts>& to) {
    for (std::size_t i = 0; i < from.size(); ++i) {
      for (std::size_t k = 0; k < from[i].size(); ++k) to[i][k] += from[i][k];
    }
  };
  add(part.stages, totals.stages);
  add(part.destinations, totals.destinations);
}

std::string value_text(const column::Column& column, std::size_t row) {
  if (column.reason(row) != column::kHasValue) return {};
  const std::size_t i = column.index(row);
  switch (column.type()) {
    case column::Type::boolean:
      return column.values().booleans[i] != 0 ? "true" : "false";
    case column::Type::number:
      return column.values().number(i).to_plain_string();
    case column::Type::string:
      return column.values().strings[i];
    case column::Type::date:
      return calendar::to_string(calendar::from_days(column.values().days[i]));
  }
  CHUHAI_ASSERT(false);
}

IdentityLedger::Seen& IdentityLedger::find(std::uint64_t key) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = first_slot(key);
  while (slots_[slot].key != 0 && slots_[slot].key != key) slot = (slot + 1) & mask;
  return slots_[slot];
}

void IdentityLedger::grow() {
  std::vector<Seen> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Seen& seen : old) {
    if (seen.key != 0) find(seen.key) = seen;
  }
}

std::optional<IdentityLedger::Repeat> IdentityLedger::add(const RowIdentity& identity, std::uint64_t row) {
  if (identity.key == 0) return std::nullopt;
  Seen now{identity.key, row, 0, identity.hours};
  if (identity.observed_on)
    now.observed_days = static_cast<std::int32_t>(calendar::to_days(*identity.observed_on));
  std::optional<Repeat> repeat = add(now);
  if (identity.other_key == 0) return repeat;
  now.key = identity.other_key;
  const std::optional<Repeat> other = add(now);
  return repeat ? repeat : other;
}

std::optional<IdentityLedger::Repeat> IdentityLedger::add(const Seen& now) {
  if ((used_ + 1) * 2 > slots_.size()) grow();
  Seen& before = find(now.key);
  if (before.key == 0) {
    before = now;
    ++used_;
    return std::nullopt;
  }
  Repeat repeat{before.row, false, false};
  if (now.observed_days != 0 && before.observed_days != 0 && now.observed_days != before.observed_days) {
    repeat.is_same_machine_again = true;
    const Seen& earlier = now.observed_days < before.observed_days ? now : before;
    const Seen& later = now.observed_days < before.observed_days ? before : now;
    repeat.hours_went_back = earlier.hours > 0 && later.hours > 0 && later.hours < earlier.hours;
  }
  if (now.observed_days >= before.observed_days) before = now;
  return repeat;
}

base::Text repeat_text(const IdentityLedger::Repeat& repeat) {
  const std::string other = std::to_string(repeat.other_row);
  if (repeat.hours_went_back) {
    return {"same machine as row " + other + ", and its hours went backwards between the two readings",
            "与第 " + other + " 行是同一台设备，且两次读数之间小时数倒退"};
  }
  if (repeat.is_same_machine_again) {
    return {"same machine as row " + other + " at another date",
            "与第 " + other + " 行是同一台设备（不同日期）"};
  }
  return {"same PIN or serial number as row " + other + ": one machine listed twice, or a copied plate",
          "识别代码或出厂编号与第 " + other + " 行相同：同一台设备重复列出，或铭牌被复制"};
}

}  // namespace chuhai::screening
