#include "read_index.hpp"

namespace chuhai::dmn {

NameIndex::NameIndex(const Model& model) : model_(model), own_(ids_of(model)) {
  for (const auto& imported : model.imported)
    if (imported != nullptr) imported_.emplace(imported.get(), ids_of(*imported));
  for (const ItemDefinition& item : model.items) types_.insert(item.name);
}

NameIndex::Ids NameIndex::ids_of(const Model& model) {
  Ids ids;
  for (const InputData& input : model.inputs) ids.emplace(input.id, &input.name);
  for (const Decision& decision : model.decisions) ids.emplace(decision.id, &decision.name);
  for (const Knowledge& knowledge : model.knowledge) ids.emplace(knowledge.id, &knowledge.name);
  for (const Service& service : model.services) ids.emplace(service.id, &service.name);
  return ids;
}

const std::string* NameIndex::required_name(const Requirement& requirement) const {
  const Ids* ids = &own_;
  if (!requirement.import.empty()) {
    const auto imported = imported_.find(model_.find_import(requirement.import));
    if (imported == imported_.end()) return nullptr;
    ids = &imported->second;
  }
  const auto found = ids->find(requirement.id);
  return found == ids->end() ? nullptr : found->second;
}

bool NameIndex::has_type(const std::string& name) const {
  return types_.contains(name) || (!model_.imports.empty() && model_.find_item(name) != nullptr);
}

}  // namespace chuhai::dmn
