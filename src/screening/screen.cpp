#include "screening/screen.hpp"

#include <algorithm>
#include <set>

#include "block_costs.hpp"
#include "pipeline.hpp"
#include "summary.hpp"
#include "verdict_pool.hpp"

namespace chuhai::screening {

namespace {

struct DetailedBlock final : BlockProduct {
  std::vector<MachineResult> machines;
  std::vector<RowIdentity> identities;
  Totals totals;
};

/// Makes full results of blocks; used by several workers at once.
class DetailMaker {
 public:
  explicit DetailMaker(const Engine& engine) : engine_(engine), plans_(engine) {}

  std::unique_ptr<DetailedBlock> make(ScreenedBlock block) {
    auto product = std::make_unique<DetailedBlock>();
    product->totals.stages.resize(engine_.stages().size());
    product->totals.destinations.resize(engine_.destinations().size());
    const std::size_t rows = block.facts.block_rows.size();
    const BlockOutcomes outcomes(engine_, block.result);
    std::optional<BlockCosts> costs;
    if (engine_.costs()) costs.emplace(engine_, block.result, plans_);
    std::vector<Readiness> readiness;
    product->machines.reserve(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      product->machines.push_back(make_machine(block, outcomes, costs ? &*costs : nullptr, row));
      readiness.push_back(product->machines.back().readiness);
    }
    for (const CellProblem& problem : block.facts.problems) {
      MachineResult& machine = product->machines[problem.row];
      machine.problems.push_back({machine.row, problem.heading, problem.text});
    }
    outcomes.count(readiness, product->totals);
    product->identities = std::move(block.facts.identities);
    return product;
  }

 private:
  MachineResult make_machine(const ScreenedBlock& block, const BlockOutcomes& outcomes, BlockCosts* costs,
                             std::size_t row) {
    MachineResult machine;
    machine.row = block.facts.row_numbers[row];
    for (const table::CellColumn& column : block.rows.columns) {
      machine.cells.emplace_back(column.text[block.facts.block_rows[row]]);
    }
    add_facts(block, row, machine);
    add_verdicts(block, row, machine);
    outcomes.best(row, 5, costs, machine.best);
    if (costs != nullptr) {
      machine.cost_facts = costs->facts(row);
      for (std::size_t d = 0; d < engine_.destinations().size(); ++d)
        machine.plans.push_back(costs->plan(d, row));
    }
    machine.readiness = outcomes.readiness(row, !machine.best.empty());
    return machine;
  }

  void add_facts(const ScreenedBlock& block, std::size_t row, MachineResult& machine) const {
    for (const auto& [path, column] : block.result.batch.columns()) {
      if (!path.starts_with("machine.")) continue;
      std::string value = value_text(column, row);
      if (value.empty()) continue;
      const column::Column* given = block.facts.facts.find(path);
      machine.facts.push_back(
          {path, std::move(value), given == nullptr || given->reason(row) != column::kHasValue});
    }
    for (std::size_t s = 0; s < engine_.stages().size(); ++s) {
      const auto& assessor = engine_.stages()[s].assessor;
      if (!assessor) continue;
      const rulebook::Assessor::Run& run = block.result.stages[s];
      for (std::size_t v = 0; v < run.values().size(); ++v) {
        const std::string& path = run.values()[v].first;
        machine.values.push_back({path, value_text(*block.result.batch.find(path), row),
                                  assessor->value_rule(run, v, row), assessor->shared_pack()});
      }
    }
  }

  void add_verdicts(const ScreenedBlock& block, std::size_t row, MachineResult& machine) {
    std::set<std::string> missing;
    for (std::size_t s = 0; s < engine_.stages().size(); ++s) {
      const auto& assessor = engine_.stages()[s].assessor;
      machine.stages.push_back(
          assessor ? pool_.get(*assessor, block.result.stages[s], block.result.batch, row) : no_pack_);
      const rulebook::Verdict& verdict = *machine.stages.back();
      missing.insert(verdict.missing.begin(), verdict.missing.end());
      missing.insert(verdict.also_open.begin(), verdict.also_open.end());
    }
    for (std::size_t d = 0; d < engine_.destinations().size(); ++d) {
      const auto& assessor = engine_.destinations()[d].assessor;
      machine.destinations.push_back(
          assessor ? pool_.get(*assessor, block.result.destinations[d], block.result.batch, row) : no_pack_);
    }
    machine.missing.assign(missing.begin(), missing.end());
  }

  static VerdictPtr make_no_pack() {
    rulebook::Verdict verdict;
    verdict.nothing_allows = true;
    return std::make_shared<const rulebook::Verdict>(std::move(verdict));
  }

  const Engine& engine_;
  VerdictPool pool_;
  PlanPool plans_;
  VerdictPtr no_pack_ = make_no_pack();
};

base::Error too_large(const std::filesystem::path& fleet, std::uint64_t machines_max) {
  const std::string most = std::to_string(machines_max);
  return {
      base::ErrorKind::limit,
      "fleet_too_large",
      {"more than " + most + " machines: a report with every reason does not fit; ask for CSV (--format csv)",
       "超过 " + most + " 台设备,无法生成含全部理由的报告;请使用 --format csv"},
      {fleet.string(), 0, 0, {}}};
}

void add_repeats(std::vector<MachineResult>& machines, const std::vector<RowIdentity>& identities,
                 IdentityLedger& ledger, Totals& totals) {
  for (std::size_t row = 0; row < machines.size(); ++row) {
    const auto repeat = ledger.add(identities[row], machines[row].row);
    if (!repeat) continue;
    if (!repeat->is_same_machine_again) ++totals.duplicates;
    machines[row].problems.push_back({machines[row].row, {}, repeat_text(*repeat)});
  }
}

}  // namespace

base::Result<Report> screen(const std::filesystem::path& fleet, const rulebook::Book& book,
                            const machine::Catalog& catalog, const ScreenOptions& options,
                            std::uint64_t machines_max) {
  auto prepared = prepare(fleet, book, catalog, options);
  if (!prepared) return prepared.error();
  Report report = prepared->report_head(fleet, book);
  DetailMaker maker(*prepared->engine);
  IdentityLedger ledger;
  bool over_limit = false;
  const auto work = [&](ScreenedBlock block) -> std::unique_ptr<BlockProduct> {
    return maker.make(std::move(block));
  };
  const auto consume = [&](std::unique_ptr<BlockProduct> product) {
    auto& block = static_cast<DetailedBlock&>(*product);
    if (report.machines.size() + block.machines.size() > machines_max) {
      over_limit = true;
      return false;
    }
    add_totals(block.totals, report.totals);
    add_repeats(block.machines, block.identities, ledger, report.totals);
    for (MachineResult& machine : block.machines) {
      if (!machine.problems.empty()) ++report.totals.with_problems;
      report.machines.push_back(std::move(machine));
    }
    return true;
  };
  if (auto ran = run_blocks(*prepared, options, work, consume); !ran) return ran.error();
  if (over_limit) return too_large(fleet, machines_max);
  return report;
}

}  // namespace chuhai::screening
