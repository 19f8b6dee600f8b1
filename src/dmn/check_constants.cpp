#include "check_constants.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "calendar/calendar.hpp"
#include "decimal/decimal.hpp"
#include "feel/evaluate.hpp"
#include "feel/parse.hpp"
#include "types.hpp"

namespace chuhai::dmn {
namespace {

using feel::Kind;
using feel::Node;
using feel::NodeKind;
using feel::Tri;
using feel::Value;

bool mentions_input(const Node& node) {
  if (node.kind == NodeKind::input_value) return true;
  for (const feel::NodePtr& child : node.children)
    if (child != nullptr && mentions_input(*child)) return true;
  for (const feel::Iterator& iterator : node.iterators)
    if (iterator.domain != nullptr && mentions_input(*iterator.domain)) return true;
  return false;
}

/// Takes a constant apart: ends of ranges, items of lists.
bool add_constant(const Value& value, std::vector<Value>& constants) {
  switch (value.kind()) {
    case Kind::range: {
      const feel::Range& range = value.range();
      return (!range.low_bounded || add_constant(range.low, constants)) &&
             (!range.high_bounded || add_constant(range.high, constants));
    }
    case Kind::list:
      return std::all_of(value.list().begin(), value.list().end(),
                         [&](const Value& item) { return add_constant(item, constants); });
    case Kind::null:
    case Kind::context:
    case Kind::function:
      return false;
    default:
      constants.push_back(value);
      return true;
  }
}

bool is_null_literal(const Node& node) { return node.kind == NodeKind::literal && node.value.is_null(); }

bool add_constant_node(const Node& node, std::vector<Value>& constants) {
  if (is_null_literal(node)) return true;
  if (mentions_input(node) || !feel::free_paths(node).empty()) return false;
  const feel::Environment empty;
  return add_constant(feel::evaluate(node, empty, {}), constants);
}

bool is_comparison(NodeKind kind) {
  return kind == NodeKind::equal || kind == NodeKind::not_equal || kind == NodeKind::less ||
         kind == NodeKind::less_equal || kind == NodeKind::greater || kind == NodeKind::greater_equal ||
         kind == NodeKind::between || kind == NodeKind::in;
}

bool add_test(const Node& node, std::vector<Value>& constants);

bool add_each(const Node& node, std::vector<Value>& constants) {
  return std::all_of(node.children.begin(), node.children.end(), [&](const feel::NodePtr& child) {
    return child != nullptr && add_test(*child, constants);
  });
}

/// A test in the form the analysis is exact for.
bool add_test(const Node& node, std::vector<Value>& constants) {
  if (node.kind == NodeKind::input_value) return true;
  if (node.kind == NodeKind::test_unary || node.kind == NodeKind::test_value)
    return add_each(node, constants);
  if (!mentions_input(node)) return add_constant_node(node, constants);
  if (node.kind == NodeKind::logical_and || node.kind == NodeKind::logical_or || is_comparison(node.kind))
    return add_each(node, constants);
  const bool is_not = node.kind == NodeKind::call && node.children.size() == 2 &&
                      node.children[0] != nullptr && node.children[0]->kind == NodeKind::name &&
                      node.children[0]->text == "not";
  return is_not && add_test(*node.children[1], constants);
}

/// Follows a variable or path to the item definition or type name that describes it.
struct StaticType {
  const Model* owner = nullptr;
  const ItemDefinition* item = nullptr;
  std::string type_name;  ///< when there is no item definition
};

StaticType type_named(const Model& owner, const std::string& type_ref) {
  const Model::OwnedItem found = owner.find_owned_item(type_ref);
  if (found.item != nullptr) return {found.owner, found.item, {}};
  return {&owner, nullptr, canonical_type(type_ref)};
}

std::optional<StaticType> variable_type(const Model& model, const std::vector<Requirement>& requirements,
                                        const std::string& name) {
  for (const Requirement& requirement : requirements) {
    if (!requirement.import.empty()) continue;
    const InputData* input = model.find_input(requirement.id);
    if (input != nullptr && input->name == name) return type_named(model, input->type_ref);
    const Decision* decision = model.find_decision(requirement.id);
    if (decision != nullptr && decision->name == name) return type_named(model, decision->type_ref);
  }
  return std::nullopt;
}

/// The definition with components behind an alias.
StaticType structure_of(StaticType type) {
  for (int step = 0; step < 20 && type.item != nullptr && type.item->components.empty() &&
                     !type.item->is_collection && !type.item->type_ref.empty();
       ++step)
    type = type_named(*type.owner, type.item->type_ref);
  return type;
}

std::optional<StaticType> static_type(const Model& model, const std::vector<Requirement>& requirements,
                                      const Node& node) {
  if (node.kind == NodeKind::name) return variable_type(model, requirements, node.text);
  if (node.kind != NodeKind::path || node.children.empty() || node.children[0] == nullptr)
    return std::nullopt;
  const auto owner = static_type(model, requirements, *node.children[0]);
  if (!owner) return std::nullopt;
  const StaticType structure = structure_of(*owner);
  if (structure.item == nullptr || structure.item->is_collection) return std::nullopt;
  for (const ItemDefinition& component : structure.item->components)
    if (component.name == node.text) return StaticType{structure.owner, &component, {}};
  return std::nullopt;
}

/// Adds the restrictions of a type and of every type it refers to.
void add_restrictions(StaticType type, Restrictions& restrictions) {
  for (int step = 0; step < 20; ++step) {
    if (type.item == nullptr) {
      restrictions.is_boolean = restrictions.is_boolean || type.type_name == "boolean";
      return;
    }
    if (type.item->is_collection || !type.item->components.empty()) return;
    if (!type.item->allowed_values_text.empty()) restrictions.tests.push_back(&type.item->allowed_values);
    type = type_named(*type.owner, type.item->type_ref);
  }
}

Value shifted(const Value& value, int direction) {
  using decimal::Decimal;
  switch (value.kind()) {
    case Kind::number:
      return Value(value.number() + Decimal(direction));
    case Kind::date:
      return Value(calendar::add_days(value.date(), direction));
    case Kind::days_duration: {
      calendar::DaysDuration moved = value.days_duration();
      moved.nanosecond = 0;
      moved.seconds += direction;
      return Value(moved);
    }
    case Kind::months_duration:
      return Value(calendar::MonthsDuration{value.months_duration().months + direction});
    default:
      break;
  }
  Node sum;
  sum.kind = NodeKind::add;
  for (const Value& part : {value, Value(calendar::DaysDuration{direction, 0})}) {
    auto literal = std::make_shared<Node>();
    literal->value = part;
    sum.children.push_back(std::move(literal));
  }
  return feel::evaluate(sum, feel::Environment(), {});
}

/// A value strictly between two neighbours; whole numbers are preferred.
std::optional<Value> between(const Value& low, const Value& high) {
  std::vector<Value> candidates{shifted(low, 1)};
  if (low.kind() == Kind::number) {
    const decimal::Decimal middle = (low.number() + high.number()) / decimal::Decimal(2);
    candidates.insert(candidates.begin(), Value(middle.rounded(0, decimal::Rounding::floor)));
    candidates.emplace_back(middle);
  }
  for (const Value& candidate : candidates)
    if (feel::less(low, candidate) == Tri::yes && feel::less(candidate, high) == Tri::yes) return candidate;
  return std::nullopt;
}

std::vector<Value> ordered_representatives(std::vector<Value> constants) {
  std::stable_sort(constants.begin(), constants.end(),
                   [](const Value& a, const Value& b) { return feel::less(a, b) == Tri::yes; });
  constants.erase(std::unique(constants.begin(), constants.end(),
                              [](const Value& a, const Value& b) { return feel::less(a, b) != Tri::yes; }),
                  constants.end());
  std::vector<Value> result;
  const Value below = shifted(constants.front(), -1);
  if (feel::less(below, constants.front()) == Tri::yes) result.push_back(below);
  for (std::size_t i = 0; i < constants.size(); ++i) {
    result.push_back(constants[i]);
    if (i + 1 == constants.size()) break;
    if (const auto middle = between(constants[i], constants[i + 1])) result.push_back(*middle);
  }
  const Value above = shifted(constants.back(), 1);
  if (feel::less(constants.back(), above) == Tri::yes) result.push_back(above);
  return result;
}

std::vector<Value> text_representatives(const std::vector<Value>& constants) {
  std::vector<Value> result;
  std::string other = "any other";
  for (const Value& constant : constants) {
    const auto is_same = [&](const Value& known) { return feel::same(known, constant); };
    if (std::none_of(result.begin(), result.end(), is_same)) result.push_back(constant);
    while (constant.kind() == Kind::string && constant.string() == other) other += " one";
  }
  if (!constants.empty() && constants.front().kind() == Kind::string) result.emplace_back(other);
  return result;
}

}  // namespace

bool collect_constants(const feel::UnaryTests& tests, std::vector<Value>& constants) {
  if (tests.any) return true;
  if (tests.tests.empty()) return false;
  return std::all_of(tests.tests.begin(), tests.tests.end(), [&](const feel::NodePtr& test) {
    return test != nullptr && add_test(*test, constants);
  });
}

Restrictions restrictions_of(const Model& model, const std::vector<Requirement>& requirements,
                             const InputClause& clause) {
  Restrictions restrictions;
  if (clause.allowed_values) restrictions.tests.push_back(&*clause.allowed_values);
  if (!clause.type_ref.empty()) add_restrictions(type_named(model, clause.type_ref), restrictions);
  if (clause.expression.node != nullptr)
    if (const auto type = static_type(model, requirements, *clause.expression.node))
      add_restrictions(*type, restrictions);
  return restrictions;
}

std::vector<Value> representatives_of(const std::vector<Value>& constants) {
  std::vector<Value> result;
  for (int kind = 0; kind <= static_cast<int>(Kind::function); ++kind) {
    std::vector<Value> of_kind;
    for (const Value& constant : constants)
      if (constant.kind() == static_cast<Kind>(kind)) of_kind.push_back(constant);
    if (of_kind.empty()) continue;
    const bool ordered = static_cast<Kind>(kind) != Kind::string && static_cast<Kind>(kind) != Kind::boolean;
    std::vector<Value> regions =
        ordered ? ordered_representatives(std::move(of_kind)) : text_representatives(of_kind);
    result.insert(result.end(), regions.begin(), regions.end());
  }
  return result;
}

}  // namespace chuhai::dmn
