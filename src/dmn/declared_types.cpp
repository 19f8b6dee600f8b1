#include "declared_types.hpp"

#include <utility>

#include "dmn/evaluate.hpp"
#include "feel/parse.hpp"
#include "types.hpp"

namespace chuhai::dmn {
namespace {

/// Gives every declared name below a type its owner.
void set_owner(feel::TypeRef& type, const std::string& owner) {
  type.owner = owner;
  for (feel::TypeRef& argument : type.arguments) set_owner(argument, owner);
}

feel::TypeRef function_structure(const ItemDefinition& item, const Model& owner) {
  feel::TypeRef type{"function", {}, {}, {}};
  for (const std::string& parameter : item.function_parameters)
    type.arguments.push_back(feel_type(parameter, owner));
  type.arguments.push_back(feel_type(*item.function_output, owner));
  return type;
}

feel::TypeRef item_structure(const ItemDefinition& item, const Model& owner) {
  feel::TypeRef type;
  if (item.function_output.has_value()) {
    type = function_structure(item, owner);
  } else if (!item.components.empty()) {
    type.name = "context";
    for (const ItemDefinition& component : item.components) {
      type.names.push_back(component.name);
      type.arguments.push_back(item_structure(component, owner));
    }
  } else {
    type = feel_type(item.type_ref, owner);
  }
  if (!item.is_collection) return type;
  return feel::TypeRef{"list", {std::move(type)}, {}, {}};
}

}  // namespace

feel::TypeRef feel_type(std::string_view type_ref, const Model& model) {
  const std::string name = canonical_type(type_ref);
  feel::TypeRef type{name, {}, {}, model.source};
  if (name.find('<') == std::string::npos) return type;
  auto parsed = feel::parse_type(name);
  if (!parsed) return type;
  set_owner(*parsed, model.source);
  return *std::move(parsed);
}

const Model* DeclaredTypes::owner_of(const feel::TypeRef& type) const {
  const auto found = models_.find(type.owner);
  return found == models_.end() ? nullptr : found->second;
}

/// An instance is a value that conforming leaves as it is.
feel::Tri DeclaredTypes::is_instance(const feel::Value& value, const feel::TypeRef& type,
                                     feel::Mode mode) const {
  const Model* model = owner_of(type);
  if (model == nullptr || model->find_item(type.name) == nullptr) return feel::Tri::unknown;
  feel::EvaluationOptions options;
  options.mode = mode;
  options.types = this;
  const feel::Value conforming = conform(value, type.name, *model, options);
  return !conforming.is_null() && feel::same(conforming, value) ? feel::Tri::yes : feel::Tri::no;
}

std::optional<feel::TypeRef> DeclaredTypes::structure(const feel::TypeRef& type) const {
  const Model* model = owner_of(type);
  const Model::OwnedItem found = model == nullptr ? Model::OwnedItem{} : model->find_owned_item(type.name);
  if (found.item == nullptr) return std::nullopt;
  return item_structure(*found.item, *found.owner);
}

}  // namespace chuhai::dmn
