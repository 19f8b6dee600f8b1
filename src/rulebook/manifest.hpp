#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "json/value.hpp"
#include "rulebook/pack.hpp"

namespace chuhai::rulebook {

/// Problems found while reading a pack; all are reported together.
class Problems {
 public:
  explicit Problems(std::string source) : source_(std::move(source)) {}
  void add(base::Text message, json::Position position = {}, std::string field = {});
  bool empty() const { return errors_.empty(); }
  /// One error that carries all messages; the first gives the place.
  base::Error joined() const;

 private:
  std::string source_;
  std::vector<base::Error> errors_;
};

/// What pack.toml says, before the model is looked at.
struct Manifest {
  Pack pack;
  std::string model_file;
  std::string findings_decision;  ///< empty when the pack only computes values
};

Manifest read_manifest(const json::Value& document, Problems& problems);

}  // namespace chuhai::rulebook
