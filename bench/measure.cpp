#include "measure.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string_view>

namespace chuhai::bench {

namespace {

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

Duration duration_of(const std::function<void()>& work) {
  const double cpu_begin = cpu_seconds();
  const auto begin = std::chrono::steady_clock::now();
  work();
  const double wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return {wall_s, cpu_seconds() - cpu_begin};
}

Duration shorter(const Duration& a, const Duration& b) {
  return {std::min(a.wall_s, b.wall_s), std::min(a.cpu_s, b.cpu_s)};
}

double peak_memory_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  if (text == nullptr) return otherwise;
  std::uint64_t number = 0;
  const std::string_view view(text);
  const auto [end, failure] = std::from_chars(view.data(), view.data() + view.size(), number);
  return failure == std::errc{} && end == view.data() + view.size() ? number : otherwise;
}

}  // namespace chuhai::bench
