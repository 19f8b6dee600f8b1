#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dmn/model.hpp"
#include "read_expression.hpp"
#include "read_index.hpp"
#include "read_report.hpp"
#include "read_xml.hpp"

namespace chuhai::dmn {

/// Fills a model from its XML: first what has names, so that expressions can be read with them, then the
/// expressions.
class ElementReader {
 public:
  /// `members` are the names of members in this model and the ones it imports.
  ElementReader(Model& model, std::vector<std::string> members, ReadReport& report);

  void read(const XmlElement& root);

 private:
  ItemDefinition read_item(const XmlElement& element, int depth);
  void read_input(const XmlElement& element);
  void read_decision(const XmlElement& element);
  void read_knowledge(const XmlElement& element);
  void read_service(const XmlElement& element);
  void read_decision_logic(const XmlElement& element, Decision& decision);
  void read_knowledge_logic(const XmlElement& element, Knowledge& knowledge);
  void check_item_types(const ItemDefinition& item);
  std::vector<Requirement> read_requirements(const XmlElement& element);
  std::vector<Requirement> read_references(const XmlElement& element, std::string_view name,
                                           Requirement::Kind kind);
  Requirement read_reference(const XmlElement& element, Requirement::Kind kind);
  void add_names(const std::vector<Requirement>& requirements);

  Model& model_;
  NameScope scope_;
  ReadReport& report_;
  std::optional<NameIndex> index_;
  ExpressionReader expressions_;
};

/// Reports requirements that point nowhere, names given twice, and circles of requirements and types.
void check_references(const Model& model, const NameIndex& index, ReadReport& report);

}  // namespace chuhai::dmn
