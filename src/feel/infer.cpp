#include "infer.hpp"

#include "feel/value.hpp"

namespace chuhai::feel {

namespace {

TypeRef named(std::string_view name) { return TypeRef{std::string(name), {}, {}, {}}; }

bool same_type(const TypeRef& a, const TypeRef& b) {
  if (a.name != b.name || a.owner != b.owner || a.names != b.names ||
      a.arguments.size() != b.arguments.size())
    return false;
  for (std::size_t i = 0; i < a.arguments.size(); ++i) {
    if (!same_type(a.arguments[i], b.arguments[i])) return false;
  }
  return true;
}

/// Reads the types of a tree from the leaves up. Deep trees end as "not known".
class Inference {
 public:
  Inference(const std::vector<std::string>& names, const std::vector<TypeRef>& types)
      : names_(names), types_(types) {}

  TypeRef type_of(const Node& node, int depth) const;

 private:
  TypeRef type_of_name(const std::string& name) const;
  TypeRef type_of_operation(const Node& node, int depth) const;
  TypeRef type_of_list(const Node& node, int depth) const;
  TypeRef type_of_context(const Node& node, int depth) const;

  const std::vector<std::string>& names_;
  const std::vector<TypeRef>& types_;
};

TypeRef Inference::type_of_name(const std::string& name) const {
  for (std::size_t i = 0; i < names_.size() && i < types_.size(); ++i) {
    if (names_[i] == name) return types_[i];
  }
  return {};
}

/// Both sides numbers, or both strings for a sum.
TypeRef Inference::type_of_operation(const Node& node, int depth) const {
  const TypeRef left = type_of(*node.children[0], depth + 1);
  const TypeRef right = type_of(*node.children[1], depth + 1);
  const bool sum_of_strings = node.kind == NodeKind::add && left.name == "string";
  return (left.name == "number" || sum_of_strings) && right.name == left.name ? left : TypeRef{};
}

TypeRef Inference::type_of_list(const Node& node, int depth) const {
  TypeRef list = named("list");
  for (const NodePtr& child : node.children) {
    TypeRef item = type_of(*child, depth + 1);
    if (item.name.empty()) return {};
    if (list.arguments.empty())
      list.arguments.push_back(std::move(item));
    else if (!same_type(list.arguments[0], item))
      list.arguments[0] = named("Any");
  }
  return list;
}

TypeRef Inference::type_of_context(const Node& node, int depth) const {
  TypeRef context = named("context");
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    context.names.push_back(node.names[i]);
    context.arguments.push_back(type_of(*node.children[i], depth + 1));
    if (context.arguments.back().name.empty()) return {};
  }
  return context;
}

TypeRef Inference::type_of(const Node& node, int depth) const {
  constexpr int kDepthMax = 50;
  if (depth > kDepthMax) return {};
  switch (node.kind) {
    case NodeKind::literal:
      return node.value.is_null() ? TypeRef{} : named(kind_name(node.value.kind()));
    case NodeKind::name:
      return type_of_name(node.text);
    case NodeKind::negate:
      return type_of(*node.children[0], depth + 1);
    case NodeKind::add:
    case NodeKind::subtract:
    case NodeKind::multiply:
    case NodeKind::divide:
    case NodeKind::power:
      return type_of_operation(node, depth);
    case NodeKind::equal:
    case NodeKind::not_equal:
    case NodeKind::less:
    case NodeKind::less_equal:
    case NodeKind::greater:
    case NodeKind::greater_equal:
    case NodeKind::logical_and:
    case NodeKind::logical_or:
    case NodeKind::between:
    case NodeKind::in:
    case NodeKind::instance_of:
    case NodeKind::some:
    case NodeKind::every:
      return named("boolean");
    case NodeKind::if_then_else: {
      TypeRef yes = type_of(*node.children[1], depth + 1);
      return same_type(yes, type_of(*node.children[2], depth + 1)) ? yes : TypeRef{};
    }
    case NodeKind::list:
      return type_of_list(node, depth);
    case NodeKind::context:
      return type_of_context(node, depth);
    default:
      return {};
  }
}

}  // namespace

TypeRef inferred_type(const Node& body, const std::vector<std::string>& parameters,
                      const std::vector<TypeRef>& types) {
  return Inference(parameters, types).type_of(body, 0);
}

}  // namespace chuhai::feel
