#include "kernel_flat.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "kernel_partition.hpp"

namespace chuhai::dmn {

namespace {

using feel::Node;
using feel::NodeKind;
using feel::Value;

constexpr int kFlatScaleMax = 18;

std::int64_t power_of_ten_int64(int exponent) {
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

std::optional<FlatSpan> flat_constant(const Value& value) {
  FlatSpan span;
  if (value.kind() == feel::Kind::date) {
    span.type = column::Type::date;
    span.constant = calendar::to_days(value.date());
    return span;
  }
  if (value.kind() != feel::Kind::number || !value.number().is_finite()) return std::nullopt;
  span.scale = value.number().decimals();
  if (span.scale > kFlatScaleMax) return std::nullopt;
  const auto coefficient = value.number().to_scaled_int64(span.scale);
  if (!coefficient) return std::nullopt;
  span.constant = *coefficient;
  return span;
}

/// Brings an operand to a larger scale; the copy lives in `storage`.
bool rescale(FlatSpan& span, int scale, std::size_t rows, std::vector<std::int64_t>& storage) {
  if (span.scale == scale) return true;
  const std::int64_t factor = power_of_ten_int64(scale - span.scale);
  span.scale = scale;
  if (span.data == nullptr) return !__builtin_mul_overflow(span.constant, factor, &span.constant);
  storage.resize(rows);
  bool overflow = false;
  for (std::size_t i = 0; i < rows; ++i) {
    // A row without a value holds anything; its product does not matter as long as it does not trap.
    if (__builtin_mul_overflow(span.data[i], factor, &storage[i])) {
      overflow = overflow || span.nulls == nullptr || span.nulls[i] == kNoCode;
    }
  }
  span.data = storage.data();
  return !overflow;
}

template <class Operation>
bool map_rows(const FlatSpan& a, const FlatSpan& b, std::size_t rows, std::vector<std::int64_t>& result,
              Operation operation) {
  result.resize(rows);
  bool failed = false;
  const auto run = [&](auto left, auto right) {
    for (std::size_t i = 0; i < rows; ++i) failed |= operation(left(i), right(i), result[i]);
  };
  const auto a_row = [&](std::size_t i) { return a.data[i]; };
  const auto b_row = [&](std::size_t i) { return b.data[i]; };
  const auto a_all = [value = a.constant](std::size_t) { return value; };
  const auto b_all = [value = b.constant](std::size_t) { return value; };
  if (a.data != nullptr && b.data != nullptr)
    run(a_row, b_row);
  else if (a.data != nullptr)
    run(a_row, b_all);
  else if (b.data != nullptr)
    run(a_all, b_row);
  else
    run(a_all, b_all);
  return !failed;
}

}  // namespace

std::vector<std::string> chain_of(const Node& node) {
  if (node.kind == NodeKind::name) return {node.text};
  if (node.kind != NodeKind::path || node.children.size() != 1) return {};
  std::vector<std::string> chain = chain_of(*node.children[0]);
  if (!chain.empty()) chain.push_back(node.text);
  return chain;
}

class FlatExpression::Compiler {
 public:
  Compiler(const std::vector<std::vector<std::string>>& inputs, const feel::EvaluationOptions& options)
      : inputs_(inputs), options_(options) {}

  std::optional<FlatExpression> whole(const Node& node) {
    static constexpr std::array<std::pair<NodeKind, Op>, 6> kComparisons{{
        {NodeKind::equal, Op::equal},
        {NodeKind::not_equal, Op::not_equal},
        {NodeKind::less, Op::less},
        {NodeKind::less_equal, Op::less_equal},
        {NodeKind::greater, Op::greater},
        {NodeKind::greater_equal, Op::greater_equal},
    }};
    for (const auto& [kind, op] : kComparisons) {
      if (node.kind != kind || node.children.size() != 2) continue;
      result_.comparison_ = true;
      return binary(op, node) ? std::optional(result_) : std::nullopt;
    }
    return expression(node) ? std::optional(result_) : std::nullopt;
  }

 private:
  std::optional<std::size_t> add(Step step) {
    result_.steps_.push_back(step);
    return result_.steps_.size() - 1;
  }

