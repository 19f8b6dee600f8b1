#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>

#include "hand_rules.hpp"

namespace chuhai::bench {

struct HandTotals {
  std::uint64_t machines = 0;
  std::uint64_t with_problems = 0;
  std::uint64_t duplicates = 0;
  std::array<std::uint64_t, 4> readiness{};
};

/// Screens a fleet of `write_fleet` and writes the summary CSV, without any engine: columns at fixed places,
/// cells compared with known words, rules as C++ functions, the given destinations in that order. Streams the
/// file on `threads` threads and writes in file order. Throws EnvironmentFailure.
HandTotals screen_by_hand(const std::filesystem::path& fleet, const std::filesystem::path& out,
                          std::span<const HandCountry> countries, unsigned threads);

}  // namespace chuhai::bench
