#pragma once

#include <vector>

#include "rulebook/mutation.hpp"
#include "worked_cases.hpp"

namespace chuhai::rulebook {

/// Looks for cases that notice the survivors: cases there are with one line more, else cases with one fact
/// changed so that only the survivor's cell stands in the rule's way. Survivors without a suggestion are left
/// out.
base::Result<std::vector<Suggestion>> suggest_cases(WorkedCases& worked,
                                                    const std::vector<Survivor>& survivors);

}  // namespace chuhai::rulebook
