#include <algorithm>

#include "builtins.hpp"
#include "print.hpp"

namespace chuhai::feel {

namespace {

/// Index into a list counted from 1, or from the end when negative; `beyond` allows one past the end.
std::optional<Value> need_position(Call& call, std::size_t i, std::size_t size, std::size_t& out) {
  std::int64_t position = 0;
  if (auto refused = call.need_integer(i, position)) return refused;
  const auto length = static_cast<std::int64_t>(size);
  if (position == 0 || position > length || position < -length) {
    return call.refuse("index_out_of_range",
                       "position " + std::to_string(position) + " in a list of " + std::to_string(size));
  }
  out = static_cast<std::size_t>(position > 0 ? position - 1 : length + position);
  return std::nullopt;
}

/// Equality for list functions: in the standard's two values, what cannot be compared is not equal.
Tri list_equal(const Call& call, const Value& a, const Value& b) {
  const Tri tri = equal(a, b, call.mode());
  return tri == Tri::unknown && !call.three_valued() ? Tri::no : tri;
}

Value unknown_item(const Call& call, const Value& a, const Value& b) {
  if (a.is_null()) return a;
  if (b.is_null()) return b;
  return call.refuse("not_comparable", "cannot tell whether " + brief(a) + " = " + brief(b));
}

/// Appends the items of `source` that are in `out` not yet. A null when that cannot be told.
std::optional<Value> add_distinct(const Call& call, const List& source, List& out) {
  for (const Value& item : source) {
    if (!call.charge(1 + out.size())) return call.out_of_steps();
    if (item.is_null() && call.three_valued()) return item;
    bool present = false;
    for (const Value& other : out) {
      const Tri tri = list_equal(call, item, other);
      if (tri == Tri::unknown) return unknown_item(call, item, other);
      present = present || tri == Tri::yes;
    }
    if (!present) out.push_back(item);
  }
  return std::nullopt;
}

std::optional<Value> flatten_into(const Call& call, const List& source, List& out, int depth) {
  constexpr int kDepthMax = 500;
  if (depth > kDepthMax) return call.refuse("too_deep", "the list is nested too deeply");
  for (const Value& item : source) {
    if (!call.charge(1)) return call.out_of_steps();
    if (item.kind() == Kind::list) {
      if (auto refused = flatten_into(call, item.list(), out, depth + 1)) return refused;
      continue;
    }
    if (item.is_null() && call.three_valued()) return item;
    if (out.size() >= call.options().limits.list_items_max)
      return call.refuse("too_many_items", "the list is too long");
    out.push_back(item);
  }
  return std::nullopt;
}

/// Items of several lists one after the other; a single value counts as a list of one.
std::optional<Value> concatenate_into(const Call& call, const List& lists, List& out) {
  for (const Value& list : lists) {
    if (list.is_null()) return list;
    if (list.kind() != Kind::list) {
      out.push_back(list);
      continue;
    }
    if (!call.charge(list.list().size())) return call.out_of_steps();
    if (out.size() + list.list().size() > call.options().limits.list_items_max) {
      return call.refuse("too_many_items", "the list is too long");
    }
    out.insert(out.end(), list.list().begin(), list.list().end());
  }
  return std::nullopt;
}

Value replace_matching(Call& call) {
  List out = call.at(0).list();
  const Function& match = *call.at(1).function();
  for (Value& item : out) {
    const Value hit = call_function(match, {item, call.at(2)}, call.options());
    const Tri tri = to_tri(hit);
    if (tri == Tri::unknown)
      return hit.is_null() ? hit : call.refuse("wrong_type", "the match gives no boolean");
    if (tri == Tri::yes) item = call.at(2);
  }
  return call.list(std::move(out));
}

}  // namespace

Value builtin_list_contains(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  Tri any = Tri::no;
  for (const Value& item : call.at(0).list()) {
    if (!call.charge(1)) return call.out_of_steps();
    any = tri_or(any, list_equal(call, item, call.at(1)));
    if (any == Tri::yes) return Value(true);
  }
  if (any == Tri::no) return Value(false);
  return call.at(1).is_null() ? call.at(1) : call.refuse("not_comparable", "an item of the list is unknown");
}

Value builtin_count(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  return Value(decimal::Decimal(static_cast<std::int64_t>(call.at(0).list().size())));
}

Value builtin_sublist(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  const List& list = call.at(0).list();
  std::size_t start = 0;
  if (auto refused = need_position(call, 1, list.size(), start)) return *refused;
  std::size_t count = list.size() - start;
  if (call.written(2)) {
    std::int64_t length = 0;
    if (auto refused = call.need_integer(2, length)) return *refused;
    if (length < 1 || static_cast<std::uint64_t>(length) > count) {
      return call.refuse("index_out_of_range",
                         "there are no " + std::to_string(length) + " items from there");
    }
    count = static_cast<std::size_t>(length);
  }
  const auto first = list.begin() + static_cast<std::ptrdiff_t>(start);
  return call.list(List(first, first + static_cast<std::ptrdiff_t>(count)));
}

Value builtin_append(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  List out = call.at(0).list();
  const List& items = call.at(1).list();
  out.insert(out.end(), items.begin(), items.end());
  return call.list(std::move(out));
}

Value builtin_concatenate(Call& call) {
  List out;
  if (auto refused = concatenate_into(call, call.at(0).list(), out)) return *refused;
  return call.list(std::move(out));
}

Value builtin_insert_before(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  List out = call.at(0).list();
  std::size_t position = 0;
  if (auto refused = need_position(call, 1, out.size(), position)) return *refused;
  out.insert(out.begin() + static_cast<std::ptrdiff_t>(position), call.at(2));
  return call.list(std::move(out));
}

Value builtin_remove(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  List out = call.at(0).list();
  std::size_t position = 0;
  if (auto refused = need_position(call, 1, out.size(), position)) return *refused;
  out.erase(out.begin() + static_cast<std::ptrdiff_t>(position));
  return call.list(std::move(out));
}

Value builtin_list_replace(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  if (call.at(1).kind() == Kind::function && !call.named()) return replace_matching(call);
  List out = call.at(0).list();
  std::size_t position = 0;
  if (auto refused = need_position(call, 1, out.size(), position)) return *refused;
  out[position] = call.at(2);
  return call.list(std::move(out));
}

/// By name, `match` is a function and `position` a number; by position either may stand there.
Value builtin_list_replace_matching(Call& call) {
  if (auto refused = call.need_all({Kind::list, Kind::function})) return *refused;
  return replace_matching(call);
}

Value builtin_reverse(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  const List& list = call.at(0).list();
  return call.list(List(list.rbegin(), list.rend()));
}

Value builtin_index_of(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  if (call.at(1).is_null() && call.three_valued()) return call.at(1);
  List out;
  const List& list = call.at(0).list();
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Tri tri = list_equal(call, list[i], call.at(1));
    if (tri == Tri::unknown) return unknown_item(call, list[i], call.at(1));
    if (tri == Tri::yes) out.emplace_back(decimal::Decimal(static_cast<std::int64_t>(i) + 1));
  }
  return call.list(std::move(out));
}

