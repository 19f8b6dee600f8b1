#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "column/column.hpp"
#include "dmn/evaluate.hpp"
#include "dmn/program.hpp"
#include "feel/value.hpp"
#include "rulebook/pack.hpp"
#include "rulebook/verdict.hpp"

namespace chuhai::rulebook {

class Assessor;
class RowGrouper;

/// Which rows of a batch are alike for which packs. Rows that agree in all a pack reads get one verdict; most
/// of what is found out about that for one pack serves the others that read the same columns. Holds some
/// bytes for each row and distinct set of columns while it lives. Thread rule: one thread at a time; threads
/// take batches of their own.
class AlikeRows {
 public:
  /// `batch` must live as long as this and keep its columns. `packs` are those that will be run.
  AlikeRows(const column::Batch& batch, std::span<const Assessor* const> packs);
  ~AlikeRows();
  AlikeRows(const AlikeRows&) = delete;
  AlikeRows& operator=(const AlikeRows&) = delete;
  AlikeRows(AlikeRows&&) = delete;
  AlikeRows& operator=(AlikeRows&&) = delete;

 private:
  friend class Assessor;
  const column::Batch* batch_;
  std::unique_ptr<RowGrouper> grouper_;
};

/// One pack compiled for one day: gives verdicts on batches of cases, in three values, failing closed.
/// Thread rule: const; `run` may be called from several threads at once.
class Assessor {
 public:
  /// Options for tests of rules: rule ids that are treated as absent.
  static base::Result<Assessor> create(std::shared_ptr<const Pack> pack, const calendar::Date& as_of,
                                       const std::set<std::string>& masked_rules = {});

  /// What the pack says about a batch. Holds the batch's rule states, so explanations can be asked for later.
  class Run {
   public:
    std::size_t rows() const { return outcomes_.size(); }
    const std::vector<Outcome>& outcomes() const { return outcomes_; }
    /// Conditions that apply, per row.
    const std::vector<std::uint8_t>& condition_counts() const { return condition_counts_; }
    /// Computed fields: (vocabulary path, column) in manifest order.
    const std::vector<std::pair<std::string, column::Column>>& values() const { return values_; }

   private:
    friend class Assessor;
    /// Place of a row in `output_`, which has one entry for all rows that are alike.
    std::size_t kind_of(std::size_t row) const {
      return group_of_row_ == nullptr ? row : (*group_of_row_)[row];
    }

    /// Shared with runs of other packs; null: every row has its own entry in `output_`.
    std::shared_ptr<const std::vector<std::uint32_t>> group_of_row_;
    std::vector<Outcome> outcomes_;
    std::vector<std::uint8_t> condition_counts_;
    std::vector<std::pair<std::string, column::Column>> values_;
    dmn::Program::Output output_;
  };

  Run run(const column::Batch& batch) const;
  /// The same on the batch behind `alike`, which other packs share.
  Run run(AlikeRows& alike) const;

  /// A text that is equal for rows whose explanations are equal, so that callers explain each distinct one
  /// once.
  std::string signature(const Run& run, const column::Batch& batch, std::size_t row) const;
  Verdict explain(const Run& run, const column::Batch& batch, std::size_t row) const;
  /// The rule that gave a computed value in a row, or null (no table, no match).
  const ValueRule* value_rule(const Run& run, std::size_t value_index, std::size_t row) const;

  /// The same verdict by the one-row interpreter: the oracle of `run`. `inputs` holds the data contexts by
  /// name
  /// ("machine": {...}).
  base::Result<Outcome> interpret(const feel::Context& inputs) const;

  const Pack& pack() const { return *pack_; }
  const std::shared_ptr<const Pack>& shared_pack() const { return pack_; }
  /// Vocabulary paths the pack reads.
  const std::vector<dmn::ProgramInput>& inputs() const { return program_->inputs(); }
  const dmn::Program& program() const { return *program_; }

 private:
  /// Bit sets over one table's rules, `words` wide, by what a match does.
  struct Effects {
    std::size_t words = 0;
    std::vector<std::uint64_t> refused, undecided, condition, allowed;
  };

  friend class AlikeRows;
  Assessor() = default;
  std::vector<const column::Column*> columns_read(const column::Batch& batch) const;
  /// Fills in outcome and number of applying conditions (at most 255) of every row.
  void judge(const dmn::Program::Output& output, std::size_t rows, std::vector<Outcome>& outcomes,
             std::vector<std::uint8_t>& condition_counts) const;
  static void add_marks(const Effects& effects, std::size_t word, const dmn::TableStates& states,
                        std::vector<std::uint8_t>& marks, std::vector<std::uint16_t>& conditions);
  void collect_reasons(const Run& run, std::size_t row, Verdict& verdict) const;
  void collect_missing(const Run& run, const column::Batch& batch, std::size_t row, Verdict& verdict) const;

  std::shared_ptr<const Pack> pack_;
  std::shared_ptr<const dmn::Program> program_;
  std::shared_ptr<const dmn::Evaluator> evaluator_;
  WeighedRules rules_;
  std::vector<Effects> tables_;    ///< parallel to Pack::findings_tables
  std::vector<int> value_tables_;  ///< per Pack::values: index in the program's tables, or -1
};

}  // namespace chuhai::rulebook
