#include "conform.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "declared_types.hpp"
#include "types.hpp"

namespace chuhai::dmn {
namespace {

using feel::Kind;
using feel::Value;

constexpr int kConformDepthMax = 200;

/// What becomes of a structure's component that a value does not have.
enum class Absent : std::uint8_t {
  breaks_the_whole,  ///< and so does a component of the wrong type
  is_missing,        ///< it becomes a null with that reason
  stays_absent,
};

/// One check of a value against the types of a model.
class Conformer {
 public:
  Conformer(const feel::EvaluationOptions& options, Absent absent)
      : options_(options), absent_(absent), leaf_by_leaf_(absent != Absent::breaks_the_whole) {}

  Value by_name(const Value& value, std::string_view type_ref, const Model& model, int depth) const {
    if (value.is_null()) return value;
    if (depth > kConformDepthMax)
      return Value::null("too_deep", "The value or its type is nested too deeply.");
    const std::string name = canonical_type(type_ref);
    if (name.empty() || name == "Any") return value;
    if (const Model::OwnedItem found = model.find_owned_item(name); found.item != nullptr)
      return by_item(value, *found.item, *found.owner, depth + 1);
    if (const auto kind = builtin_kind(name)) return by_kind(value, *kind, name);
    if (name.find('<') != std::string::npos) {
      const feel::TypeRef parsed = feel_type(name, model);
      if (parsed.name != name) return by_type(value, parsed, model, depth + 1);
    }
    // An unknown name restricts nothing; reading has reported it already.
    return value;
  }

 private:
  static Value wrong_type(std::string_view expected, const Value& value) {
    return Value::null("wrong_type", "Expected " + std::string(expected) + ", found " +
                                         std::string(feel::kind_name(value.kind())) + " " +
                                         feel::to_feel_text(value) + ".");
  }

  static Value by_kind(const Value& value, Kind kind, std::string_view name) {
    if (value.kind() == kind) return value;
    if (value.kind() == Kind::list && value.list().size() == 1)
      return value.list().front().kind() == kind ? value.list().front() : wrong_type(name, value);
    if (kind == Kind::list) return Value(feel::List{value});
    if (kind == Kind::date_time && value.kind() == Kind::date) {
      calendar::DateTime midnight{value.date(), {}};
      midnight.time.offset_seconds = 0;
      return Value(midnight);
    }
    return wrong_type(name, value);
  }

  Value by_type(const Value& value, const feel::TypeRef& type, const Model& model, int depth) const {
    if (value.is_null()) return value;
    if (depth > kConformDepthMax)
      return Value::null("too_deep", "The value or its type is nested too deeply.");
    if (type.arguments.empty()) return by_name(value, type.name, model, depth + 1);
    if (type.name == "list") {
      if (value.kind() != Kind::list) return element_list(value, type.arguments[0], model, depth);
      feel::List items;
      items.reserve(value.list().size());
      for (const Value& item : value.list()) {
        items.push_back(by_type(item, type.arguments[0], model, depth + 1));
        if (broke(item, items.back()) && lists_break_whole()) return items.back();
      }
      return Value(std::move(items));
    }
    if (type.name == "context") return by_context_type(value, type, model, depth);
    const auto kind = builtin_kind(type.name);
    if (!kind) return value;
    Value taken = by_kind(value, *kind, type.name);
    const bool fits = taken.is_null() || feel::is_instance(taken, type, options_) != feel::Tri::no;
    return fits ? taken : wrong_type(type.name + " of that type", value);
  }

  Value element_list(const Value& value, const feel::TypeRef& type, const Model& model, int depth) const {
    Value item = by_type(value, type, model, depth + 1);
    if (item.is_null()) return item;
    return Value(feel::List{std::move(item)});
  }

  Value by_context_type(const Value& value, const feel::TypeRef& type, const Model& model, int depth) const {
    if (value.kind() != Kind::context) return wrong_type("context", value);
    feel::Context result = value.context();
    for (std::size_t i = 0; i < type.names.size() && i < type.arguments.size(); ++i) {
      const Value* entry = value.context().find(type.names[i]);
      if (entry == nullptr) return Value::null("wrong_type", "The entry " + type.names[i] + " is missing.");
      Value checked = by_type(*entry, type.arguments[i], model, depth + 1);
      if (broke(*entry, checked) && !leaf_by_leaf_) return checked;
      result.set(type.names[i], std::move(checked));
    }
    return Value(std::move(result));
  }

  Value by_item(const Value& value, const ItemDefinition& item, const Model& owner, int depth) const {
    if (value.is_null()) return value;
    Value result =
        item.is_collection ? collection(value, item, owner, depth) : single(value, item, owner, depth);
    if (result.is_null() || item.type_constraint_text.empty()) return result;
    return allowed(result, item.type_constraint, item.type_constraint_text) ? result
                                                                            : not_allowed(result, item, true);
  }