Value builtin_union(Call& call) {
  List all;
  if (auto refused = concatenate_into(call, call.at(0).list(), all)) return *refused;
  List out;
  if (auto refused = add_distinct(call, all, out)) return *refused;
  return call.list(std::move(out));
}

Value builtin_distinct_values(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  List out;
  if (auto refused = add_distinct(call, call.at(0).list(), out)) return *refused;
  return call.list(std::move(out));
}

/// The values that come more than once, each once, in the order of their first place.
Value builtin_duplicate_values(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  List distinct;
  if (auto refused = add_distinct(call, call.at(0).list(), distinct)) return *refused;
  List out;
  for (const Value& value : distinct) {
    const List& list = call.at(0).list();
    if (!call.charge(list.size())) return call.out_of_steps();
    const auto count = std::count_if(list.begin(), list.end(), [&](const Value& item) {
      return list_equal(call, item, value) == Tri::yes;
    });
    if (count > 1) out.push_back(value);
  }
  return call.list(std::move(out));
}

Value builtin_flatten(Call& call) {
  if (auto refused = call.need(0, Kind::list)) return *refused;
  List out;
  if (auto refused = flatten_into(call, call.at(0).list(), out, 0)) return *refused;
  return call.list(std::move(out));
}

}  // namespace chuhai::feel
