#pragma once

#include "boxed.hpp"

namespace chuhai::dmn {

/// Input values and the state of every rule.
TableTrace trace_table(const Run& run, const Model& model, const DecisionTable& table, const Frame& frame);

/// The table's answer under its hit policy.
feel::Value evaluate_table(const Run& run, const Model& model, const DecisionTable& table,
                           const Frame& frame);

/// True for hit policies whose answer is a list (collect with an aggregator gives one value).
bool gives_list(const DecisionTable& table);

}  // namespace chuhai::dmn
