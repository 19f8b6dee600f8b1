#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "dmn/model.hpp"

namespace chuhai::dmn {

/// Something a check of a decision table found.
struct Finding {
  enum class Kind : std::uint8_t { gap, overlap, never_fires, conflict, not_analysed };
  Kind kind = Kind::gap;
  std::string decision;
  std::vector<std::string> rules;  ///< rule ids involved
  /// A concrete case: (input expression text, FEEL value text) for every input clause.
  std::vector<std::pair<std::string, std::string>> example;
  base::Text message;
};

/// Looks for inputs no rule covers (single-hit tables without a default), inputs two rules cover with
/// different outputs (unique and any tables), and rules that can never fire (covered by others under
/// first/priority, or empty). Exact for tables whose tests are comparisons with constants, ranges, lists and
/// not() on any input expression; other cells are reported as not_analysed.
std::vector<Finding> check_tables(const Model& model);

}  // namespace chuhai::dmn
