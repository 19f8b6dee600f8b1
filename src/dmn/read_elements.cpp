#include "read_elements.hpp"

#include <utility>

#include "base/text.hpp"
#include "types.hpp"

namespace chuhai::dmn {
namespace {

constexpr int kItemsNestedMax = 50;

/// The name and type of the variable an element declares; the element's own name where it has none.
std::string variable_type(const XmlElement& element) {
  const auto variable = element.child("variable");
  return variable ? canonical_type(attribute_of(*variable, "typeRef")) : std::string();
}

}  // namespace

ElementReader::ElementReader(Model& model, std::vector<std::string> members, ReadReport& report)
    : model_(model), scope_(std::move(members)), report_(report), expressions_(report) {}

void ElementReader::read(const XmlElement& root) {
  std::vector<XmlElement> decisions;
  std::vector<XmlElement> knowledge;
  for (const XmlElement child : root.children()) {
    const std::string_view name = child.name();
    if (name == "itemDefinition") model_.items.push_back(read_item(child, 0));
    if (name == "inputData") read_input(child);
    if (name == "decisionService") read_service(child);
    if (name == "decision") {
      read_decision(child);
      decisions.push_back(child);
    }
    if (name == "businessKnowledgeModel") {
      read_knowledge(child);
      knowledge.push_back(child);
    }
  }
  scope_.declare_types(model_);
  index_.emplace(model_);
  expressions_.use(model_, *index_);
  for (const ItemDefinition& item : model_.items) check_item_types(item);
  for (std::size_t i = 0; i < decisions.size(); ++i) read_decision_logic(decisions[i], model_.decisions[i]);
  for (std::size_t i = 0; i < knowledge.size(); ++i) read_knowledge_logic(knowledge[i], model_.knowledge[i]);
  check_references(model_, *index_, report_);
}

ItemDefinition ElementReader::read_item(const XmlElement& element, int depth) {
  ItemDefinition item;
  item.name = name_of(element);
  item.line = element.line();
  item.type_ref = canonical_type(child_text(element, "typeRef"));
  item.is_collection = attribute_of(element, "isCollection") == "true";
  if (const auto allowed = element.child("allowedValues")) {
    item.allowed_values = expressions_.read_tests(*allowed, scope_);
    if (!item.allowed_values.any) item.allowed_values_text = item.allowed_values.text;
  }
  if (const auto constraint = element.child("typeConstraint")) {
    item.type_constraint = expressions_.read_tests(*constraint, scope_);
    if (!item.type_constraint.any) item.type_constraint_text = item.type_constraint.text;
  }
  if (const auto function = element.child("functionItem")) {
    item.function_output = canonical_type(attribute_of(*function, "outputTypeRef"));
    for (const XmlElement& parameter : children_named(*function, "parameters"))
      item.function_parameters.push_back(canonical_type(attribute_of(parameter, "typeRef")));
  }
  if (const auto extensions = element.child("extensionElements"))
    for (const XmlElement extension : extensions->children()) {
      ItemDefinition::Extension entry{std::string(extension.name()), {}};
      for (const xml::Attribute& attribute : extension.attributes())
        entry.attributes.emplace_back(std::string(attribute.name), std::string(attribute.value));
      item.extensions.push_back(std::move(entry));
    }
  if (depth > kItemsNestedMax) {
    report_.refuse(base::ErrorKind::limit, "dmn_too_deep",
                   {"Item definitions are nested more than 50 deep.", "数据类型定义嵌套超过 50 层。"},
                   element.line());
    return item;
  }
  for (const XmlElement& component : children_named(element, "itemComponent"))
    item.components.push_back(read_item(component, depth + 1));
  return item;
}

void ElementReader::check_item_types(const ItemDefinition& item) {
  const auto check = [&](const std::string& type_ref) {
    if (is_builtin_type(type_ref) || index_->has_type(type_ref)) return;
    report_.defect(base::ErrorKind::invalid, "dmn_unknown_reference",
                   {"The type " + type_ref + " is not defined.", "未定义类型 " + type_ref + "。"}, item.line,
                   item.name);
  };
  check(item.type_ref);
  if (item.function_output) check(*item.function_output);
  for (const ItemDefinition& component : item.components) check_item_types(component);
}

void ElementReader::read_input(const XmlElement& element) {
  InputData input{attribute_of(element, "id"), name_of(element), variable_type(element), element.line()};
  model_.inputs.push_back(std::move(input));
}

Requirement ElementReader::read_reference(const XmlElement& element, Requirement::Kind kind) {
  const std::string href = attribute_of(element, "href");
  Requirement requirement;
  requirement.kind = kind;
  const std::size_t hash = href.rfind('#');
  requirement.id = hash == std::string::npos ? href : href.substr(hash + 1);
  if (hash != std::string::npos && hash > 0) requirement.import = href.substr(0, hash);
  if (requirement.import == model_.name_space) requirement.import.clear();
  return requirement;
}

std::vector<Requirement> ElementReader::read_references(const XmlElement& element, std::string_view name,
                                                        Requirement::Kind kind) {
  std::vector<Requirement> references;
  for (const XmlElement& child : children_named(element, name))
    references.push_back(read_reference(child, kind));
  return references;
}

std::vector<Requirement> ElementReader::read_requirements(const XmlElement& element) {
  std::vector<Requirement> requirements;
  for (const XmlElement child : element.children()) {
    if (child.name() == "informationRequirement")
      for (const XmlElement target : child.children()) {
        if (target.name() == "requiredInput")
          requirements.push_back(read_reference(target, Requirement::Kind::input));
        if (target.name() == "requiredDecision")
          requirements.push_back(read_reference(target, Requirement::Kind::decision));
      }
    if (child.name() == "knowledgeRequirement")
      if (const auto target = child.child("requiredKnowledge"))
        requirements.push_back(read_reference(*target, Requirement::Kind::knowledge));
  }
  return requirements;
}

void ElementReader::read_decision(const XmlElement& element) {
  Decision decision;
  decision.id = attribute_of(element, "id");
  decision.name = name_of(element);
  decision.type_ref = variable_type(element);
  decision.question = child_text(element, "question");
  decision.requirements = read_requirements(element);
  decision.line = element.line();
  model_.decisions.push_back(std::move(decision));
}

void ElementReader::read_knowledge(const XmlElement& element) {
  Knowledge knowledge;
  knowledge.id = attribute_of(element, "id");
  knowledge.name = name_of(element);
  knowledge.type_ref = variable_type(element);
  knowledge.requirements = read_requirements(element);
  knowledge.line = element.line();
  model_.knowledge.push_back(std::move(knowledge));
}

void ElementReader::read_service(const XmlElement& element) {
  Service service;
  service.id = attribute_of(element, "id");
  service.name = name_of(element);
  service.type_ref = variable_type(element);
  service.output_decisions = read_references(element, "outputDecision", Requirement::Kind::decision);
  service.encapsulated_decisions =
      read_references(element, "encapsulatedDecision", Requirement::Kind::decision);
  service.input_decisions = read_references(element, "inputDecision", Requirement::Kind::decision);
  service.input_data = read_references(element, "inputData", Requirement::Kind::input);
  service.line = element.line();
  model_.services.push_back(std::move(service));
}

/// A required element is visible by its name, one of an imported model as a member of the import's name.
void ElementReader::add_names(const std::vector<Requirement>& requirements) {
  for (const Requirement& requirement : requirements) {
    const std::string* name = index_->required_name(requirement);
    if (name == nullptr) continue;
    const Import* import =
        requirement.import.empty() ? nullptr : model_.find_import_clause(requirement.import);
    scope_.add(import == nullptr || import->name.empty() ? *name : import->name);
  }
}

void ElementReader::read_decision_logic(const XmlElement& element, Decision& decision) {
  if (const auto variable = element.child("variable")) expressions_.check_type(decision.type_ref, *variable);
  scope_.shrink(0);
  add_names(decision.requirements);
  decision.logic = expressions_.read_child(element, scope_);
}

void ElementReader::read_knowledge_logic(const XmlElement& element, Knowledge& knowledge) {
  if (const auto variable = element.child("variable")) expressions_.check_type(knowledge.type_ref, *variable);
  scope_.shrink(0);
  scope_.add(knowledge.name);
  add_names(knowledge.requirements);
  if (const auto logic = element.child("encapsulatedLogic"))
    knowledge.function = expressions_.read_function(*logic, scope_, 0);
}

}  // namespace chuhai::dmn
