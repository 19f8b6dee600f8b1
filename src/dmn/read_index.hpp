#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "dmn/model.hpp"

namespace chuhai::dmn {

/// The elements and types of a model being read, by id and name, so that large models are read in linear
/// time. Built when all elements have their names; the model must outlive it.
class NameIndex {
 public:
  explicit NameIndex(const Model& model);

  /// The name of the element a requirement points at, or nullptr when there is none.
  const std::string* required_name(const Requirement& requirement) const;
  /// True for the model's own item definitions and those of imports.
  bool has_type(const std::string& name) const;

 private:
  using Ids = std::unordered_map<std::string_view, const std::string*>;
  static Ids ids_of(const Model& model);

  const Model& model_;
  Ids own_;
  std::unordered_map<const Model*, Ids> imported_;
  std::unordered_set<std::string_view> types_;
};

}  // namespace chuhai::dmn
