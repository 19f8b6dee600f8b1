#include "kernel_flat.hpp"
#include "program_state.hpp"

namespace chuhai::dmn {

namespace {

std::int64_t flat_at(const FlatSpan& span, std::size_t row) {
  return span.data == nullptr ? span.constant : span.data[row];
}

feel::Value flat_value(const FlatSpan& span, std::size_t row) {
  column::Values one;
  one.type = span.type;
  one.scale = span.scale;
  one.scaled = {flat_at(span, row)};
  one.days = {static_cast<std::int32_t>(flat_at(span, row))};
  return cell_value(one, 0);
}

}  // namespace

bool ProgramState::try_flat(StepId id, std::size_t rows) {
  const Step& step = plan_->steps[id];
  bool any_flat = false;
  for (const StepId input : step.inputs) any_flat = any_flat || steps_[input].is_flat;
  if (!any_flat) return false;
  if (step.filter && step.flat_allowed && try_flat_filter(id, rows)) return true;
  return step.flat && (step.flat_allowed || step.flat->is_comparison()) && try_flat_expression(id, rows);
}

bool ProgramState::try_flat_filter(StepId id, std::size_t rows) {
  const StepId input = plan_->steps[id].inputs[0];
  StepState& state = steps_[id];
  FlatSpan span = steps_[input].flat;
  if (span.nulls != nullptr) {
    state.nulls.assign(rows, kNoCode);
    for (std::size_t row = 0; row < rows; ++row) {
      if (span.nulls[row] == kNoCode) continue;
      const std::uint64_t pattern = span.nulls[row];
      Code code = state.null_patterns.find(pattern);
      if (code == kNoCode) {
        const feel::Value* argument = &steps_[input].pool[span.nulls[row]];
        code = state.pool.intern(evaluate(plan_->steps[id], Arguments(&argument, 1)));
        state.null_patterns.add(pattern, code);
      }
      state.nulls[row] = code;
    }
    span.nulls = state.nulls.data();
  }
  run_filter(id, span, rows);
  return state.is_flat;
}

void ProgramState::run_filter(StepId id, const FlatSpan& input, std::size_t rows) {
  const Step& step = plan_->steps[id];
  const bool leaf = step.kind == Step::Kind::leaf;
  const Partition& partition = leaf ? *plan_->leaves[step.index].partition : *step.filter;
  StepState& state = steps_[id];
  FlatFilterState& filter = state.filter;
  if (!filter.ready) {
    filter.ready = true;
    for (std::size_t which = 0; which < partition.classes(); ++which) {
      const feel::Value sample = partition.representative(which);
      const feel::Value* argument = &sample;
      const feel::Value kept = leaf ? conform_leaf(plan_->leaves[step.index], sample, plan_->options)
                                    : evaluate(step, Arguments(&argument, 1));
      filter.nulls.push_back(kept.is_null() ? state.pool.intern(kept) : kNoCode);
      filter.usable = filter.usable && (kept.is_null() || identical(kept, sample));
    }
  }
  if (!filter.usable) return;
  state.flat = input;
  state.is_flat = true;
  bool all_stay = true;
  for (const Code null : filter.nulls) all_stay = all_stay && null == kNoCode;
  if (all_stay) return;
  if (filter.scale != input.scale) filter.thresholds = partition.at_scale(input.scale);
  filter.scale = input.scale;
  if (input.nulls == nullptr) state.nulls.assign(rows, kNoCode);
  Code broken = kNoCode;
  for (std::size_t row = 0; row < rows; ++row) {
    const Code null = filter.nulls[filter.thresholds.classify(flat_at(input, row))];
    if (null == kNoCode || state.nulls[row] != kNoCode) continue;
    state.nulls[row] = null;
    broken = null;
  }
  if (leaf && broken != kNoCode) leaves_[step.index].changed = true;
  if (broken != kNoCode || input.nulls != nullptr) state.flat.nulls = state.nulls.data();
}

std::optional<FlatSpan> ProgramState::flat_input(StepId id) const {
  const StepState& state = steps_[id];
  if (state.is_flat) return state.flat;
  if (!state.has_codes || state.codes.codes != nullptr) return std::nullopt;
  const feel::Value& value = state.pool[state.codes.constant];
  column::ValuesBuilder builder(value.kind() == feel::Kind::date ? column::Type::date : column::Type::number);
  if (value.kind() == feel::Kind::date) {
    builder.add(value.date());
  } else if (value.kind() == feel::Kind::number) {
    builder.add(value.number());
  } else {
    return std::nullopt;
  }
  const auto one = builder.finish();
  if (one->wide || one->reason(0) != column::kHasValue) return std::nullopt;
  FlatSpan span;
  span.type = one->type;
  span.scale = one->scale;
  span.constant = one->type == column::Type::date ? one->days[0] : one->scaled[0];
  return span;
}

bool ProgramState::try_flat_expression(StepId id, std::size_t rows) {
  const Step& step = plan_->steps[id];
  StepState& state = steps_[id];
  std::vector<FlatSpan> inputs;
  bool any_null = false;
  for (const StepId input : step.inputs) {
    const auto span = flat_input(input);
    if (!span) return false;
    inputs.push_back(*span);
    any_null = any_null || span->nulls != nullptr;
  }
  // Nulls are told apart by a pair of codes.
  if (any_null && inputs.size() > 2) return false;
  FlatExpression::Result result;
  if (!step.flat->run(inputs, rows, result)) return false;
  if (any_null && !merge_nulls(id, rows, step.flat->is_comparison())) return false;
  if (step.flat->is_comparison()) {
    const Code yes = state.pool.intern(feel::Value(true));
    const Code no = state.pool.intern(feel::Value(false));
    state.storage.resize(rows);
    for (std::size_t row = 0; row < rows; ++row) state.storage[row] = result.numbers[row] != 0 ? yes : no;
    for (std::size_t row = 0; any_null && row < rows; ++row) {
      if (state.nulls[row] != kNoCode) state.storage[row] = state.nulls[row];
    }
    state.codes = {state.storage.data(), kNoCode};
    state.has_codes = true;
    return true;
  }
  state.numbers = std::move(result.numbers);
  state.flat = FlatSpan{column::Type::number, state.numbers.data(), 0, result.scale,
                        any_null ? state.nulls.data() : nullptr};
  state.is_flat = true;
  return true;
}

bool ProgramState::merge_nulls(StepId id, std::size_t rows, bool comparison) {
  const Step& step = plan_->steps[id];
  StepState& state = steps_[id];
  const auto null_at = [&](std::size_t i, std::size_t row) {
    if (i >= step.inputs.size()) return kNoCode;
    const StepState& input = steps_[step.inputs[i]];
    return input.is_flat && input.flat.nulls != nullptr ? input.flat.nulls[row] : kNoCode;
  };
  state.nulls.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const Code first = null_at(0, row);
    const Code second = null_at(1, row);
    if (first == kNoCode && second == kNoCode) {
      state.nulls[row] = kNoCode;
      continue;
    }
    const std::uint64_t pattern = (static_cast<std::uint64_t>(first) << 32) | second;
    Code code = state.null_patterns.find(pattern);
    if (code == kNoCode) {
      std::vector<feel::Value> values;
      for (const StepId input : step.inputs) values.push_back(value_of_row(input, row));
      std::vector<const feel::Value*> arguments;
      for (const feel::Value& value : values) arguments.push_back(&value);
      const feel::Value answer = evaluate(step, arguments);
      // Arithmetic on null is null whatever the other operand is; anything else would not be a pattern.
      if (!comparison && !answer.is_null()) return false;
      code = state.pool.intern(answer);
      state.null_patterns.add(pattern, code);
    }
    state.nulls[row] = code;
  }
  return true;
}

feel::Value ProgramState::value_of_row(StepId id, std::size_t row) const {
  const StepState& state = steps_[id];
  if (!state.is_flat) return state.pool[state.codes.at(row)];
  const Code null = state.flat.nulls == nullptr ? kNoCode : state.flat.nulls[row];
  return null != kNoCode ? state.pool[null] : flat_value(state.flat, row);
}

}  // namespace chuhai::dmn
