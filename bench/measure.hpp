#pragma once

#include <cstdint>
#include <functional>

namespace chuhai::bench {

/// How long a piece of work took: on the clock, and of all threads' processor time together.
struct Duration {
  double wall_s = 0;
  double cpu_s = 0;
};

/// Runs `work` once and measures it.
Duration duration_of(const std::function<void()>& work);

/// The shorter of two measurements, each figure by itself: what else the computer does can only add to them.
Duration shorter(const Duration& a, const Duration& b);

/// The most memory this process has held so far, in MiB.
double peak_memory_mib();

/// A whole number from the environment, or `otherwise` when the variable is absent or no number.
std::uint64_t setting(const char* name, std::uint64_t otherwise);

}  // namespace chuhai::bench
