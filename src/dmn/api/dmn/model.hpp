#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "feel/ast.hpp"
#include "feel/parse.hpp"

namespace chuhai::dmn {

/// An item definition: a named type. Either a reference with restrictions, or a structure with components.
struct ItemDefinition {
  std::string name;
  std::string type_ref;  ///< base type, empty for structures
  bool is_collection = false;
  std::string allowed_values_text;   ///< unary tests as written, empty when unrestricted
  feel::UnaryTests allowed_values;   ///< of every element when this is a collection
  std::string type_constraint_text;  ///< DMN 1.5 typeConstraint as written, empty when none
  feel::UnaryTests type_constraint;  ///< of the value as a whole
  std::vector<ItemDefinition> components;
  std::optional<std::string> function_output;    ///< function item definitions: output type
  std::vector<std::string> function_parameters;  ///< and the types of the parameters
  /// Attributes of extension elements inside this definition, in document order: (element local name,
  /// attributes).
  struct Extension {
    std::string element;
    std::vector<std::pair<std::string, std::string>> attributes;
  };
  std::vector<Extension> extensions;
  std::uint32_t line = 0;
};

struct Expression;
/// Shared, so that a model can be copied with one table exchanged (`with_table`). Not changed after reading.
using ExpressionPtr = std::shared_ptr<Expression>;

struct Literal {
  std::string text;
  feel::NodePtr node;
};

enum class HitPolicy : std::uint8_t { unique, first, priority, any, collect, rule_order, output_order };
enum class Aggregator : std::uint8_t { none, sum, min, max, count };

struct InputClause {
  std::string label;
  Literal expression;
  std::string type_ref;
  std::optional<feel::UnaryTests> allowed_values;  ///< inputValues
};

struct OutputClause {
  std::string name;  ///< empty for a single unnamed output
  std::string label;
  std::string type_ref;
  std::vector<feel::NodePtr> values;  ///< outputValues in priority order
  std::string values_text;
  std::optional<Literal> default_value;
};

struct Rule {
  std::string id;
  std::vector<feel::UnaryTests> tests;   ///< one for each input clause
  std::vector<Literal> outputs;          ///< one for each output clause
  std::vector<std::string> annotations;  ///< one for each annotation clause
  std::string description;
  std::uint32_t line = 0;
};

struct DecisionTable {
  HitPolicy hit_policy = HitPolicy::unique;
  Aggregator aggregator = Aggregator::none;
  std::vector<InputClause> inputs;
  std::vector<OutputClause> outputs;
  std::vector<std::string> annotations;  ///< names of the annotation clauses
  std::vector<Rule> rules;
};

struct ContextEntry {
  std::string name;  ///< empty: the result entry
  std::string type_ref;
  ExpressionPtr expression;
};
struct BoxedContext {
  std::vector<ContextEntry> entries;
};
struct BoxedList {
  std::vector<ExpressionPtr> items;
};
struct Relation {
  std::vector<std::string> columns;
  std::vector<std::string> column_types;  ///< parallel to columns, empty where none is declared
  std::vector<std::vector<ExpressionPtr>> rows;
};
struct Binding {
  std::string parameter;
  ExpressionPtr expression;
};
struct Invocation {
  ExpressionPtr callee;
  std::vector<Binding> bindings;
};
struct Parameter {
  std::string name;
  std::string type_ref;
};
struct FunctionDefinition {
  enum class Language : std::uint8_t { feel, java, pmml };
  Language language = Language::feel;
  std::vector<Parameter> parameters;
  ExpressionPtr body;
};
struct Conditional {
  ExpressionPtr condition, then_branch, else_branch;
};
struct Filter {
  ExpressionPtr in, match;
};
struct Iteration {
  enum class Form : std::uint8_t { for_each, some, every };
  Form form = Form::for_each;
  std::string variable;
  bool reads_partial = false;  ///< the body may read the results so far
  ExpressionPtr in, body;      ///< body is `return` or `satisfies`
};

/// A boxed expression (DMN 1.5 clause 10.2).
struct Expression {
  std::string id;
  std::string type_ref;
  std::uint32_t line = 0;
  std::variant<Literal, DecisionTable, BoxedContext, BoxedList, Relation, Invocation, FunctionDefinition,
               Conditional, Filter, Iteration>
      body;
};

/// A node another one needs: requiredInput, requiredDecision or requiredKnowledge, resolved to a name.
struct Requirement {
  enum class Kind : std::uint8_t { input, decision, knowledge };
  Kind kind = Kind::input;
  std::string id;      ///< id of the element inside its model
  std::string import;  ///< namespace of the imported model, empty for this one
};

struct InputData {
  std::string id, name, type_ref;
  std::uint32_t line = 0;
};

struct Decision {
  std::string id, name, type_ref, question;
  std::vector<Requirement> requirements;
  ExpressionPtr logic;  ///< null when the model gives none
  std::uint32_t line = 0;
};

struct Knowledge {  ///< business knowledge model
  std::string id, name, type_ref;
  std::vector<Requirement> requirements;
  FunctionDefinition function;
  std::uint32_t line = 0;
};

struct Service {
  std::string id, name, type_ref;
  std::vector<Requirement> output_decisions, encapsulated_decisions, input_decisions, input_data;
  std::uint32_t line = 0;
};

struct Import {
  std::string name;  ///< the name its elements are reached by, may be empty
  std::string name_space;
  std::string location;  ///< locationURI as written
};

/// A decision model as read: structure, parsed expressions, source lines. Immutable after reading.
struct Model {
  std::string name, name_space, source;
  std::vector<Import> imports;
  std::vector<std::shared_ptr<const Model>> imported;  ///< parallel to imports (DMN imports only)
  std::vector<ItemDefinition> items;
  std::vector<InputData> inputs;
  std::vector<Decision> decisions;
  std::vector<Knowledge> knowledge;
  std::vector<Service> services;
  /// Expressions that could not be parsed: the element evaluates to null with this reason in lenient reading.
  std::vector<base::Error> defects;

