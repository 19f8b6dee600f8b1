#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "dmn/program.hpp"
#include "kernel_sets.hpp"
#include "kernel_tree.hpp"
#include "kernel_tuples.hpp"
#include "program_plan.hpp"

namespace chuhai::dmn {

/// Rows that are worked on at once: their codes stay in the first-level caches.
inline constexpr std::size_t kChunkRows = 2048;

/// Chooses the classes of a partition among plain values and knows which of them become null.
struct FlatFilterState {
  Partition::Thresholds thresholds;
  int scale = -1;
  std::vector<Code> nulls;  ///< by class; kNoCode where values stay
  bool ready = false;
  bool usable = true;
};

/// What a step knows across batches, and its result for the rows in work.
struct StepState {
  ValuePool pool;
  TupleTable tuples;
  std::vector<Code> results;  ///< by tuple
  CodeMap integers;           ///< plain value -> code, at `integer_scale`
  int integer_scale = -1;
  CodeMap null_patterns;  ///< codes of nulls among the inputs -> code
  FlatFilterState filter;

  bool is_flat = false;
  bool has_codes = false;
  CodeSpan codes;
  FlatSpan flat;
  std::vector<Code> storage;
  std::vector<Code> scratch;
  std::vector<Code> nulls;
  std::vector<std::int64_t> numbers;
};

struct LeafState {
  const column::Column* column = nullptr;       ///< of the batch in work
  std::shared_ptr<const column::Values> known;  ///< whose codes `remap` translates
  std::vector<Code> remap;
  std::unordered_map<std::string, Code> strings;
  ValuePool raw_values;  ///< that no map by plain numbers or texts holds
  std::vector<Code> raw_codes;
  Code fixed = kNoCode;  ///< of the case in work, when there are no columns
  std::vector<Code> reasons;
  std::array<Code, 2> booleans{kNoCode, kNoCode};
  bool many = false;                       ///< too many distinct values to keep them all
  bool changed = false;                    ///< some value seen so far did not conform
  std::optional<column::Column> finished;  ///< the conformed column of the batch in work
};

/// What is known about one clause, for tables as bit sets: `words` words of rules that pass, then as many
/// that might, by tuple or by null and class. For tables as lists: regions of values.
struct ClauseState {
  TupleTable tuples;
  std::vector<std::uint64_t> by_tuple;
  std::vector<std::uint64_t> by_class;
  Partition::Thresholds thresholds;
  int scale = -1;
  std::vector<Code> scratch;
  std::vector<Region> region_of_code;
  std::vector<Region> regions;  ///< rows in work
  CodeSpan tuple_codes;         ///< rows in work
  CodeMap asked;                ///< cell and tuple -> the interpreter's answer
};

/// States of the rules for the rows in work, as bit sets or as lists.
struct RulesState {
  std::vector<ClauseState> clauses;
  std::vector<std::uint64_t> matched;
  std::vector<std::uint64_t> possible;  ///< matched, or nothing speaks against it
  struct Ends {
    std::size_t matched = 0;
    std::size_t might = 0;
  };
  std::vector<RuleId> rules;  ///< by row: those that match, then those that might
  std::vector<Ends> ends;
  RuleTree::Search search;

  std::span<const RuleId> matched_of(std::size_t row) const {
    const std::size_t begin = row == 0 ? 0 : ends[row - 1].might;
    return std::span(rules).subspan(begin, ends[row].matched - begin);
  }
  std::span<const RuleId> might_of(std::size_t row) const {
    return std::span(rules).subspan(ends[row].matched, ends[row].might - ends[row].matched);
  }
};

/// States of rules as codes, for answers. Only what can change the answer is kept of a state.
struct AnswerState {
  RuleSets sets;
  std::vector<Code> single;  ///< by rule: it alone matches
  Code none = kNoCode;       ///< no rule matches or might
  std::vector<Code> states;  ///< rows in work
  std::vector<std::uint64_t> seen;
  std::uint64_t stamp = 0;
};

/// Gathers the results of one step over all chunks into a column.
struct Collected {
  StepId step = 0;
  bool started = false;
  bool flat = false;
  column::Type type = column::Type::number;  ///< of plain values
  bool constant = true;
  Code last = kNoCode;
  std::vector<Code> codes;
  std::optional<column::ValuesBuilder> builder;
};

/// Everything one run changes. Kept between runs, so that what was found out about a distinct value serves
/// later batches too. Thread rule: one run at a time.
class ProgramState {
 public:
  explicit ProgramState(const CompiledPlan& plan);
  Program::Output run(const column::Batch& batch);

