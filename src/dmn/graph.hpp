#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "declared_types.hpp"
#include "dmn/model.hpp"

namespace chuhai::dmn {

using Element =
    std::variant<std::monostate, const InputData*, const Decision*, const Knowledge*, const Service*>;

/// An element and the model that declares it.
struct Located {
  const Model* model = nullptr;
  Element element;
  bool found() const { return element.index() != 0; }
};

const std::string& element_name(const Element& element);
/// Identity of an element, for tables keyed by element.
const void* element_key(const Element& element);

/// Every element of a model and of the models it imports, by id. Immutable after construction.
class ModelGraph {
 public:
  explicit ModelGraph(std::shared_ptr<const Model> root);

  const Model& root() const { return *root_; }
  /// The element a requirement of `model` points at.
  Located find(const Model& model, const Requirement& requirement) const;
  /// A decision, service or business knowledge model of the root by name or id, "prefix.name" for imported
  /// ones.
  Located find_invocable(std::string_view name) const;
  /// The names by which the root reaches `model`, outermost first; empty names are left out.
  const std::vector<std::string>& prefix(const Model& model) const;
  /// The item definitions of all models, for `EvaluationOptions::types`.
  const DeclaredTypes& types() const { return types_; }

 private:
  using Ids = std::unordered_map<std::string, Element>;
  void add(const Model& model, const std::vector<std::string>& prefix);
  static Located find_invocable_in(const Model& model, std::string_view name);

  std::shared_ptr<const Model> root_;
  std::unordered_map<const Model*, Ids> ids_;
  std::unordered_map<const Model*, std::vector<std::string>> prefixes_;
  std::map<std::string, const Model*, std::less<>> by_name_space_;
  DeclaredTypes types_;
};

}  // namespace chuhai::dmn
