#include "summary.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace chuhai::screening {

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

std::size_t tradable_stage() {
  const auto& ids = stage_ids();
  return static_cast<std::size_t>(std::find(ids.begin(), ids.end(), "cn.tradable") - ids.begin());
}

std::vector<std::size_t> best_destinations(const Engine& engine, const BatchResult& result, std::size_t row,
                                           std::size_t most) {
  std::vector<std::pair<std::size_t, std::size_t>> ranked;  // (conditions, destination)
  for (std::size_t d = 0; d < engine.destinations().size(); ++d) {
    const rulebook::Outcome outcome = engine.destination_outcome(result, d, row);
    if (outcome == rulebook::Outcome::allowed) ranked.emplace_back(0, d);
    if (outcome == rulebook::Outcome::allowed_with_conditions) {
      ranked.emplace_back(result.destinations[d].condition_counts()[row], d);
    }
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::size_t> best;
  for (std::size_t i = 0; i < std::min(most, ranked.size()); ++i) best.push_back(ranked[i].second);
  return best;
}

Readiness readiness_of(const Engine& engine, const BatchResult& result, std::size_t row,
                       bool has_destination) {
  const rulebook::Outcome tradable = engine.stage_outcome(result, tradable_stage(), row);
  if (tradable == rulebook::Outcome::refused) return Readiness::blocked;
  const column::Column* hs6 = result.batch.find("machine.hs6");
  const bool classified = hs6 != nullptr && hs6->reason(row) == column::kHasValue;
  if (tradable == rulebook::Outcome::undecided || !classified) return Readiness::facts_missing;
  if (!has_destination) {
    for (std::size_t d = 0; d < engine.destinations().size(); ++d) {
      if (engine.destination_outcome(result, d, row) == rulebook::Outcome::undecided)
        return Readiness::facts_missing;
    }
    return Readiness::blocked;
  }
  return tradable == rulebook::Outcome::allowed ? Readiness::ready : Readiness::papers_needed;
}

void count_row(const Engine& engine, const BatchResult& result, std::size_t row, Readiness readiness,
               Totals& totals) {
  ++totals.machines;
  ++totals.readiness[static_cast<std::size_t>(readiness)];
  const column::Column* machine_class = result.batch.find("machine.class");
  if (machine_class != nullptr && machine_class->reason(row) == column::kHasValue) ++totals.classified;
  for (std::size_t s = 0; s < engine.stages().size(); ++s) {
    ++totals.stages[s][static_cast<std::size_t>(engine.stage_outcome(result, s, row))];
  }
  for (std::size_t d = 0; d < engine.destinations().size(); ++d) {
    ++totals.destinations[d][static_cast<std::size_t>(engine.destination_outcome(result, d, row))];
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

std::optional<IdentityLedger::Repeat> IdentityLedger::add(const RowIdentity& identity, std::uint64_t row) {
  if (identity.key == 0) return std::nullopt;
  Seen now{row, 0, identity.has_hours ? static_cast<float>(identity.hours.to_double()) : -1.0F};
  if (identity.observed_on)
    now.observed_days = static_cast<std::int32_t>(calendar::to_days(*identity.observed_on));
  const auto [entry, is_new] = seen_.try_emplace(identity.key, now);
  if (is_new) return std::nullopt;
  Seen& before = entry->second;
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
            "与第 " + other + " 行为同一台设备,且两次读数之间小时数倒退"};
  }
  if (repeat.is_same_machine_again) {
    return {"same machine as row " + other + " at another date",
            "与第 " + other + " 行为同一台设备(不同日期)"};
  }
  return {"same PIN or serial number as row " + other + ": one machine listed twice, or a copied plate",
          "识别代码或出厂编号与第 " + other + " 行相同:同一台设备重复列出,或铭牌被复制"};
}

}  // namespace chuhai::screening