  const Decision* find_decision(std::string_view name_or_id) const;
  /// A named type of this model, or "prefix.name" of an imported one.
  const ItemDefinition* find_item(std::string_view key) const;
  /// As find_item, with the model that declares the type (type references inside it are relative to that).
  struct OwnedItem {
    const Model* owner = nullptr;
    const ItemDefinition* item = nullptr;
  };
  OwnedItem find_owned_item(std::string_view key) const;
  const InputData* find_input(std::string_view name_or_id) const;
  const Knowledge* find_knowledge(std::string_view name_or_id) const;
  const Service* find_service(std::string_view name_or_id) const;
  /// The directly imported model with this namespace and the name it is reached by; null when there is none.
  const Model* find_import(std::string_view key) const;
  const Import* find_import_clause(std::string_view key) const;
};

/// A copy of `model` in which the logic of a decision is `table`; everything else is shared with the
/// original. The decision is one of the model's own.
std::shared_ptr<const Model> with_table(const Model& model, std::string_view decision, DecisionTable table);

struct ReadOptions {
  std::size_t file_bytes_max = 16u << 20;
  /// Strict: any expression that does not parse refuses the model with all problems. Lenient (TCK): recorded
  /// in `defects`.
  bool strict = true;
  /// Folders from which the locations of imports are tried when nothing lies there from the file's own.
  std::vector<std::filesystem::path> import_folders;
};

/// Reads a DMN 1.1-1.5 file and the models it imports (by locationURI relative to the file, or by namespace
/// among the .dmn files of the same folder). Errors: not_found, invalid/xml..., invalid/not_dmn,
/// invalid/dmn_cycle (names the circle), invalid/dmn_unknown_reference, invalid/feel_syntax (file, line),
/// limit/...; all problems of one file are joined in one message, the first gives the place.
base::Result<std::shared_ptr<const Model>> read_model(const std::filesystem::path& file,
                                                      const ReadOptions& options);

}  // namespace chuhai::dmn
