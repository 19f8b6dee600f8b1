#include "graph.hpp"

#include <utility>

#include "base/assert.hpp"

namespace chuhai::dmn {

const std::string& element_name(const Element& element) {
  static const std::string kNone;
  return std::visit(
      [](const auto& pointer) -> const std::string& {
        if constexpr (std::is_same_v<std::decay_t<decltype(pointer)>, std::monostate>)
          return kNone;
        else
          return pointer->name;
      },
      element);
}

const void* element_key(const Element& element) {
  return std::visit(
      [](const auto& pointer) -> const void* {
        if constexpr (std::is_same_v<std::decay_t<decltype(pointer)>, std::monostate>)
          return nullptr;
        else
          return pointer;
      },
      element);
}

ModelGraph::ModelGraph(std::shared_ptr<const Model> root) : root_(std::move(root)) {
  CHUHAI_ASSERT(root_ != nullptr);
  add(*root_, {});
}

void ModelGraph::add(const Model& model, const std::vector<std::string>& prefix) {
  if (prefixes_.contains(&model)) return;
  prefixes_.emplace(&model, prefix);
  by_name_space_.emplace(model.name_space, &model);
  types_.add(model);
  Ids& ids = ids_[&model];
  for (const InputData& input : model.inputs) ids.emplace(input.id, &input);
  for (const Decision& decision : model.decisions) ids.emplace(decision.id, &decision);
  for (const Knowledge& knowledge : model.knowledge) ids.emplace(knowledge.id, &knowledge);
  for (const Service& service : model.services) ids.emplace(service.id, &service);
  for (std::size_t i = 0; i < model.imported.size(); ++i) {
    if (model.imported[i] == nullptr) continue;
    std::vector<std::string> inner = prefix;
    if (!model.imports[i].name.empty()) inner.push_back(model.imports[i].name);
    add(*model.imported[i], inner);
  }
}

Located ModelGraph::find(const Model& model, const Requirement& requirement) const {
  const Model* owner = &model;
  if (!requirement.import.empty()) {
    owner = model.find_import(requirement.import);
    if (owner == nullptr) {
      const auto known = by_name_space_.find(requirement.import);
      if (known == by_name_space_.end()) return {};
      owner = known->second;
    }
  }
  const auto ids = ids_.find(owner);
  if (ids == ids_.end()) return {};
  const auto element = ids->second.find(requirement.id);
  if (element == ids->second.end()) return {};
  return {owner, element->second};
}

Located ModelGraph::find_invocable_in(const Model& model, std::string_view name) {
  if (const Decision* decision = model.find_decision(name)) return {&model, decision};
  if (const Service* service = model.find_service(name)) return {&model, service};
  if (const Knowledge* knowledge = model.find_knowledge(name)) return {&model, knowledge};
  for (std::size_t i = 0; i < model.imported.size(); ++i) {
    if (model.imported[i] == nullptr) continue;
    const std::string& prefix = model.imports[i].name;
    if (!prefix.empty() &&
        !(name.size() > prefix.size() + 1 && name.starts_with(prefix) && name[prefix.size()] == '.'))
      continue;
    const std::string_view rest = prefix.empty() ? name : name.substr(prefix.size() + 1);
    if (Located found = find_invocable_in(*model.imported[i], rest); found.found()) return found;
  }
  return {};
}

Located ModelGraph::find_invocable(std::string_view name) const { return find_invocable_in(*root_, name); }

const std::vector<std::string>& ModelGraph::prefix(const Model& model) const {
  const auto found = prefixes_.find(&model);
  CHUHAI_ASSERT(found != prefixes_.end());
  return found->second;
}

}  // namespace chuhai::dmn
