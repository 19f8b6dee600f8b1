#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "dmn/mutants.hpp"
#include "rulebook/cases.hpp"
#include "rulebook/pack.hpp"
#include "rulebook/vocabulary.hpp"

namespace chuhai::rulebook {

/// A change of one cell that no case of the pack notices.
struct Survivor {
  std::string decision;
  std::string rule;    ///< rule id
  std::string column;  ///< label or expression of the input, name of the output
  std::string file;
  std::uint32_t line = 0;  ///< of the rule
  dmn::CellMutant mutant;
};

/// How well the cases of a pack prove its cells.
struct Coverage {
  std::size_t cells = 0;  ///< tests other than "-", and outputs
  std::size_t mutants = 0;
  std::size_t killed = 0;
  std::vector<Survivor> survivors;
  /// Changes that no input can tell from the original: the cell says what others say already.
  std::vector<Survivor> redundant;
};

/// A case, or a line for a case there is, that notices survivors: what the pack says today, for its author
/// to review.
struct Suggestion {
  std::string text;                ///< as it stands in a `.case` file, with a line end
  std::string file;                ///< of the case the text belongs to; empty for a new case
  std::uint32_t line = 0;          ///< of that case's first line
  std::vector<std::size_t> kills;  ///< indices of survivors
};

struct MutationOptions {
  bool suggest = false;
};

struct MutationReport {
  Coverage coverage;
  std::vector<Suggestion> suggestions;  ///< when asked for
};

/// Changes every cell of the pack's tables, one at a time, and runs the cases against each change: a mutant
/// is killed when some case that passes today fails. Findings, values and charges count; calculations in
/// other models do not. Errors: those of read_cases and of compiling the pack.
base::Result<MutationReport> measure_mutations(std::shared_ptr<const Pack> pack, const Vocabulary& vocabulary,
                                               const std::filesystem::path& rules_root,
                                               const MutationOptions& options);

}  // namespace chuhai::rulebook
