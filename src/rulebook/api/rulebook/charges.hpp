#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "column/column.hpp"
#include "decimal/decimal.hpp"
#include "dmn/program.hpp"
#include "rulebook/pack.hpp"
#include "rulebook/verdict.hpp"

namespace chuhai::rulebook {

/// A levy that is charged in a case, or might be.
struct Charge {
  const LevyRule* rule = nullptr;  ///< lives as long as the pack
  /// `applies` or `warns` (its source may only warn) when it is charged, `expired` when its source is no
  /// longer in force, `might_apply` when an unknown input keeps it open.
  Standing standing = Standing::applies;
};

/// One side of the customs value of a case: a base or a percentage.
struct CustomsValuePart {
  bool computed = false;  ///< the pack has a decision for it; otherwise the price itself counts
  std::optional<std::string> base;
  std::optional<decimal::Decimal> percent;
  const ValueRule* rule = nullptr;   ///< the rule that gave it; null when none did
  std::vector<std::string> missing;  ///< vocabulary paths that would settle it; sorted
};

/// What a pack charges in one case.
struct Charges {
  std::vector<Charge> charges;  ///< in the order of the levies table
  CustomsValuePart base, percent;
  std::vector<std::string> missing;  ///< vocabulary paths that would settle the levies left open; sorted
};

/// The levies and the customs value of one pack, compiled for one day, in three values.
/// Thread rule: const; `run` may be called from several threads at once.
class Charger {
 public:
  /// A pack without levies charges nothing it knows of; `charges` is then empty in every case.
  /// Errors: those of dmn::Program::compile.
  static base::Result<Charger> create(std::shared_ptr<const Pack> pack, const calendar::Date& as_of,
                                      const std::set<std::string>& masked_rules = {});

  /// What the pack charges for a batch; holds the batch's rule states.
  class Run {
   public:
    std::size_t rows() const { return rows_; }
    /// Rows of one kind are alike in everything the pack reads, and charged alike.
    std::size_t kinds() const { return kinds_; }
    std::size_t kind_of(std::size_t row) const { return group_of_row_.empty() ? row : group_of_row_[row]; }

   private:
    friend class Charger;
    std::size_t rows_ = 0, kinds_ = 0;
    std::vector<std::uint32_t> group_of_row_;  ///< empty: every row is a kind of its own
    dmn::Program::Output output_;
  };

  Run run(const column::Batch& batch) const;
  Charges charges(const Run& run, const column::Batch& batch, std::size_t row) const;
  /// A text that is equal for rows whose charges are equal.
  std::string signature(const Run& run, const column::Batch& batch, std::size_t row) const;

  const Pack& pack() const { return *pack_; }
  /// Vocabulary paths the levies read.
  const std::vector<dmn::ProgramInput>& inputs() const { return program_->inputs(); }

 private:
  Charger() = default;
  CustomsValuePart value_part(const std::optional<ValueDecision>& decision, int value, const Run& run,
                              const column::Batch& batch, std::size_t row) const;
  /// Adds what the unknown inputs of a table depend on: of one rule's tests, or of the whole table.
  void add_unknown(const Run& run, const column::Batch& batch, std::size_t row, std::size_t table,
                   std::optional<std::size_t> rule, std::set<std::string>& missing) const;

  std::shared_ptr<const Pack> pack_;
  std::shared_ptr<const dmn::Program> program_;
  std::vector<const dmn::DecisionTable*> tables_;  ///< parallel to the program's tables
  std::vector<Standing> standings_;                ///< per levy rule, when it matches
  std::vector<bool> active_;                       ///< per levy rule: in force and not masked
  bool has_levies_ = false;
  int base_ = -1, percent_ = -1;  ///< index among the program's values; -1: the pack does not compute it
};

}  // namespace chuhai::rulebook
