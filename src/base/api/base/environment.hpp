#pragma once

#include <stdexcept>
#include <string>

namespace chuhai::base {

/// The environment is gone (disk full, file vanished, database lost). Thrown by adapters only;
/// caught in exactly three places: request handler, command line main, job runner.
class EnvironmentFailure : public std::runtime_error {
 public:
  explicit EnvironmentFailure(const std::string& what) : std::runtime_error(what) {}
};

}  // namespace chuhai::base
