#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace chuhai::dmn {

/// Collects everything that is wrong with one file, so that it can be told at once.
class ReadReport {
 public:
  ReadReport(std::string source, bool strict) : source_(std::move(source)), strict_(strict) {}

  /// The model cannot be used.
  void refuse(base::ErrorKind kind, std::string code, base::Text message, std::uint32_t line,
              std::string field = {});
  /// One element cannot be used: refuses the model in strict reading, is recorded as a defect otherwise.
  void defect(base::ErrorKind kind, std::string code, base::Text message, std::uint32_t line,
              std::string field = {});
  void defect(base::Error error);

  bool refused() const { return !errors_.empty(); }
  /// All problems in one error; the first gives kind, code and place.
  base::Error error() const;
  std::vector<base::Error> take_defects() { return std::move(defects_); }
  const std::string& source() const { return source_; }

 private:
  std::string source_;
  bool strict_;
  std::vector<base::Error> errors_;
  std::vector<base::Error> defects_;
};

}  // namespace chuhai::dmn
