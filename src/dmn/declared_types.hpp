#pragma once

#include <string>
#include <unordered_map>

#include "dmn/model.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::dmn {

/// Tells FEEL of the item definitions of models. A type belongs to the model whose source its `owner` names.
class DeclaredTypes final : public feel::TypeResolver {
 public:
  void add(const Model& model) { models_.emplace(model.source, &model); }
  feel::Tri is_instance(const feel::Value& value, const feel::TypeRef& type, feel::Mode mode) const override;
  std::optional<feel::TypeRef> structure(const feel::TypeRef& type) const override;

 private:
  const Model* owner_of(const feel::TypeRef& type) const;

  std::unordered_map<std::string, const Model*> models_;
};

/// A type reference of `model` as FEEL's `instance of` takes it; without a name when it says nothing.
feel::TypeRef feel_type(std::string_view type_ref, const Model& model);

}  // namespace chuhai::dmn