  std::optional<std::size_t> binary(Op op, const Node& node) {
    const auto left = expression(*node.children[0]);
    if (!left) return std::nullopt;
    const auto right = expression(*node.children[1]);
    if (!right) return std::nullopt;
    return add({op, *left, *right, {}});
  }

  std::optional<std::size_t> expression(const Node& node) {
    if (is_constant_expression(node)) {
      const feel::Environment empty;
      const auto constant = flat_constant(feel::evaluate(node, empty, options_));
      return constant ? add({Op::constant, 0, 0, *constant}) : std::nullopt;
    }
    if (const auto input = input_of(node)) return add({Op::input, *input, 0, {}});
    switch (node.kind) {
      case NodeKind::add:
        return binary(Op::add, node);
      case NodeKind::subtract:
        return binary(Op::subtract, node);
      case NodeKind::multiply:
        return binary(Op::multiply, node);
      case NodeKind::negate:
        return unary(Op::negate, node);
      case NodeKind::path:
        if (node.text == "year") return unary(Op::year, node);
        if (node.text == "month") return unary(Op::month, node);
        if (node.text == "day") return unary(Op::day, node);
        return std::nullopt;
      default:
        return std::nullopt;
    }
  }

  std::optional<std::size_t> unary(Op op, const Node& node) {
    const auto operand = expression(*node.children[0]);
    return operand ? add({op, *operand, 0, {}}) : std::nullopt;
  }

  std::optional<std::size_t> input_of(const Node& node) const {
    const std::vector<std::string> chain = chain_of(node);
    const auto found = std::find(inputs_.begin(), inputs_.end(), chain);
    if (chain.empty() || found == inputs_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - inputs_.begin());
  }

  const std::vector<std::vector<std::string>>& inputs_;
  const feel::EvaluationOptions& options_;
  FlatExpression result_;
};

std::optional<FlatExpression> FlatExpression::compile(const Node& node,
                                                      const std::vector<std::vector<std::string>>& inputs,
                                                      const feel::EvaluationOptions& options) {
  return Compiler(inputs, options).whole(node);
}

std::optional<column::Type> FlatExpression::type_of(
    std::span<const std::optional<column::Type>> inputs) const {
  std::vector<std::optional<column::Type>> types(steps_.size());
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    switch (step.op) {
      case Op::input:
        types[i] = inputs[step.left];
        break;
      case Op::constant:
        types[i] = step.constant.type;
        break;
      case Op::year:
      case Op::month:
      case Op::day:
        if (types[step.left] == column::Type::date) types[i] = column::Type::number;
        break;
      case Op::negate:
        if (types[step.left] == column::Type::number) types[i] = column::Type::number;
        break;
      case Op::add:
      case Op::subtract:
      case Op::multiply:
        if (types[step.left] == column::Type::number && types[step.right] == column::Type::number) {
          types[i] = column::Type::number;
        }
        break;
      default:
        if (types[step.left] && types[step.left] == types[step.right]) types[i] = column::Type::boolean;
        break;
    }
  }
  return types.back();
}

bool FlatExpression::run(std::span<const FlatSpan> inputs, std::size_t rows, Result& result) const {
  std::vector<Operand> operands(steps_.size());
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    if (step.op == Op::input) {
      operands[i].span = inputs[step.left];
    } else if (step.op == Op::constant) {
      operands[i].span = step.constant;
    } else if (!run_step(step, operands, rows, operands[i])) {
      return false;
    }
  }
  Operand& last = operands.back();
  if (!comparison_ && last.span.type != column::Type::number) return false;
  result.scale = last.span.scale;
  if (last.span.data == nullptr) {
    result.numbers.assign(rows, last.span.constant);
  } else if (last.owned.empty()) {
    result.numbers.assign(last.span.data, last.span.data + rows);
  } else {
    result.numbers = std::move(last.owned);
  }
  return true;
}

