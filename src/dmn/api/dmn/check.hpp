#pragma once

#include <functional>
#include <string>
#include <utility>
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

/// Says whether an example can occur at all; inputs may hang together in ways the model does not tell.
using Plausible = std::function<bool(const std::vector<std::pair<std::string, std::string>>&)>;

/// Inputs no rule of `table` covers, whatever its hit policy: from each of at most 20 parts of what is left
/// open one that is plausible, if there is any. The table need not stand in the model: a caller may put
/// several tables together. `requirements` tell the types of its inputs.
std::vector<Finding> find_gaps(const Model& model, const std::vector<Requirement>& requirements,
                               const std::string& name, const DecisionTable& table,
                               const Plausible& plausible);

/// Plausible inputs two rules of a table cover, for the pairs of rules the caller asks for, whatever the hit
/// policy.
std::vector<Finding> find_overlaps(const Model& model, const Decision& decision,
                                   const std::function<bool(std::size_t, std::size_t)>& asks,
                                   const Plausible& plausible);

}  // namespace chuhai::dmn
