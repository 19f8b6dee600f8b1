#pragma once

#include <cstdint>
#include <vector>

#include "rulebook/assess.hpp"
#include "rulebook/facts.hpp"
#include "rulebook/vocabulary.hpp"

namespace chuhai::bench {

/// Facts of `count` made-up cases for everything a pack reads: coded fields from their allowed codes, numbers
/// and dates from the ranges machines have, about one fact in twenty missing. The same seed gives the same
/// cases.
std::vector<rulebook::Facts> make_cases(const rulebook::Assessor& pack,
                                        const rulebook::Vocabulary& vocabulary, std::size_t count,
                                        std::uint64_t seed);

}  // namespace chuhai::bench
