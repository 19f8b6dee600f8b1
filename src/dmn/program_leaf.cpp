#include <algorithm>
#include <cstdlib>
#include <string>

#include "program_state.hpp"

namespace chuhai::dmn {

namespace {

bool is_plain(const column::Values& values) {
  return (values.type == column::Type::number && !values.wide) || values.type == column::Type::date;
}

}  // namespace

feel::Value null_of(column::Reason reason) {
  switch (reason) {
    case column::kMissing:
      return feel::Value::null("missing", "The value is not given.");
    case column::kWrongType:
      return feel::Value::null("wrong_type", "The value has the wrong type.");
    case column::kNotAllowed:
      return feel::Value::null("not_allowed", "The value is not allowed.");
    case column::kUndecided:
      return feel::Value::null("undecided_rule", "The value could not be decided.");
    case column::kArithmetic:
      return feel::Value::null("arithmetic", "The value could not be calculated.");
    default:
      return feel::Value::null("reason_" + std::to_string(reason), "The value is unknown.");
  }
}

column::Reason reason_of(const feel::Value& null) {
  const std::string& code = null.reason().code;
  if (code == "missing") return column::kMissing;
  if (code == "wrong_type") return column::kWrongType;
  if (code == "not_allowed") return column::kNotAllowed;
  if (code == "undecided_rule") return column::kUndecided;
  if (!code.starts_with("reason_")) return column::kArithmetic;
  const int reason = std::atoi(code.c_str() + 7);
  return reason > 0 && reason <= 0xFFFF ? static_cast<column::Reason>(reason) : column::kArithmetic;
}

feel::Value cell_value(const column::Values& values, std::size_t i) {
  if (values.reason(i) != column::kHasValue) return null_of(values.reason(i));
  switch (values.type) {
    case column::Type::boolean:
      return feel::Value(values.boolean(i));
    case column::Type::number:
      return feel::Value(values.number(i));
    case column::Type::string:
      return feel::Value(values.strings[i]);
    case column::Type::date:
      return feel::Value(values.date(i));
  }
  return feel::Value();
}

Code ProgramState::conformed_code(StepId id, const feel::Value& raw) {
  const std::size_t index = plan_->steps[id].index;
  const feel::Value conformed = conform_leaf(plan_->leaves[index], raw, plan_->options);
  if (conformed.is_null() && !raw.is_null()) leaves_[index].changed = true;
  return steps_[id].pool.intern(conformed);
}

Code ProgramState::code_of_reason(StepId id, column::Reason reason) {
  std::vector<Code>& known = leaves_[plan_->steps[id].index].reasons;
  if (reason >= known.size()) known.resize(reason + 1U, kNoCode);
  if (known[reason] == kNoCode) known[reason] = steps_[id].pool.intern(null_of(reason));
  return known[reason];
}

Code ProgramState::code_of_cell(StepId id, const column::Values& values, std::size_t i) {
  if (values.reason(i) != column::kHasValue) return code_of_reason(id, values.reason(i));
  LeafState& leaf = leaves_[plan_->steps[id].index];
  switch (values.type) {
    case column::Type::boolean: {
      Code& code = leaf.booleans[values.booleans[i] != 0 ? 1 : 0];
      if (code == kNoCode) code = conformed_code(id, cell_value(values, i));
      return code;
    }
    case column::Type::string: {
      const auto known = leaf.strings.find(values.strings[i]);
      if (known != leaf.strings.end()) return known->second;
      const Code code = conformed_code(id, cell_value(values, i));
      leaf.strings.emplace(values.strings[i], code);
      return code;
    }
    case column::Type::number:
    case column::Type::date:
      break;
  }
  // Numbers and dates live in one map only while the column keeps the leaf's type, which tells them apart.
  const bool own_type = plan_->leaves[plan_->steps[id].index].type == values.type;
  if (is_plain(values) && own_type) {
    const bool number = values.type == column::Type::number;
    set_scale(steps_[id], number ? values.scale : 0);
    return code_of_integer(id, number ? values.scaled[i] : values.days[i]);
  }
  return code_of_raw(id, cell_value(values, i));
}

Code ProgramState::code_of_raw(StepId id, const feel::Value& raw) {
  LeafState& leaf = leaves_[plan_->steps[id].index];
  const Code code = leaf.raw_values.intern(raw);
  if (code >= leaf.raw_codes.size()) leaf.raw_codes.push_back(conformed_code(id, leaf.raw_values[code]));
  return leaf.raw_codes[code];
}

void ProgramState::begin_leaf(StepId id, const column::Batch& batch) {
  const Leaf& leaf = plan_->leaves[plan_->steps[id].index];
  LeafState& state = leaves_[plan_->steps[id].index];
  state.column = batch.find(leaf.path);
  state.finished.reset();
  if (state.column == nullptr) return;
  if (state.column->form() != column::Form::dictionary) return;
  if (state.known == state.column->shared_values()) return;
  state.known = state.column->shared_values();
  state.remap.assign(state.known->size(), kNoCode);
}

bool ProgramState::run_flat_leaf(StepId id, std::size_t begin, std::size_t rows) {
  const Leaf& leaf = plan_->leaves[plan_->steps[id].index];
  LeafState& state = leaves_[plan_->steps[id].index];
  const column::Values& values = state.column->values();
  if (!state.many || !plan_->steps[id].flat_allowed || !leaf.typed || !leaf.partition) return false;
  if (!is_plain(values) || values.type != leaf.type) return false;
  StepState& step = steps_[id];
  FlatSpan span;
  span.type = values.type;
  if (values.type == column::Type::number) {
    span.scale = values.scale;
    span.data = values.scaled.data() + begin;
  } else {
    step.numbers.assign(values.days.begin() + static_cast<std::ptrdiff_t>(begin),
                        values.days.begin() + static_cast<std::ptrdiff_t>(begin + rows));
    span.data = step.numbers.data();
  }
  if (!values.reasons.empty()) {
    step.nulls.resize(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const column::Reason reason = values.reasons[begin + row];
      step.nulls[row] = reason == column::kHasValue ? kNoCode : code_of_reason(id, reason);
    }
    span.nulls = step.nulls.data();
  }
  run_filter(id, span, rows);
  return step.is_flat;
}

void ProgramState::run_leaf(StepId id, std::size_t begin, std::size_t rows) {
  LeafState& state = leaves_[plan_->steps[id].index];
  StepState& step = steps_[id];
  if (state.fixed != kNoCode) {
    step.codes = {nullptr, state.fixed};
    step.has_codes = true;
    return;
  }
  if (state.column == nullptr || state.column->form() == column::Form::constant) {
    const Code code = state.column == nullptr ? code_of_reason(id, column::kMissing)
                                              : code_of_cell(id, state.column->values(), 0);
    step.codes = {nullptr, code};
    step.has_codes = true;
    return;
  }
  const column::Values& values = state.column->values();
  const bool dictionary = state.column->form() == column::Form::dictionary;
  state.many = state.many || step.integers.size() >= plan_->distinct_max;
  if (!dictionary && run_flat_leaf(id, begin, rows)) return;
  step.storage.resize(rows);
  step.codes = {step.storage.data(), kNoCode};
  step.has_codes = true;
  if (!dictionary) {
    for (std::size_t row = 0; row < rows; ++row) step.storage[row] = code_of_cell(id, values, begin + row);
    return;
  }
  const std::uint32_t* codes = state.column->codes().data() + begin;
  for (std::size_t row = 0; row < rows; ++row) {
    Code& code = state.remap[codes[row]];
    if (code == kNoCode) code = code_of_cell(id, values, codes[row]);
    step.storage[row] = code;
  }
}

feel::Value ProgramState::leaf_value(const column::Batch& batch, std::size_t leaf, std::size_t row) {
  const column::Column* found = batch.find(plan_->leaves[leaf].path);
  if (found == nullptr) return null_of(column::kMissing);
  return conform_leaf(plan_->leaves[leaf], cell_value(found->values(), found->index(row)), plan_->options);
}

}  // namespace chuhai::dmn
