#pragma once

#include "boxed.hpp"

namespace chuhai::dmn {

/// Input values and the state of every rule.
TableTrace trace_table(const Run& run, const Model& model, const DecisionTable& table, const Frame& frame);

/// Input values and the state of every cell.
TableCells cells_of_table(const Run& run, const Model& model, const DecisionTable& table, const Frame& frame);

/// The table's answer under its hit policy.
feel::Value evaluate_table(const Run& run, const Model& model, const DecisionTable& table,
                           const Frame& frame);

/// The answer from the states of the rules; evaluates outputs only.
feel::Value answer_of_trace(const Run& run, const Model& model, const DecisionTable& table,
                            const TableTrace& trace, const Frame& frame);

/// The value of an input expression when its type and its allowed values hold, else null with the reason.
feel::Value conform_clause_input(const Run& run, const Model& model, const InputClause& clause,
                                 const feel::Value& given, const Frame& frame);

/// One cell of a rule against the value of its input clause.
feel::Tri evaluate_cell(const Run& run, const feel::UnaryTests& tests, const feel::Value& input,
                        const Frame& frame);

/// True for hit policies whose answer is a list (collect with an aggregator gives one value).
bool gives_list(const DecisionTable& table);

}  // namespace chuhai::dmn