  Value collection(const Value& value, const ItemDefinition& item, const Model& owner, int depth) const {
    if (value.kind() != Kind::list) {
      Value only = single(value, item, owner, depth);
      if (only.is_null()) return only;
      return Value(feel::List{std::move(only)});
    }
    feel::List items;
    items.reserve(value.list().size());
    for (const Value& element : value.list()) {
      items.push_back(element.is_null() ? element : single(element, item, owner, depth));
      if (broke(element, items.back()) && lists_break_whole()) return items.back();
    }
    return Value(std::move(items));
  }

  Value single(const Value& value, const ItemDefinition& item, const Model& owner, int depth) const {
    Value result = value;
    if (item.function_output.has_value()) {
      if (value.kind() != Kind::function || !fits_function(value, item, owner))
        return wrong_type("function " + item.name, value);
    } else if (!item.components.empty()) {
      result = structure(value, item, owner, depth);
    } else {
      result = by_name(value, item.type_ref, owner, depth + 1);
    }
    if (result.is_null() || item.allowed_values_text.empty()) return result;
    return allowed(result, item.allowed_values, item.allowed_values_text) ? result
                                                                          : not_allowed(result, item, false);
  }

  /// A function that says what it takes and gives must fit what the definition says.
  bool fits_function(const Value& value, const ItemDefinition& item, const Model& owner) const {
    feel::TypeRef type{"function", {}, {}, {}};
    for (const std::string& parameter : item.function_parameters)
      type.arguments.push_back(feel_type(parameter, owner));
    type.arguments.push_back(feel_type(*item.function_output, owner));
    return feel::is_instance(value, type, options_) != feel::Tri::no;
  }

  Value structure(const Value& value, const ItemDefinition& item, const Model& owner, int depth) const {
    if (value.kind() == Kind::list && value.list().size() == 1)
      return structure(value.list().front(), item, owner, depth + 1);
    if (value.is_null()) return value;
    if (depth > kConformDepthMax)
      return Value::null("too_deep", "The value or its type is nested too deeply.");
    if (value.kind() != Kind::context) return wrong_type(item.name, value);
    feel::Context result = value.context();
    for (const ItemDefinition& component : item.components) {
      const Value* entry = value.context().find(component.name);
      if (entry == nullptr) {
        if (!leaf_by_leaf_)
          return Value::null("wrong_type",
                             "The component " + component.name + " of " + item.name + " is missing.");
        if (absent_ == Absent::stays_absent) continue;
        result.set(component.name, Value::null("missing", component.name + " is not given."));
        continue;
      }
      Value checked = by_item(*entry, component, owner, depth + 1);
      if (broke(*entry, checked) && !leaf_by_leaf_) return checked;
      result.set(component.name, std::move(checked));
    }
    return Value(std::move(result));
  }

  /// An item of the wrong type breaks its list, as the standard says; only where null means unknown, and the
  /// rest of an input stays usable, it does not.
  bool lists_break_whole() const { return !leaf_by_leaf_ || options_.mode == feel::Mode::standard; }

  /// True when checking turned a value into null.
  static bool broke(const Value& before, const Value& after) { return !before.is_null() && after.is_null(); }

  bool allowed(const Value& value, const feel::UnaryTests& tests, const std::string& text) const {
    if (tests.any || base::trim(text).empty()) return true;
    const feel::Environment empty;
    return feel::evaluate_tests(tests, value, empty, options_) == feel::Tri::yes;
  }

  static Value not_allowed(const Value& value, const ItemDefinition& item, bool whole) {
    return Value::null("not_allowed", feel::to_feel_text(value) + " is not allowed for " + item.name + ": " +
                                          (whole ? item.type_constraint_text : item.allowed_values_text) +
                                          ".");
  }

  const feel::EvaluationOptions& options_;
  Absent absent_;
  bool leaf_by_leaf_;
};

}  // namespace

feel::Value conform(const feel::Value& value, std::string_view type_ref, const Model& model,
                    const feel::EvaluationOptions& options) {
  return Conformer(options, Absent::breaks_the_whole).by_name(value, type_ref, model, 0);
}

feel::Value conform_input(const feel::Value& value, std::string_view type_ref, const Model& model,
                          const feel::EvaluationOptions& options) {
  return Conformer(options, Absent::is_missing).by_name(value, type_ref, model, 0);
}

feel::Value conform_part(const feel::Value& value, std::string_view type_ref, const Model& model,
                         const feel::EvaluationOptions& options) {
  return Conformer(options, Absent::stays_absent).by_name(value, type_ref, model, 0);
}

}  // namespace chuhai::dmn
