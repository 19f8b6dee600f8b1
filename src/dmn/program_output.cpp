#include <algorithm>
#include <optional>
#include <string>

#include "program_state.hpp"

namespace chuhai::dmn {

namespace {

/// The type of a column that holds the values: their common scalar type, else text.
column::Type common_type(const std::vector<const feel::Value*>& values,
                         std::optional<column::Type> declared) {
  if (declared) return *declared;
  std::optional<column::Type> common;
  for (const feel::Value* value : values) {
    if (value->is_null()) continue;
    const auto type = column_type(*value);
    if (!type || (common && common != type)) return column::Type::string;
    common = type;
  }
  return common.value_or(column::Type::string);
}

void add_flat(column::ValuesBuilder& builder, const FlatSpan& flat, std::size_t row) {
  const std::int64_t value = flat.data == nullptr ? flat.constant : flat.data[row];
  if (flat.type == column::Type::date) {
    builder.add(calendar::from_days(value));
  } else {
    builder.add_scaled(value, flat.scale);
  }
}

}  // namespace

void add_value(column::ValuesBuilder& builder, column::Type type, const feel::Value& value) {
  if (value.is_null()) return builder.add_unknown(reason_of(value));
  const bool fits = column_type(value) == type;
  switch (type) {
    case column::Type::boolean:
      return fits ? builder.add(value.boolean()) : builder.add_unknown(column::kWrongType);
    case column::Type::number:
      return fits ? builder.add(value.number()) : builder.add_unknown(column::kWrongType);
    case column::Type::date:
      return fits ? builder.add(value.date()) : builder.add_unknown(column::kWrongType);
    case column::Type::string:
      // Durations and mixtures have no column type of their own: they are shown as FEEL writes them.
      return builder.add(std::string_view(fits ? value.string() : feel::to_feel_text(value)));
  }
}

column::Column ProgramState::conformed_flat(StepId id) {
  const Leaf& leaf = plan_->leaves[plan_->steps[id].index];
  const column::Values& values = leaves_[plan_->steps[id].index].column->values();
  const FlatFilterState& filter = steps_[id].filter;
  const bool plain = filter.ready && filter.usable && values.type == leaf.type && !values.wide;
  const auto thresholds =
      plain ? leaf.partition->at_scale(values.type == column::Type::number ? values.scale : 0)
            : Partition::Thresholds{};
  column::ValuesBuilder builder(leaf.type);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!plain || values.reason(i) != column::kHasValue) {
      add_value(builder, leaf.type, steps_[id].pool[code_of_cell(id, values, i)]);
      continue;
    }
    const bool number = values.type == column::Type::number;
    const Code null = filter.nulls[thresholds.classify(number ? values.scaled[i] : values.days[i])];
    if (null != kNoCode) {
      builder.add_unknown(reason_of(steps_[id].pool[null]));
    } else if (number) {
      builder.add_scaled(values.scaled[i], values.scale);
    } else {
      builder.add(values.date(i));
    }
  }
  return column::Column::flat(builder.finish());
}

column::Column ProgramState::leaf_column(StepId id, std::size_t rows) {
  const Leaf& leaf = plan_->leaves[plan_->steps[id].index];
  LeafState& state = leaves_[plan_->steps[id].index];
  if (state.column == nullptr) return column::Column::unknown(leaf.type, rows, column::kMissing);
  const column::Column& given = *state.column;
  const bool own_type = !leaf.typed || given.type() == leaf.type;
  if (own_type && !state.changed) return given;
  if (state.finished) return *state.finished;
  if (given.form() == column::Form::flat) {
    state.finished = conformed_flat(id);
    return *state.finished;
  }
  const column::Type type = leaf.typed ? leaf.type : given.type();
  column::ValuesBuilder builder(type);
  for (std::size_t i = 0; i < given.values().size(); ++i) {
    add_value(builder, type, steps_[id].pool[code_of_cell(id, given.values(), i)]);
  }
  const auto codes = given.codes();
  state.finished = given.form() == column::Form::constant
                       ? column::Column::constant(builder.finish(), rows)
                       : column::Column::dictionary(builder.finish(), {codes.begin(), codes.end()});
  return *state.finished;
}

void ProgramState::collect(Collected& collected, std::size_t begin, std::size_t rows, std::size_t total) {
  // Leaves are taken from the batch as they are.
  if (plan_->steps[collected.step].kind == Step::Kind::leaf) return;
  const StepState& state = steps_[collected.step];
  if (!collected.started) {
    collected.started = true;
    collected.flat = state.is_flat;
    collected.type = state.flat.type;
    if (collected.flat) collected.builder.emplace(collected.type);
  }
  if (collected.flat) {
    for (std::size_t row = 0; row < rows; ++row) {
      const bool plain = state.is_flat && (state.flat.nulls == nullptr || state.flat.nulls[row] == kNoCode);
      if (plain) {
        add_flat(*collected.builder, state.flat, row);
      } else {
        add_value(*collected.builder, collected.type, value_of_row(collected.step, row));
      }
    }
    return;
  }
  const CodeSpan& codes = codes_of(collected.step, rows);
  if (codes.codes == nullptr && collected.constant &&
      (collected.last == kNoCode || collected.last == codes.constant)) {
    collected.last = codes.constant;
    return;
  }
  if (collected.constant) {
    collected.constant = false;
    collected.codes.reserve(total);
    collected.codes.assign(begin, collected.last);
  }
  if (codes.codes == nullptr) {
    collected.codes.insert(collected.codes.end(), rows, codes.constant);
  } else {
    collected.codes.insert(collected.codes.end(), codes.codes, codes.codes + rows);
  }
}

column::Column ProgramState::column_of_codes(const Collected& collected, std::size_t rows) {
  const ValuePool& pool = steps_[collected.step].pool;
  const auto declared = plan_->steps[collected.step].type;
  std::vector<Code> place(pool.size(), kNoCode);
  std::vector<const feel::Value*> used;
  std::vector<std::uint32_t> codes(collected.constant ? 0 : rows);
  if (collected.constant && collected.last != kNoCode) used.push_back(&pool[collected.last]);
  for (std::size_t row = 0; row < codes.size(); ++row) {
    Code& code = place[collected.codes[row]];
    if (code == kNoCode) {
      code = static_cast<Code>(used.size());
      used.push_back(&pool[collected.codes[row]]);
    }
    codes[row] = code;
  }
  const column::Type type = common_type(used, declared);
  column::ValuesBuilder builder(type);
  for (const feel::Value* value : used) add_value(builder, type, *value);
  if (used.empty()) return column::Column::flat(builder.finish());
  if (collected.constant) return column::Column::constant(builder.finish(), rows);
  return column::Column::dictionary(builder.finish(), std::move(codes));
}

column::Column ProgramState::finish(Collected& collected, std::size_t rows) {
  if (collected.flat) return column::Column::flat(collected.builder->finish());
  if (plan_->steps[collected.step].kind == Step::Kind::leaf) return leaf_column(collected.step, rows);
  return column_of_codes(collected, rows);
}

}  // namespace chuhai::dmn
