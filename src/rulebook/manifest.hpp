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
  /// A problem of the manifest.
  void add(base::Text message, json::Position position = {}, std::string field = {});
  /// A problem of another file of the pack.
  void add_elsewhere(base::Text message, base::Where where);
  void add(base::Error error) { errors_.push_back(std::move(error)); }
  bool empty() const { return errors_.empty(); }
  /// One error that carries all messages; the first gives the place.
  base::Error joined() const;

 private:
  std::string source_;
  std::vector<base::Error> errors_;
};

/// The same as base::describe in Chinese.
std::string describe_zh(const base::Error& error);

/// What pack.toml says, before the model is looked at.
struct Manifest {
  Pack pack;
  std::string model_file;
  std::string findings_decision;  ///< empty when the pack only computes values
  std::string levies_decision;    ///< empty when the pack has no levies
};

Manifest read_manifest(const json::Value& document, Problems& problems);

}  // namespace chuhai::rulebook
