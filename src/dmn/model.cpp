#include "dmn/model.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"

namespace chuhai::dmn {
namespace {

template <class T>
const T* find_by_name_or_id(const std::vector<T>& elements, std::string_view key) {
  for (const T& element : elements)
    if (element.name == key) return &element;
  for (const T& element : elements)
    if (!element.id.empty() && element.id == key) return &element;
  return nullptr;
}

}  // namespace

const Decision* Model::find_decision(std::string_view name_or_id) const {
  return find_by_name_or_id(decisions, name_or_id);
}

const InputData* Model::find_input(std::string_view name_or_id) const {
  return find_by_name_or_id(inputs, name_or_id);
}

const Knowledge* Model::find_knowledge(std::string_view name_or_id) const {
  return find_by_name_or_id(knowledge, name_or_id);
}

const Service* Model::find_service(std::string_view name_or_id) const {
  return find_by_name_or_id(services, name_or_id);
}

const Import* Model::find_import_clause(std::string_view key) const {
  for (std::size_t i = 0; i < imports.size(); ++i)
    if (imported[i] != nullptr && imports[i].name_space == key) return &imports[i];
  return nullptr;
}

const Model* Model::find_import(std::string_view key) const {
  for (std::size_t i = 0; i < imports.size(); ++i)
    if (imported[i] != nullptr && imports[i].name_space == key) return imported[i].get();
  return nullptr;
}

const ItemDefinition* Model::find_item(std::string_view key) const { return find_owned_item(key).item; }

Model::OwnedItem Model::find_owned_item(std::string_view key) const {
  for (const ItemDefinition& item : items)
    if (item.name == key) return {this, &item};
  for (std::size_t i = 0; i < imports.size(); ++i) {
    if (imported[i] == nullptr) continue;
    const std::string& prefix = imports[i].name;
    if (prefix.empty()) {
      if (const OwnedItem found = imported[i]->find_owned_item(key); found.item != nullptr) return found;
    } else if (key.size() > prefix.size() + 1 && key.starts_with(prefix) && key[prefix.size()] == '.') {
      const OwnedItem found = imported[i]->find_owned_item(key.substr(prefix.size() + 1));
      if (found.item != nullptr) return found;
    }
  }
  return {};
}

std::shared_ptr<const Model> with_table(const Model& model, std::string_view decision, DecisionTable table) {
  auto changed = std::make_shared<Model>(model);
  const auto found = std::find_if(changed->decisions.begin(), changed->decisions.end(),
                                  [&](const Decision& one) { return one.name == decision; });
  CHUHAI_ASSERT(found != changed->decisions.end() && found->logic != nullptr);
  auto logic = std::make_shared<Expression>();
  logic->id = found->logic->id;
  logic->type_ref = found->logic->type_ref;
  logic->line = found->logic->line;
  logic->body = std::move(table);
  found->logic = std::move(logic);
  return changed;
}

}  // namespace chuhai::dmn
