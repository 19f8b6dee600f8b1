#include "measure.hpp"

#include <sys/resource.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string_view>

namespace chuhai::bench {

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
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