bool FlatExpression::run_step(const Step& step, std::vector<Operand>& operands, std::size_t rows,
                              Operand& result) {
  const FlatSpan& left = operands[step.left].span;
  switch (step.op) {
    case Op::year:
    case Op::month:
    case Op::day:
      return run_date_part(step.op, left, rows, result);
    case Op::negate: {
      FlatSpan zero;
      zero.scale = left.scale;
      return run_arithmetic(Op::subtract, zero, left, rows, result);
    }
    case Op::add:
    case Op::subtract:
    case Op::multiply:
      return run_arithmetic(step.op, left, operands[step.right].span, rows, result);
    default:
      return run_comparison(step.op, left, operands[step.right].span, rows, result);
  }
}

bool FlatExpression::run_arithmetic(Op op, const FlatSpan& a, const FlatSpan& b, std::size_t rows,
                                    Operand& result) {
  if (a.type != column::Type::number || b.type != column::Type::number) return false;
  FlatSpan left = a;
  FlatSpan right = b;
  std::vector<std::int64_t> left_storage;
  std::vector<std::int64_t> right_storage;
  bool fits = true;
  if (op == Op::multiply) {
    result.span.scale = left.scale + right.scale;
    fits = result.span.scale <= kFlatScaleMax &&
           map_rows(left, right, rows, result.owned, [](std::int64_t x, std::int64_t y, std::int64_t& z) {
             return __builtin_mul_overflow(x, y, &z);
           });
  } else {
    result.span.scale = std::max(left.scale, right.scale);
    fits = rescale(left, result.span.scale, rows, left_storage) &&
           rescale(right, result.span.scale, rows, right_storage);
    if (!fits) return false;
    fits = op == Op::add ? map_rows(left, right, rows, result.owned,
                                    [](std::int64_t x, std::int64_t y, std::int64_t& z) {
                                      return __builtin_add_overflow(x, y, &z);
                                    })
                         : map_rows(left, right, rows, result.owned,
                                    [](std::int64_t x, std::int64_t y, std::int64_t& z) {
                                      return __builtin_sub_overflow(x, y, &z);
                                    });
  }
  result.span.data = result.owned.data();
  return fits;
}

bool FlatExpression::run_comparison(Op op, const FlatSpan& a, const FlatSpan& b, std::size_t rows,
                                    Operand& result) {
  if (a.type != b.type) return false;
  FlatSpan left = a;
  FlatSpan right = b;
  std::vector<std::int64_t> left_storage;
  std::vector<std::int64_t> right_storage;
  const int scale = std::max(left.scale, right.scale);
  if (!rescale(left, scale, rows, left_storage) || !rescale(right, scale, rows, right_storage)) return false;
  const auto compare = [&](auto holds) {
    map_rows(left, right, rows, result.owned, [holds](std::int64_t x, std::int64_t y, std::int64_t& z) {
      z = holds(x, y) ? 1 : 0;
      return false;
    });
  };
  switch (op) {
    case Op::equal:
      compare([](std::int64_t x, std::int64_t y) { return x == y; });
      break;
    case Op::not_equal:
      compare([](std::int64_t x, std::int64_t y) { return x != y; });
      break;
    case Op::less:
      compare([](std::int64_t x, std::int64_t y) { return x < y; });
      break;
    case Op::less_equal:
      compare([](std::int64_t x, std::int64_t y) { return x <= y; });
      break;
    case Op::greater:
      compare([](std::int64_t x, std::int64_t y) { return x > y; });
      break;
    default:
      compare([](std::int64_t x, std::int64_t y) { return x >= y; });
      break;
  }
  result.span.data = result.owned.data();
  return true;
}

bool FlatExpression::run_date_part(Op op, const FlatSpan& date, std::size_t rows, Operand& result) {
  if (date.type != column::Type::date) return false;
  const auto part = [op](std::int64_t days) -> std::int64_t {
    const calendar::Date found = calendar::from_days(days);
    return op == Op::year ? found.year : op == Op::month ? found.month : found.day;
  };
  if (date.data == nullptr) {
    result.span.constant = part(date.constant);
    return true;
  }
  result.owned.resize(rows);
  for (std::size_t i = 0; i < rows; ++i) result.owned[i] = part(date.data[i]);
  result.span.data = result.owned.data();
  return true;
}

}  // namespace chuhai::dmn
