#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "feel/evaluate.hpp"
#include "rulebook/facts.hpp"
#include "rulebook/pack.hpp"
#include "rulebook/verdict.hpp"
#include "rulebook/vocabulary.hpp"

namespace chuhai::rulebook {

/// One test of a rule on one case; tests that ask nothing ("-") are left out.
struct CellExplanation {
  std::string label;       ///< of the input, its expression where it has none
  std::string expression;  ///< as written
  std::string value;       ///< FEEL text of the input; "null" when unknown
  std::string test;        ///< as written
  feel::Tri state = feel::Tri::no;
};

/// One rule on one case.
struct RuleExplanation {
  std::string decision;
  std::string id;
  base::Text text;
  std::vector<const Source*> sources;  ///< live as long as the pack
  std::string says;                    ///< what it gives when it matches, as `needs:` or `charges:` write it
  feel::Tri state = feel::Tri::no;     ///< unknown: it might match
  bool in_force = true;                ///< false before its source takes effect
  std::vector<CellExplanation> cells;
};

struct ValueExplanation {
  std::string decision;
  std::string field;
  std::string value;  ///< FEEL text, "null" when nothing decides it
  std::string rule;   ///< id of the rule that gave it, empty when none
};

/// Everything a pack says about one case, and why.
struct Explanation {
  Verdict verdict;  ///< in three values, as screening takes it
  /// The outcome when what is unknown counts as "no", as the standard reads tables. Never used for a verdict.
  Outcome standard = Outcome::undecided;
  std::vector<ValueExplanation> values;
  std::vector<RuleExplanation> rules;  ///< findings, then values, then levies, in the order of the tables
};

/// Explains one case rule by rule and cell by cell. Errors: those of compiling the pack.
base::Result<Explanation> explain_case(std::shared_ptr<const Pack> pack, const Vocabulary& vocabulary,
                                       const Facts& facts, const calendar::Date& as_of);

}  // namespace chuhai::rulebook