  // One case without columns (program_session.cpp).
  void begin_cases();
  void end_cases();
  void fix_leaf(StepId id, const feel::Value& value);
  void run_case();
  const feel::Value& value_of_case(StepId id) const;
  feel::Tri rule_of_case(StepId id, std::size_t rule) const;

  /// Values of one row of a batch at the leaves given, by leaf index.
  feel::Value leaf_value(const column::Batch& batch, std::size_t leaf, std::size_t row);
  /// Roughly how many values are remembered.
  std::size_t remembered() const;

 private:
  // Running (program_run.cpp).
  void begin_output(Program::Output& output, std::vector<Collected>& collected, std::size_t rows) const;
  void copy_states(Program::Output& output, std::size_t begin, std::size_t rows) const;
  void run_chunk(std::size_t begin, std::size_t rows);
  void run_memo(StepId id, std::size_t rows);
  void run_filter(StepId id, const FlatSpan& input, std::size_t rows);
  bool try_flat(StepId id, std::size_t rows);
  bool try_flat_filter(StepId id, std::size_t rows);
  bool try_flat_expression(StepId id, std::size_t rows);
  bool merge_nulls(StepId id, std::size_t rows, bool any_null);
  std::optional<FlatSpan> flat_input(StepId id) const;
  const CodeSpan& codes_of(StepId id, std::size_t rows);
  Code code_of_integer(StepId id, std::int64_t value);
  void set_scale(StepState& state, int scale);
  feel::Value evaluate(const Step& step, Arguments arguments);
  void evaluate_new_tuples(StepId id);
  feel::Value value_of_row(StepId id, std::size_t row) const;

  // Leaves (program_leaf.cpp).
  void begin_leaf(StepId id, const column::Batch& batch);
  void run_leaf(StepId id, std::size_t begin, std::size_t rows);
  bool run_flat_leaf(StepId id, std::size_t begin, std::size_t rows);
  Code code_of_cell(StepId id, const column::Values& values, std::size_t i);
  Code code_of_reason(StepId id, column::Reason reason);
  Code conformed_code(StepId id, const feel::Value& raw);
  Code code_of_raw(StepId id, const feel::Value& raw);

  // Tables (program_rules.cpp).
  class RowOracle;
  void run_rules(StepId id, std::size_t rows);
  void run_listed_rules(const TablePlan& table, RulesState& state, std::size_t rows);
  void place_rows(const ClausePlan& plan, ClauseState& own, std::size_t rows);
  CodeSpan find_clause_tuples(const ClausePlan& plan, ClauseState& own, std::size_t rows);
  feel::Tri ask_cell(const TablePlan& table, std::size_t clause, const ClauseState& state, CellId cell,
                     Code tuple);
  void run_clause(const TablePlan& table, std::size_t clause, RulesState& state, std::size_t rows);
  void extend_clause(const TablePlan& table, std::size_t clause, ClauseState& state, std::size_t tuples);
  void run_flat_clause(const TablePlan& table, std::size_t clause, RulesState& state, std::size_t rows);

  // Answers of tables (program_answer.cpp).
  void run_answer(StepId id, std::size_t rows);
  void extend_answers(StepId id, std::size_t tuples);
  CodeSpan state_codes(StepId id, std::size_t rows);
  Code state_of_rules(StepId id, std::span<const RuleId> matched, std::span<const RuleId> might);
  Code intern_rules(StepId id, std::span<const RuleId> matched, std::span<const RuleId> might);
  std::span<const RuleId> distinct_outputs(StepId id, std::span<const RuleId> rules,
                                           std::vector<RuleId>& kept);

  // Results (program_output.cpp).
  void collect(Collected& collected, std::size_t begin, std::size_t rows, std::size_t total);
  column::Column finish(Collected& collected, std::size_t rows);
  column::Column column_of_codes(const Collected& collected, std::size_t rows);
  column::Column leaf_column(StepId id, std::size_t rows);
  column::Column conformed_flat(StepId id);

  const CompiledPlan* plan_;
  std::vector<StepState> steps_;
  std::vector<LeafState> leaves_;
  std::vector<RulesState> rules_;
  std::vector<AnswerState> answers_;  ///< by step, empty for others
};

/// Reason code of a null for columns, and back.
column::Reason reason_of(const feel::Value& null);
feel::Value null_of(column::Reason reason);
/// The cell of a column as a FEEL value.
feel::Value cell_value(const column::Values& values, std::size_t i);
/// Adds a scalar of the builder's type, or unknown with kWrongType.
void add_value(column::ValuesBuilder& builder, column::Type type, const feel::Value& value);

}  // namespace chuhai::dmn
