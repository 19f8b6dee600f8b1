#include <algorithm>
#include <map>

#include "program_state.hpp"

namespace chuhai::dmn {

ProgramState::ProgramState(const CompiledPlan& plan)
    : plan_(&plan),
      steps_(plan.steps.size()),
      leaves_(plan.leaves.size()),
      rules_(plan.tables.size()),
      answers_(plan.steps.size()) {
  for (StepId id = 0; id < plan.steps.size(); ++id) {
    const Step& step = plan.steps[id];
    const bool answer = step.kind == Step::Kind::answer;
    steps_[id].tuples = TupleTable(step.inputs.size() + (answer ? 1 : 0));
    if (step.kind == Step::Kind::constant) steps_[id].pool.intern(step.constant);
  }
  for (std::size_t t = 0; t < plan.tables.size(); ++t) {
    rules_[t].clauses.resize(plan.tables[t].clauses.size());
    for (std::size_t c = 0; c < plan.tables[t].clauses.size(); ++c) {
      rules_[t].clauses[c].tuples = TupleTable(plan.tables[t].clauses[c].members.size());
    }
  }
}

std::size_t ProgramState::remembered() const {
  std::size_t count = 0;
  for (const StepState& step : steps_) count += step.pool.size() + step.results.size() + step.integers.size();
  for (const LeafState& leaf : leaves_) count += leaf.strings.size() + leaf.raw_codes.size();
  for (const RulesState& rules : rules_) {
    for (const ClauseState& clause : rules.clauses) {
      count += clause.by_tuple.size() / 2 + clause.region_of_code.size() / 4 + clause.asked.size();
    }
  }
  for (const AnswerState& answer : answers_) count += answer.sets.total() / 4 + answer.sets.size();
  return count;
}

void ProgramState::run_chunk(std::size_t begin, std::size_t rows) {
  for (StepId id = 0; id < plan_->steps.size(); ++id) {
    const Step& step = plan_->steps[id];
    if (!step.needed) continue;
    StepState& state = steps_[id];
    state.is_flat = false;
    state.has_codes = false;
    switch (step.kind) {
      case Step::Kind::leaf:
        run_leaf(id, begin, rows);
        break;
      case Step::Kind::constant:
        state.codes = {nullptr, 0};
        state.has_codes = true;
        break;
      case Step::Kind::memo:
        run_memo(id, rows);
        break;
      case Step::Kind::rules:
        run_rules(id, rows);
        break;
      case Step::Kind::answer:
        run_answer(id, rows);
        break;
    }
  }
}

feel::Value ProgramState::evaluate(const Step& step, Arguments arguments) {
  return step.function(plan_->start_run(), arguments);
}

void ProgramState::run_memo(StepId id, std::size_t rows) {
  if (try_flat(id, rows)) return;
  const Step& step = plan_->steps[id];
  StepState& state = steps_[id];
  std::vector<CodeSpan> members;
  members.reserve(step.inputs.size());
  for (const StepId input : step.inputs) members.push_back(codes_of(input, rows));
  const CodeSpan tuples = state.tuples.find_rows(members, rows, state.scratch);
  evaluate_new_tuples(id);
  state.has_codes = true;
  if (tuples.codes == nullptr) {
    state.codes = {nullptr, state.results[tuples.constant]};
    return;
  }
  state.storage.resize(rows);
  const Code* results = state.results.data();
  for (std::size_t row = 0; row < rows; ++row) state.storage[row] = results[tuples.codes[row]];
  state.codes = {state.storage.data(), kNoCode};
}

void ProgramState::evaluate_new_tuples(StepId id) {
  const Step& step = plan_->steps[id];
  StepState& state = steps_[id];
  const std::size_t tuples = step.inputs.size() == 1 ? steps_[step.inputs[0]].pool.size()
                             : step.inputs.empty()   ? 1
                                                     : state.tuples.size();
  std::vector<Code> members;
  std::vector<const feel::Value*> arguments;
  for (auto tuple = static_cast<Code>(state.results.size()); tuple < tuples; ++tuple) {
    arguments.clear();
    state.tuples.members(tuple, members);
    for (std::size_t i = 0; i < step.inputs.size(); ++i) {
      arguments.push_back(&steps_[step.inputs[i]].pool[members[i]]);
    }
    state.results.push_back(state.pool.intern(evaluate(step, arguments)));
  }
}

void ProgramState::set_scale(StepState& state, int scale) {
  if (state.integer_scale == scale) return;
  state.integers = CodeMap();
  state.integer_scale = scale;
}

Code ProgramState::code_of_integer(StepId id, std::int64_t value) {
  StepState& state = steps_[id];
  const auto key = static_cast<std::uint64_t>(value);
  const Code known = state.integers.find(key);
  if (known != kNoCode) return known;
  const Step& step = plan_->steps[id];
  const bool leaf = step.kind == Step::Kind::leaf;
  const bool date = leaf && plan_->leaves[step.index].type == column::Type::date;
  column::Values one;
  one.type = date ? column::Type::date : column::Type::number;
  one.scale = state.integer_scale;
  if (date) {
    one.days = {static_cast<std::int32_t>(value)};
  } else {
    one.scaled = {value};
  }
  const feel::Value raw = cell_value(one, 0);
  const Code code = leaf ? conformed_code(id, raw) : state.pool.intern(raw);
  state.integers.add(key, code);
  return code;
}

const CodeSpan& ProgramState::codes_of(StepId id, std::size_t rows) {
  StepState& state = steps_[id];
  if (state.has_codes) return state.codes;
  state.storage.resize(rows);
  set_scale(state, state.flat.scale);
  for (std::size_t row = 0; row < rows; ++row) {
    const bool null = state.flat.nulls != nullptr && state.flat.nulls[row] != kNoCode;
    const std::int64_t value = state.flat.data == nullptr ? state.flat.constant : state.flat.data[row];
    state.storage[row] = null ? state.flat.nulls[row] : code_of_integer(id, value);
  }
  state.codes = {state.storage.data(), kNoCode};
  state.has_codes = true;
  return state.codes;
}

void ProgramState::begin_output(Program::Output& output, std::vector<Collected>& collected,
                                std::size_t rows) const {
  const auto want = [&](StepId id) {
    const bool known = std::any_of(collected.begin(), collected.end(),
                                   [id](const Collected& one) { return one.step == id; });
    if (!known) collected.emplace_back().step = id;
  };
  for (const StepId id : plan_->values) want(id);
  for (const StepId id : plan_->requested_rules) {
    const TablePlan& table = plan_->tables[plan_->steps[id].index];
    TableStates& states = output.tables.emplace_back();
    states.words = table.words;
    states.matched.resize(rows * table.words);
    states.might.resize(rows * table.words);
    for (const ClausePlan& clause : table.clauses) want(clause.members[0]);
  }
}

Program::Output ProgramState::run(const column::Batch& batch) {
  Program::Output output;
  const std::size_t rows = batch.rows();
  for (StepId id = 0; id < plan_->steps.size(); ++id) {
    if (plan_->steps[id].needed && plan_->steps[id].kind == Step::Kind::leaf) begin_leaf(id, batch);
  }
  std::vector<Collected> collected;
  begin_output(output, collected, rows);
  for (std::size_t begin = 0; begin < rows; begin += kChunkRows) {
    const std::size_t count = std::min(kChunkRows, rows - begin);
    run_chunk(begin, count);
    for (Collected& one : collected) collect(one, begin, count, rows);
    copy_states(output, begin, count);
  }
  std::map<StepId, column::Column> columns;
  for (Collected& one : collected) columns.emplace(one.step, finish(one, rows));
  for (const StepId id : plan_->values) output.values.push_back(columns.at(id));
  for (std::size_t t = 0; t < plan_->requested_rules.size(); ++t) {
    for (const ClausePlan& clause : plan_->tables[plan_->steps[plan_->requested_rules[t]].index].clauses) {
      output.tables[t].inputs.push_back(columns.at(clause.members[0]));
    }
  }
  return output;
}

}  // namespace chuhai::dmn
