#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "destination/landed_cost.hpp"
#include "screening/engine.hpp"

namespace chuhai::screening {

using PlanPtr = std::shared_ptr<const destination::CostPlan>;

/// Cost plans by destination and by what is charged: rows that stand alike share one, over all blocks.
/// Thread rule: any number of threads.
class PlanPool {
 public:
  explicit PlanPool(const Engine& engine) : engine_(engine) {}
  /// `run` is null when the destination has no pack in force.
  PlanPtr get(std::size_t destination, const rulebook::Charger::Run* run, const column::Batch& batch,
              std::size_t row);

 private:
  const Engine& engine_;
  std::mutex mutex_;
  std::unordered_map<std::string, PlanPtr> plans_;
};

/// Landed costs of one block. Asks a pack what it charges when the first row needs it. Refers to the engine,
/// the result and the pool. Belongs to one thread.
class BlockCosts {
 public:
  BlockCosts(const Engine& engine, const BatchResult& result, PlanPool& pool);

  const destination::CostFacts& facts(std::size_t row);
  const PlanPtr& plan(std::size_t destination, std::size_t row);
  /// Total in fen; none when it is open.
  std::optional<std::int64_t> total(std::size_t destination, std::size_t row);

 private:
  struct Asked {
    bool done = false;
    std::optional<rulebook::Charger::Run> run;
    std::vector<PlanPtr> plans;  ///< by kind of row
  };
  const column::Column* column(std::string_view path) const { return batch_.find(path); }

  const Engine& engine_;
  const column::Batch& batch_;
  PlanPool& pool_;
  const column::Column *export_value_, *price_, *price_when_new_, *mass_, *freight_, *freight_usd_per_t_,
      *premium_, *cny_per_usd_;
  std::vector<Asked> asked_;
  destination::CostFacts facts_;
  std::size_t facts_row_;  ///< the row `facts_` belongs to
};

/// Vocabulary paths a landed cost reads beside those of the packs.
const std::vector<std::string>& cost_paths();

}  // namespace chuhai::screening
