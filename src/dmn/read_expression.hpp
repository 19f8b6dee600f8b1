#pragma once

#include <optional>
#include <string>

#include "dmn/model.hpp"
#include "read_index.hpp"
#include "read_report.hpp"
#include "read_scope.hpp"
#include "read_xml.hpp"

namespace chuhai::dmn {

/// Reads boxed expressions of one model.
class ExpressionReader {
 public:
  explicit ExpressionReader(ReadReport& report) : report_(report) {}
  /// From now on types are looked up in `model`; both must outlive the reader.
  void use(const Model& model, const NameIndex& index) {
    model_ = &model;
    index_ = &index;
  }

  /// The expression among the children of `parent`, or null when there is none.
  ExpressionPtr read_child(const XmlElement& parent, NameScope& scope, int depth = 0);
  /// A function definition or the encapsulated logic of a business knowledge model.
  FunctionDefinition read_function(const XmlElement& element, NameScope& scope, int depth);
  bool is_feel(const XmlElement& element);
  Literal read_literal(const XmlElement& element, const NameScope& scope);
  /// The tests in the `text` of the element; an empty text passes everything.
  feel::UnaryTests read_tests(const XmlElement& element, const NameScope& scope);
  /// Reports a type that neither FEEL nor the model knows.
  void check_type(const std::string& type_ref, const XmlElement& element);

 private:
  ExpressionPtr read(const XmlElement& element, NameScope& scope, int depth);
  DecisionTable read_table(const XmlElement& element, const NameScope& scope);
  InputClause read_input(const XmlElement& element, const NameScope& scope);
  OutputClause read_output(const XmlElement& element, const NameScope& scope);
  Rule read_rule(const XmlElement& element, const DecisionTable& table, const NameScope& scope);
  void read_hit_policy(const XmlElement& element, DecisionTable& table);
  void add_output_order(DecisionTable& table, const std::string& table_type);
  BoxedContext read_context(const XmlElement& element, NameScope& scope, int depth);
  BoxedList read_list(const XmlElement& element, NameScope& scope, int depth);
  Relation read_relation(const XmlElement& element, NameScope& scope, int depth);
  Invocation read_invocation(const XmlElement& element, NameScope& scope, int depth);
  Conditional read_conditional(const XmlElement& element, NameScope& scope, int depth);
  Filter read_filter(const XmlElement& element, NameScope& scope, int depth);
  Iteration read_iteration(const XmlElement& element, NameScope& scope, int depth);
  ExpressionPtr read_part(const XmlElement& element, std::string_view name, NameScope& scope, int depth);
  void report_syntax(base::Error error, const XmlElement& element);

  ReadReport& report_;
  const Model* model_ = nullptr;
  const NameIndex* index_ = nullptr;
};

/// True for the elements that are boxed expressions.
bool is_expression(const XmlElement& element);
/// The values of outputValues or allowedValues in their order, as nodes to compare with.
std::vector<feel::NodePtr> values_in_order(const feel::UnaryTests& tests);

}  // namespace chuhai::dmn
