#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dmn/model.hpp"

namespace chuhai::dmn {

/// One cell of a table changed on purpose: examples that do not notice the change do not prove the cell.
struct CellMutant {
  enum class Kind : std::uint8_t {
    test_dropped,    ///< a test replaced by "-"
    boundary_moved,  ///< "<" and "<=", ">" and ">=", "[" and "(" exchanged, one boundary at a time
    output_changed,  ///< an output replaced by another value
  };
  Kind kind = Kind::test_dropped;
  std::size_t rule = 0;
  std::size_t clause = 0;  ///< of the inputs, for output_changed of the outputs
  std::string before, after;
  feel::UnaryTests test;  ///< the new test, for the first two kinds
  Literal output;         ///< the new output, for the third
};

/// All mutants of a table, rule by rule. Every test other than "-" is dropped, every boundary in it moved,
/// every output exchanged: for another of the clause's listed values, another text of the column, the next
/// number, the opposite boolean, or null when it is computed.
std::vector<CellMutant> cell_mutants(const DecisionTable& table);

/// Cells that mean something: tests other than "-", and outputs.
std::size_t count_cells(const DecisionTable& table);

/// The table with the mutant's cell in it.
DecisionTable with_mutant(const DecisionTable& table, const CellMutant& mutant);

/// True when it is proved that no input tells the mutant from the original, known or unknown: for a test,
/// every elementary region of the table's inputs gives the same answer. Only for tests of tables that collect
/// or take the first rule and whose tests are comparisons with constants; false whenever it is not proved.
bool changes_nothing(const Model& model, std::string_view decision, const CellMutant& mutant);

}  // namespace chuhai::dmn
