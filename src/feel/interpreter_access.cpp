#include "builtin_table.hpp"
#include "interpreter.hpp"
#include "print.hpp"
#include "properties.hpp"

namespace chuhai::feel {

namespace {

/// Steps that reading one member of a list's item takes.
constexpr std::uint64_t kStepsOfMember = 3;

/// A null without a story of its own gets the name that was read.
Value named_null(const Value& value, const std::string& name, const Node& node) {
  if (!value.is_null()) return value;
  const NullReason& reason = value.reason();
  if (reason.code != "missing" || reason.message != "there is no value") return value;
  return Value::null("missing", "'" + name + "' has no value", node.span.begin);
}

bool is_literal_index(const Node& node) {
  if (node.kind == NodeKind::negate) return is_literal_index(*node.children[0]);
  return node.kind == NodeKind::literal && node.value.kind() == Kind::number;
}

/// The scope of a filter for one item: `item`, and the item's members when it is a context.
void bind_item(Environment& frame, const Value& item) {
  if (item.kind() == Kind::context) {
    for (const auto& [key, value] : item.context().entries()) frame.set(key, value);
  }
  if (frame.frame().find("item") == nullptr) frame.set("item", item);
}

}  // namespace

Value Interpreter::run_name(const Node& node, const Environment& environment) {
  const Value* found = environment.find(node.text);
  if (found != nullptr) return named_null(*found, node.text, node);
  if (auto builtin = builtin_function(node.text)) return Value(std::move(builtin));
  return Value::null("unknown_name", "'" + node.text + "' is not declared here", node.span.begin);
}

Value Interpreter::run_path(const Node& node, const Environment& environment) {
  return members(run(*node.children[0], environment), node, 0);
}

/// The member of a value, or of every item of a list, however the lists are nested.
Value Interpreter::members(const Value& owner, const Node& node, std::size_t depth) {
  if (owner.kind() != Kind::list) return member(owner, node);
  if (depth > options_.limits.depth_max) {
    return Value::null("too_deep", "the list is nested too deeply", node.span.begin);
  }
  List out;
  out.reserve(owner.list().size());
  if (!charge(kStepsOfMember * owner.list().size())) return out_of_steps(node);
  for (const Value& item : owner.list()) out.push_back(members(item, node, depth + 1));
  return Value(std::move(out));
}

Value Interpreter::member(const Value& owner, const Node& node) {
  if (owner.is_null()) return owner;
  if (owner.kind() == Kind::context) {
    const Value* found = owner.context().find(node.text);
    if (found != nullptr) return named_null(*found, node.text, node);
    return Value::null("no_such_entry", "the context has no entry '" + node.text + "'", node.span.begin);
  }
  return property(owner, node.text, node.span.begin);
}

/// A number picks an item, a condition keeps items. Which one it is shows when the filter is evaluated.
Value Interpreter::run_filter(const Node& node, const Environment& environment) {
  const Value owner = run(*node.children[0], environment);
  if (owner.is_null()) return owner;
  const List single = owner.kind() == Kind::list ? List{} : List{owner};
  const List& list = owner.kind() == Kind::list ? owner.list() : single;
  if (list.empty()) return filter_empty(node, environment);
  if (is_literal_index(*node.children[1]))
    return filter_by_index(list, run(*node.children[1], environment), node);
  Environment frame(&environment);
  bind_item(frame, list.front());
  const Value first = run(*node.children[1], frame);
  if (first.kind() == Kind::number) return filter_by_index(list, first, node);
  return filter_by_condition(list, node, environment);
}

Value Interpreter::filter_empty(const Node& node, const Environment& environment) {
  if (!is_literal_index(*node.children[1])) {
    Environment frame(&environment);
    frame.set("item", Value());
    if (run(*node.children[1], frame).kind() != Kind::number) return Value(List{});
  }
  return Value::null("index_out_of_range", "the list is empty", node.span.begin);
}

Value Interpreter::filter_by_index(const List& list, const Value& index, const Node& node) {
  const auto position = index.number().to_int64();
  const auto size = static_cast<std::int64_t>(list.size());
  if (!position || *position == 0 || *position > size || *position < -size) {
    return Value::null("index_out_of_range",
                       "index " + brief(index) + " into a list of " + std::to_string(list.size()),
                       node.span.begin);
  }
  const std::int64_t from_start = *position > 0 ? *position - 1 : size + *position;
  return list[static_cast<std::size_t>(from_start)];
}

Value Interpreter::filter_by_condition(const List& list, const Node& node, const Environment& environment) {
  List out;
  for (const Value& item : list) {
    Environment frame(&environment);
    if (item.kind() == Kind::context && !charge(item.context().size())) return out_of_steps(node);
    bind_item(frame, item);
    const Value condition = run(*node.children[1], frame);
    const Tri tri = to_tri(condition);
    if (tri == Tri::yes) out.push_back(item);
    if (tri != Tri::unknown) continue;
    if (!condition.is_null()) {
      return Value::null("wrong_type", "a filter gives " + brief(condition) + ", no boolean",
                         node.span.begin);
    }
    if (three_valued()) return condition;
  }
  return Value(std::move(out));
}

}  // namespace chuhai::feel
