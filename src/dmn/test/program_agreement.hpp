#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "column/column.hpp"
#include "column/forms.hpp"
#include "dmn/evaluate.hpp"
#include "dmn/program.hpp"
#include "program_state.hpp"

namespace chuhai::dmn::testing {

/// Sets member "a.b.c" of a context, with the contexts on the way.
inline void set_member(feel::Context& context, const std::string& path, feel::Value value) {
  const std::size_t dot = path.find('.');
  if (dot == std::string::npos) return context.set(path, std::move(value));
  const std::string owner = path.substr(0, dot);
  const feel::Value* before = context.find(owner);
  feel::Context members = before == nullptr ? feel::Context{} : before->context();
  set_member(members, path.substr(dot + 1), std::move(value));
  context.set(owner, feel::Value(std::move(members)));
}

/// A row of a batch as the interpreter's input: "a.b" becomes member b of context a.
inline feel::Context context_of(const column::Batch& batch, std::size_t row) {
  feel::Context result;
  for (const auto& [path, column] : batch.columns())
    set_member(result, path, cell_value(column.values(), column.index(row)));
  return result;
}

/// What the interpreter says of every row of a batch.
struct Oracle {
  std::vector<std::vector<feel::Value>> values;  ///< by requested value, by row
  std::vector<std::vector<TableTrace>> tables;   ///< by requested table, by row
};

inline Oracle ask_interpreter(const Evaluator& evaluator, const Program::Request& request,
                              const column::Batch& batch, feel::Mode mode) {
  feel::EvaluationOptions options;
  options.mode = mode;
  Oracle oracle;
  oracle.values.resize(request.values.size());
  oracle.tables.resize(request.tables.size());
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    const feel::Context inputs = context_of(batch, row);
    for (std::size_t v = 0; v < request.values.size(); ++v) {
      oracle.values[v].push_back(evaluator.decision(request.values[v], inputs, options));
    }
    for (std::size_t t = 0; t < request.tables.size(); ++t) {
      oracle.tables[t].push_back(evaluator.trace(request.tables[t], inputs, options).value());
    }
  }
  return oracle;
}

/// Empty when the cell says what the value says, else the difference.
inline std::string difference(const column::Column& column, std::size_t row, const feel::Value& expected) {
  const column::Values& values = column.values();
  if (!expected.is_null() && feel::same(cell_value(values, column.index(row)), expected)) return {};
  const auto type = column_type(expected);
  column::ValuesBuilder builder(column.type());
  add_value(builder, column.type(), expected);
  const column::Column wanted = column::Column::flat(builder.finish());
  const bool type_fits = !type || column.type() == *type || column.type() == column::Type::string;
  if (type_fits && column::same_cell(column, row, wanted, 0)) return {};
  const std::string reason = expected.is_null() ? " (" + expected.reason().code + ")" : "";
  return "row " + std::to_string(row) + ": interpreter " + feel::to_feel_text(expected) + reason +
         ", kernels " + column::cell_text(column, row);
}

inline feel::Tri state_of(const TableStates& states, std::size_t row, std::size_t rule) {
  const std::size_t word = row * states.words + rule / 64;
  const std::uint64_t bit = std::uint64_t{1} << (rule % 64);
  if ((states.matched[word] & bit) != 0) return feel::Tri::yes;
  return (states.might[word] & bit) != 0 ? feel::Tri::unknown : feel::Tri::no;
}

inline std::string difference(const TableStates& states, std::size_t row, const TableTrace& trace) {
  for (std::size_t r = 0; r < trace.rules.size(); ++r) {
    if (state_of(states, row, r) == trace.rules[r].matches) continue;
    return "row " + std::to_string(row) + " rule " + std::to_string(r + 1) + ": interpreter " +
           std::to_string(static_cast<int>(trace.rules[r].matches)) + ", kernels " +
           std::to_string(static_cast<int>(state_of(states, row, r)));
  }
  for (std::size_t i = 0; i < trace.inputs.size(); ++i) {
    const std::string found = difference(states.inputs[i], row, trace.inputs[i]);
    if (!found.empty()) return "input " + std::to_string(i + 1) + ", " + found;
  }
  return {};
}

/// Rows of a batch in another order or number, columns in a form: 0 flat, 1 dictionary, 2 constant where all
/// rows are alike, 3 mixed.
inline column::Batch in_form(const column::Batch& batch, const std::vector<std::uint32_t>& rows, int form) {
  column::Batch result(rows.size());
  int position = 0;
  for (const auto& [name, column] : batch.columns()) {
    column::Column taken = column::gather(column::flatten(column), rows);
    const int wanted = form == 3 ? position++ % 3 : form;
    if (wanted == 1) taken = column::encode(taken);
    if (wanted == 2) taken = column::as_constant(taken);
    result.set(name, std::move(taken));
  }
  return result;
}

