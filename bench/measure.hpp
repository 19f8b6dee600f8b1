#pragma once

#include <cstdint>
#include <functional>

namespace chuhai::bench {

/// Runs `work` once and gives the wall-clock seconds it took.
double seconds_of(const std::function<void()>& work);

/// The most memory this process has held so far, in MiB.
double peak_memory_mib();

/// A whole number from the environment, or `otherwise` when the variable is absent or no number.
std::uint64_t setting(const char* name, std::uint64_t otherwise);

}  // namespace chuhai::bench
