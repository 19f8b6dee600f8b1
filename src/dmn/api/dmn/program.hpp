#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "column/column.hpp"
#include "dmn/evaluate.hpp"
#include "dmn/model.hpp"

namespace chuhai::dmn {

class ProgramState;

/// What a compiled decision gives for a batch.
struct TableStates {
  std::size_t words = 0;  ///< 64-bit words for one row's rules
  /// rows * words bits: rule r of row i is bit r%64 of word [i*words + r/64].
  std::vector<std::uint64_t> matched;  ///< rules that match
  std::vector<std::uint64_t> might;    ///< rules that might match (some test unknown, none false)
  /// Per input clause the evaluated input column, for explanations.
  std::vector<column::Column> inputs;
  std::size_t rows() const { return words == 0 ? 0 : matched.size() / words; }
};

/// Where a column the program reads comes from.
struct ProgramInput {
  std::string path;  ///< "case.applicant_age"
  column::Type type = column::Type::number;
};

/// Decisions of a model compiled to column kernels: binds names once, folds constants, evaluates each
/// distinct value of a dictionary column once, and combines rules as bit sets. Anything without a kernel is
/// run row by row with the interpreter, so that every model compiles and the answers are the interpreter's.
/// What was found out about a distinct value serves later batches too, up to a bound of memory.
/// Thread rule: const; `run` may be called from several threads at once.
class Program {
  struct Plan;

 public:
  static constexpr std::size_t kBitSetRulesMax = 256;
  struct Request {
    /// Decisions to give as value columns (scalar results).
    std::vector<std::string> values;
    /// Decisions (tables) to give rule by rule.
    std::vector<std::string> tables;
    /// A flat column of more distinct numbers or dates than this is worked on as plain values instead of
    /// remembering what was found out about each. Changes speed and memory, never answers.
    std::size_t distinct_max = 1024;
    /// A table of more rules than this is searched through an index of its rules instead of combining bit
    /// sets over all of them. Changes speed and memory, never answers.
    std::size_t bit_set_rules_max = kBitSetRulesMax;
  };
  struct Output {
    std::vector<column::Column> values;  ///< parallel to Request::values
    std::vector<TableStates> tables;     ///< parallel to Request::tables
  };

  /// Errors: not_found/no_such_decision, invalid/not_a_table, unsupported/not_scalar (a requested value
  /// decision gives lists or contexts), unsupported/input_not_flat (an input's leaves are not boolean,
  /// number, string or date).
  static base::Result<Program> compile(std::shared_ptr<const Model> model, const Request& request,
                                       feel::Mode mode);

  /// Leaf paths the program may read, with their types. A path absent from a batch counts as missing in every
  /// row.
  const std::vector<ProgramInput>& inputs() const;

  /// How many nodes run as kernels, and which run row by row (for `check` and tests).
  struct Coverage {
    std::size_t kernels = 0;
    std::vector<std::string> row_by_row;  ///< the expressions, as written
  };
  const Coverage& coverage() const;

  Output run(const column::Batch& batch) const;

  /// Decides one case after another without columns, for callers that have one case at a time: a call costs
  /// about a microsecond for each table. Remembers values as runs do. Thread rule: one thread at a time;
  /// several sessions of one program may run at once.
  class Session {
   public:
    explicit Session(const Program& program);
    ~Session();
    Session(Session&& other) noexcept;
    Session& operator=(Session&& other) noexcept;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Gives the input `index` of Program::inputs() a value for the next cases; at first all are missing. A
    /// value of the wrong type becomes null with its reason, as everywhere.
    void set(std::size_t index, const feel::Value& value);
    /// Makes every input missing.
    void clear();
    /// Decides the case that the inputs describe.
    void run();
    /// The value of decision `index` of Request::values; the reference holds until the next call of `run`.
    const feel::Value& value(std::size_t index) const;
    /// The state of a rule of table `index` of Request::tables.
    feel::Tri rule_state(std::size_t index, std::size_t rule) const;

   private:
    void renew();

    std::shared_ptr<const Plan> plan_;
    std::unique_ptr<ProgramState> state_;
    std::vector<feel::Value> values_;  ///< of the inputs
    std::size_t runs_ = 0;
  };

  /// Leaf paths whose value is missing for `row` and on which input clause `input` of table `table` (index in
  /// the request) depends.
  std::vector<std::string> unknown_paths(const column::Batch& batch, std::size_t row, std::size_t table,
                                         std::size_t input) const;

 private:
  explicit Program(std::shared_ptr<const Plan> plan);
  std::shared_ptr<const Plan> plan_;
};

}  // namespace chuhai::dmn
