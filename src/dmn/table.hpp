#pragma once

#include <cstdint>
#include <vector>

#include "boxed.hpp"

namespace chuhai::dmn {

/// Number of a rule inside its table.
using RuleId = std::uint32_t;

/// Which rules of a table match one case, and which might. Both in the order of the table.
struct RuleLists {
  std::vector<RuleId> matched;
  std::vector<RuleId> might;
  void clear() {
    matched.clear();
    might.clear();
  }
};

/// Input values and the state of every rule.
TableTrace trace_table(const Run& run, const Model& model, const DecisionTable& table, const Frame& frame);

/// Input values and the state of every cell.
TableCells cells_of_table(const Run& run, const Model& model, const DecisionTable& table, const Frame& frame);

/// The table's answer under its hit policy.
feel::Value evaluate_table(const Run& run, const Model& model, const DecisionTable& table,
                           const Frame& frame);

/// The answer from the rules that match or might; evaluates outputs only. In standard mode rules that might
/// match count for nothing. `trace`, when there is one, tells why an answer is undecided.
feel::Value answer_of_rules(const Run& run, const Model& model, const DecisionTable& table, RuleLists rules,
                            const TableTrace* trace, const Frame& frame);

/// The value of an input expression when its type and its allowed values hold, else null with the reason.
feel::Value conform_clause_input(const Run& run, const Model& model, const InputClause& clause,
                                 const feel::Value& given, const Frame& frame);

/// One cell of a rule against the value of its input clause.
feel::Tri evaluate_cell(const Run& run, const feel::UnaryTests& tests, const feel::Value& input,
                        const Frame& frame);

/// True for hit policies whose answer is a list (collect with an aggregator gives one value).
bool gives_list(const DecisionTable& table);

}  // namespace chuhai::dmn
