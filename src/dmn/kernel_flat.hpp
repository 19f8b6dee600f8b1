#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "column/column.hpp"
#include "feel/evaluate.hpp"
#include "kernel_pool.hpp"

namespace chuhai::dmn {

/// "a" or "a.b.c" as names, outermost first; empty when the node is something else.
std::vector<std::string> chain_of(const feel::Node& node);

/// Numbers (coefficient / 10^scale) or dates (days, scale 0) of a run of rows, as plain arrays.
struct FlatSpan {
  column::Type type = column::Type::number;
  const std::int64_t* data = nullptr;  ///< null: `constant` stands for every row
  std::int64_t constant = 0;
  int scale = 0;
  const Code* nulls = nullptr;  ///< kNoCode where there is a value; null: every row has one
};

/// Arithmetic and comparison on plain arrays: + - * and negation of numbers, year, month and day of dates,
/// and one comparison at the top. Each is strict, so that rows without a value can be left to the
/// interpreter.
class FlatExpression {
 public:
  /// Nothing when the expression holds anything else. `inputs` are the variables it may read.
  static std::optional<FlatExpression> compile(const feel::Node& node,
                                               const std::vector<std::vector<std::string>>& inputs,
                                               const feel::EvaluationOptions& options);

  /// The type every answer has that is not null, given the types of the inputs; nothing when the operations
  /// would mean something else than arithmetic (texts joined, dates subtracted).
  std::optional<column::Type> type_of(std::span<const std::optional<column::Type>> inputs) const;

  /// True when the answer is a comparison's.
  bool is_comparison() const { return comparison_; }

  struct Result {
    int scale = 0;
    std::vector<std::int64_t> numbers;  ///< of a comparison: 1 or 0
  };
  /// False when the inputs have other types than the operations need or a number leaves int64: then the
  /// rows have to be evaluated in another way. Entries of rows without a value are meaningless.
  bool run(std::span<const FlatSpan> inputs, std::size_t rows, Result& result) const;

 private:
  enum class Op : std::uint8_t {
    input,
    constant,
    negate,
    add,
    subtract,
    multiply,
    year,
    month,
    day,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
  };
  struct Step {
    Op op = Op::input;
    std::size_t left = 0;
    std::size_t right = 0;
    FlatSpan constant;
  };
  struct Operand {
    FlatSpan span;
    std::vector<std::int64_t> owned;
  };
  class Compiler;

  static bool run_step(const Step& step, std::vector<Operand>& operands, std::size_t rows, Operand& result);
  static bool run_arithmetic(Op op, const FlatSpan& a, const FlatSpan& b, std::size_t rows, Operand& result);
  static bool run_comparison(Op op, const FlatSpan& a, const FlatSpan& b, std::size_t rows, Operand& result);
  static bool run_date_part(Op op, const FlatSpan& date, std::size_t rows, Operand& result);

  std::vector<Step> steps_;  ///< operands before the operations that use them; the last is the answer
  bool comparison_ = false;
};

}  // namespace chuhai::dmn