/// Empty when every row of the output says what the interpreter said of its row, else the first difference.
inline std::string difference(const Program::Output& output, const Program::Request& request,
                              const Oracle& oracle, const std::vector<std::uint32_t>& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t v = 0; v < output.values.size(); ++v) {
      const std::string found = difference(output.values[v], i, oracle.values[v][rows[i]]);
      if (!found.empty()) return request.values[v] + " " + found;
    }
    for (std::size_t t = 0; t < output.tables.size(); ++t) {
      const std::string found = difference(output.tables[t], i, oracle.tables[t][rows[i]]);
      if (!found.empty()) return request.tables[t] + " " + found;
    }
  }
  return {};
}

/// Which rows of a batch of `rows` make a batch of `size`; all alike when `alike`.
inline std::vector<std::uint32_t> taken_rows(std::size_t start, std::size_t size, std::size_t rows,
                                             bool alike) {
  std::vector<std::uint32_t> taken;
  for (std::size_t i = 0; i < size; ++i) {
    taken.push_back(static_cast<std::uint32_t>((start + (alike ? 0 : i)) % rows));
  }
  return taken;
}

/// Compares a compiled program with the interpreter on every row of one batch, for both ways of working on
/// numbers. Empty when they agree, else the first difference.
inline std::string disagreement_once(const std::shared_ptr<const Model>& model, Program::Request request,
                                     const column::Batch& batch, feel::Mode mode) {
  const Evaluator evaluator = Evaluator::create(model).value();
  const Oracle oracle = ask_interpreter(evaluator, request, batch, mode);
  const auto rows = taken_rows(0, batch.rows(), batch.rows(), false);
  for (const std::size_t distinct_max : {std::size_t{0}, std::size_t{4096}}) {
    request.distinct_max = distinct_max;
    request.bit_set_rules_max = distinct_max == 0 ? 0 : 1'000'000;
    auto program = Program::compile(model, request, mode);
    if (!program) return base::describe(program.error());
    std::string found = difference(program->run(batch), request, oracle, rows);
    if (!found.empty()) return found.append(" [distinct ").append(std::to_string(distinct_max)).append("]");
  }
  return {};
}

/// Empty when a session says of every row what the interpreter said, else the first difference.
inline std::string session_difference(const Program& program, const Program::Request& request,
                                      const Oracle& oracle, const column::Batch& batch) {
  Program::Session session(program);
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    for (std::size_t i = 0; i < program.inputs().size(); ++i) {
      const column::Column* column = batch.find(program.inputs()[i].path);
      session.set(i, column == nullptr ? feel::Value() : cell_value(column->values(), column->index(row)));
    }
    session.run();
    for (std::size_t v = 0; v < request.values.size(); ++v) {
      const feel::Value& expected = oracle.values[v][row];
      const feel::Value& found = session.value(v);
      const bool reasons_agree =
          !expected.is_null() || !found.is_null() || expected.reason().code == found.reason().code;
      if (feel::same(expected, found) && reasons_agree) continue;
      return request.values[v] + " row " + std::to_string(row) + ": interpreter " +
             feel::to_feel_text(expected) + ", session " + feel::to_feel_text(found);
    }
    for (std::size_t t = 0; t < request.tables.size(); ++t) {
      const TableTrace& trace = oracle.tables[t][row];
      for (std::size_t r = 0; r < trace.rules.size(); ++r) {
        if (session.rule_state(t, r) != trace.rules[r].matches)
          return request.tables[t] + " row " + std::to_string(row) + " rule " + std::to_string(r + 1);
      }
    }
  }
  return {};
}

/// Compares a compiled program with the interpreter on every row, for batches of 1, 7 and 2048 rows, all
/// column forms, both ways of working on numbers, rules as bit sets and as a tree, and case by case. Empty
/// when they agree, else the first difference.
inline std::string disagreement(const std::shared_ptr<const Model>& model, Program::Request request,
                                const column::Batch& batch, feel::Mode mode) {
  const Evaluator evaluator = Evaluator::create(model).value();
  const Oracle oracle = ask_interpreter(evaluator, request, batch, mode);
  for (const int way : {0, 1, 2, 3}) {
    request.distinct_max = way % 2 == 0 ? 0 : 4096;
    request.bit_set_rules_max = way < 2 ? 0 : 1'000'000;
    const std::string suffix = ", way " + std::to_string(way) + "]";
    auto program = Program::compile(model, request, mode);
    if (!program) return base::describe(program.error());
    for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{2048}}) {
      const std::size_t starts = size == 2048 ? 1 : std::min<std::size_t>(batch.rows(), 8);
      for (std::size_t run = 0; run < 4 * starts; ++run) {
        const int form = static_cast<int>(run % 4);
        const auto rows = taken_rows(run / 4 * 5, size, batch.rows(), form == 2);
        const Program::Output output = program->run(in_form(batch, rows, form));
        const std::string found = difference(output, request, oracle, rows);
        if (found.empty()) continue;
        return found + " [size " + std::to_string(size) + ", form " + std::to_string(form) + suffix;
      }
    }
    const std::string found = session_difference(*program, request, oracle, batch);
    if (!found.empty()) return found + " [session" + suffix;
  }
  return {};
}

}  // namespace chuhai::dmn::testing
