#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "column/column.hpp"
#include "destination/assumptions.hpp"
#include "rulebook/assess.hpp"
#include "rulebook/book.hpp"
#include "rulebook/charges.hpp"

namespace chuhai::screening {

/// The stages every machine passes before any destination is asked, in order. Each is a pack id of area "cn".
const std::vector<std::string>& stage_ids();

/// A destination asked for: its country, and the pack in force, or none.
struct Destination {
  std::string country;  ///< ISO 3166 alpha-2
  base::Text name;
  std::shared_ptr<const rulebook::Assessor> assessor;  ///< null: no pack in force, every verdict is undecided
  std::shared_ptr<const rulebook::Charger> charger;    ///< null: no pack in force, or costs are not asked for
};

struct Stage {
  std::string id;
  std::shared_ptr<const rulebook::Assessor> assessor;  ///< null: no pack in force
};

/// What the packs say about one batch. Keeps the batch with all computed columns, so that rows can be
/// explained.
struct BatchResult {
  column::Batch batch;
  std::vector<rulebook::Assessor::Run> stages;        ///< parallel to Engine::stages; default when no pack
  std::vector<rulebook::Assessor::Run> destinations;  ///< parallel to Engine::destinations
};

/// All packs needed for one screening, compiled for one day: the stages in order, then every destination.
/// It wires packs and decides nothing itself. Thread rule: const; any number of threads.
class Engine {
 public:
  struct Options {
    calendar::Date as_of;
    std::vector<std::string> countries;  ///< ISO alpha-2; empty means every destination that has a pack
    std::vector<std::pair<std::string, std::string>>
        assumed;               ///< vocabulary path and FEEL text, replacing assumptions
    bool destinations = true;  ///< false: only the stages
    std::string before_stage;  ///< only the stages before this pack; all when it is none of them
    std::shared_ptr<const destination::CostAssumptions> costs;  ///< null: no landed costs
  };

  /// Errors: those of compiling a pack; not_found/unknown_field for an assumed path.
  static base::Result<Engine> create(const rulebook::Book& book, const Options& options);

  /// `facts` holds one column per known vocabulary path. Assumptions fill paths no column gives.
  BatchResult assess(column::Batch facts) const;

  rulebook::Outcome destination_outcome(const BatchResult& result, std::size_t destination,
                                        std::size_t row) const;
  rulebook::Outcome stage_outcome(const BatchResult& result, std::size_t stage, std::size_t row) const;
  rulebook::Verdict explain_stage(const BatchResult& result, std::size_t stage, std::size_t row) const;
  rulebook::Verdict explain_destination(const BatchResult& result, std::size_t destination,
                                        std::size_t row) const;

  const std::vector<Stage>& stages() const { return stages_; }
  const std::vector<Destination>& destinations() const { return destinations_; }
  const calendar::Date& as_of() const { return as_of_; }
  /// What landed costs rest on; null when they are not asked for.
  const std::shared_ptr<const destination::CostAssumptions>& costs() const { return costs_; }
  /// Vocabulary paths some pack reads and none computes: what a sheet should tell. Sorted.
  const std::vector<std::string>& wanted_paths() const { return wanted_paths_; }
  /// Assumed facts in force: (path, FEEL text).
  const std::vector<std::pair<std::string, std::string>>& assumed() const { return assumed_; }

 private:
  base::Result<void> add_assumptions(const rulebook::Book& book, const Options& options);
  base::Result<void> add_packs(const rulebook::Book& book, const Options& options);
  void collect_wanted_paths();

  calendar::Date as_of_;
  std::shared_ptr<const destination::CostAssumptions> costs_;
  std::vector<Stage> stages_;
  std::vector<Destination> destinations_;
  std::vector<std::pair<std::string, std::string>> assumed_;
  std::vector<std::pair<std::string, std::shared_ptr<const column::Values>>> assumed_values_;
  std::vector<std::string> wanted_paths_;
};

}  // namespace chuhai::screening
