#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boxed.hpp"
#include "column/column.hpp"
#include "graph.hpp"
#include "kernel_cells.hpp"
#include "kernel_flat.hpp"
#include "kernel_partition.hpp"
#include "kernel_tree.hpp"

namespace chuhai::dmn {

/// Place of a step in a plan; a step's inputs come before it.
using StepId = std::uint32_t;
using NamePath = std::vector<std::string>;
/// The values of a step's inputs for one distinct tuple.
using Arguments = std::span<const feel::Value* const>;

/// Which variables an expression sees, as a recipe for building the interpreter's frame.
class FrameShape {
 public:
  void add(const NamePath& path, std::size_t argument);
  void add_callable(const NamePath& path, const Located& callable);
  void fill(const Run& run, Arguments arguments, Frame& frame) const;

 private:
  static constexpr std::size_t kNoArgument = static_cast<std::size_t>(-1);
  struct Variable {
    std::string name;
    std::size_t argument = kNoArgument;
    Located callable;
    std::vector<Variable> members;
  };
  Variable& place(const NamePath& path);
  static feel::Value value_of(const Variable& variable, const Run& run, Arguments arguments);

  std::vector<Variable> variables_;
};

/// A scalar of the batch that a plan may read, and how it is brought to its declared type.
struct Leaf {
  std::string path;  ///< name of the column
  column::Type type = column::Type::string;
  bool typed = false;  ///< false: any type is welcome
  const Model* model = nullptr;
  std::string type_ref;  ///< of the whole input
  NamePath members;      ///< from the whole input to the leaf
  /// Where the allowed values can change for plain numbers and dates; none when that cannot be told.
  std::optional<Partition> partition;
};

/// The value of a leaf from a raw one: conformed to the declared type, or null with the reason.
feel::Value conform_leaf(const Leaf& leaf, const feel::Value& raw, const feel::EvaluationOptions& options);

/// One input clause of a table: its value and the other variables that its cells read.
struct ClausePlan {
  std::vector<StepId> members;  ///< the input, then the other variables
  FrameShape frame;             ///< of the other variables, as arguments 1..
  std::shared_ptr<const CellIndex> cells;
  std::optional<Partition> partition;  ///< of plain inputs, where the interpreter need not be asked
};

struct TablePlan {
  const Model* model = nullptr;
  const DecisionTable* table = nullptr;
  std::vector<ClausePlan> clauses;
  std::vector<std::size_t> deciding;  ///< clauses in which some cell is not "-"
  std::size_t words = 0;
  std::vector<RuleId> same_outputs;      ///< by rule: the first rule whose outputs are written alike
  bool requested = false;                ///< rule by rule, so that rules that might match are always wanted
  std::shared_ptr<const RuleTree> tree;  ///< of the deciding clauses; null: the rules are bit sets
};

/// One step of a plan: what is computed for every row from the steps before it.
struct Step {
  enum class Kind : std::uint8_t {
    leaf,
    constant,
    memo,    ///< a pure function of the inputs, evaluated once for each distinct tuple
    rules,   ///< states of a table's rules, as bit sets
    answer,  ///< a table's answer: a memo whose first argument is the states of step `rules`
  };
  Kind kind = Kind::memo;
  std::size_t index = 0;  ///< of the leaf or table
  feel::Value constant;
  std::vector<StepId> inputs;
  StepId rules = 0;  ///< of an answer
  std::function<feel::Value(const Run&, Arguments)> function;
  std::function<feel::Value(const Run&, RuleLists, Arguments)> answer;
  std::optional<FlatExpression> flat;
  std::optional<Partition> filter;   ///< the function only turns some classes into null: plain values stay so
  std::optional<column::Type> type;  ///< every value has this type or is null
  bool flat_allowed = false;         ///< nothing downstream can see how a number was written
  bool needed = false;
  std::string text;  ///< for people
};

/// A compiled model. Immutable.
struct CompiledPlan {
  std::shared_ptr<const Model> model;
  std::shared_ptr<const ModelGraph> graph;
  feel::EvaluationOptions options;
  std::vector<Leaf> leaves;
  std::vector<TablePlan> tables;
  std::vector<Step> steps;
  std::vector<StepId> values;           ///< of the request
  std::vector<StepId> requested_rules;  ///< of the request
  std::size_t distinct_max = 0;         ///< of the request
  std::size_t bit_set_rules_max = 0;    ///< of the request
  std::size_t kernels = 0;
  std::vector<std::string> row_by_row;

  Run start_run() const { return dmn::start_run(graph, options); }
};

/// The scalar type of columns for a built-in type's name; nothing for others.
std::optional<column::Type> column_type(std::string_view canonical);
std::optional<column::Type> column_type(const feel::Value& value);

}  // namespace chuhai::dmn
