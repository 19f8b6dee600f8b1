#include "free_names.hpp"
#include "interpreter.hpp"
#include "print.hpp"

namespace chuhai::feel {

namespace {

/// `partial` copies the results so far; the copies are charged so that they stay few.
constexpr std::uint64_t kPartialStepsPerItem = 4;

Value too_many_items(std::size_t most, const Node& node) {
  return Value::null("too_many_items", "a list would have more than " + std::to_string(most) + " items",
                     node.span.begin);
}

std::optional<std::int64_t> ordinal(const Value& value) {
  if (value.kind() == Kind::date) return calendar::to_days(value.date());
  return value.kind() == Kind::number ? value.number().to_int64() : std::nullopt;
}

Value from_ordinal(std::int64_t number, bool date) {
  return date ? Value(calendar::from_days(number)) : Value(decimal::Decimal(number));
}

}  // namespace

/// What an iteration runs over, as a list; or a null that says why not.
Value Interpreter::domain(const Node& node, const Environment& environment) {
  if (node.kind == NodeKind::range && node.bare) return bare_range_items(node, environment);
  Value value = run(node, environment);
  if (value.is_null() || value.kind() == Kind::list) return value;
  if (value.kind() == Kind::range) return range_items(value.range(), node, false);
  return Value(List{std::move(value)});
}

Value Interpreter::bare_range_items(const Node& node, const Environment& environment) {
  Value low = run(*node.children[0], environment);
  Value high = run(*node.children[1], environment);
  if (low.is_null()) return low;
  if (high.is_null()) return high;
  return range_items(Range{std::move(low), std::move(high), true, true, true, true}, node, true);
}

Value Interpreter::range_items(const Range& range, const Node& node, bool may_descend) {
  const auto low = ordinal(range.low);
  const auto high = ordinal(range.high);
  if (!low || !high || range.low.kind() != range.high.kind()) {
    return Value::null("not_iterable", "only whole numbers and dates can be counted from start to end",
                       node.span.begin);
  }
  const bool date = range.low.kind() == Kind::date;
  const bool down = may_descend && *high < *low;
  const std::uint64_t distance = down ? static_cast<std::uint64_t>(*low) - static_cast<std::uint64_t>(*high)
                                      : static_cast<std::uint64_t>(*high) - static_cast<std::uint64_t>(*low);
  if (distance >= options_.limits.list_items_max) return too_many_items(options_.limits.list_items_max, node);
  if (!charge(distance)) return out_of_steps(node);
  List items;
  for (std::uint64_t i = range.low_included ? 0 : 1; i <= distance; ++i) {
    if (i == distance && !range.high_included) break;
    const auto step = static_cast<std::int64_t>(i);
    items.push_back(from_ordinal(down ? *low - step : *low + step, date));
  }
  return Value(std::move(items));
}

/// Visits every combination, the last iterator fastest. Ends early when `visit` says false. Gives a null when
/// a domain cannot be iterated.
std::optional<Value> Interpreter::loop(const Node& node, std::size_t index, const Environment& environment,
                                       const Visit& visit) {
  if (index == node.iterators.size()) {
    visit(environment);
    return std::nullopt;
  }
  const Iterator& iterator = node.iterators[index];
  const Value items = domain(*iterator.domain, environment);
  if (items.is_null()) return items;
  const bool last = index + 1 == node.iterators.size();
  for (const Value& item : items.list()) {
    if (!charge(1)) return out_of_steps(node);
    Environment frame(&environment);
    frame.set(iterator.name, item);
    if (last) {
      if (!visit(frame)) return std::nullopt;
      continue;
    }
    bool stopped = false;
    const Visit inner = [&](const Environment& inside) { return !(stopped = !visit(inside)); };
    if (auto failed = loop(node, index + 1, frame, inner)) return failed;
    if (stopped) return std::nullopt;
  }
  return std::nullopt;
}

Value Interpreter::run_for(const Node& node, const Environment& environment) {
  const Node& body = *node.children.back();
  const bool partial = reads_name(body, "partial");
  List out;
  std::optional<Value> limit;
  const auto failed = loop(node, 0, environment, [&](const Environment& frame) {
    if (out.size() >= options_.limits.list_items_max)
      limit = too_many_items(options_.limits.list_items_max, node);
    if (partial && !charge(kPartialStepsPerItem * out.size())) limit = out_of_steps(node);
    if (limit) return false;
    if (!partial) {
      out.push_back(run(body, frame));
      return true;
    }
    Environment with_partial(&frame);
    with_partial.set("partial", Value(out));
    out.push_back(run(body, with_partial));
    return true;
  });
  if (failed) return *failed;
  if (limit) return *limit;
  return Value(std::move(out));
}

/// `some` is Kleene's or over the items, `every` Kleene's and; a condition that is no boolean is an error.
Value Interpreter::run_quantified(const Node& node, const Environment& environment) {
  const Node& condition = *node.children.back();
  const bool some = node.kind == NodeKind::some;
  const Tri settling = some ? Tri::yes : Tri::no;
  Tri tri = some ? Tri::no : Tri::yes;
  Value unknown;
  std::optional<Value> wrong;
  const auto failed = loop(node, 0, environment, [&](const Environment& frame) {
    const Value value = run(condition, frame);
    if (!value.is_null() && value.kind() != Kind::boolean) {
      wrong =
          Value::null("wrong_type", "'satisfies' gives " + brief(value) + ", no boolean", node.span.begin);
      return false;
    }
    const Tri one = to_tri(value);
    if (one == Tri::unknown && tri != Tri::unknown) unknown = value;
    tri = some ? tri_or(tri, one) : tri_and(tri, one);
    return tri != settling;
  });
  if (failed) return *failed;
  if (wrong) return *wrong;
  return tri == Tri::unknown ? unknown : Value(tri == Tri::yes);
}

}  // namespace chuhai::feel
