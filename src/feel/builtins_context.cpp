#include "builtins.hpp"
#include "print.hpp"

namespace chuhai::feel {

namespace {

/// Entries are found one by one, so adding to a large context costs its size.
bool charge_entry(const Call& call, const Context& context) { return call.charge(1 + context.size() / 8); }

Value put_at(const Call& call, const Context& context, const List& keys, std::size_t index) {
  if (!call.charge(context.size())) return call.out_of_steps();
  Context out = context;
  const std::string& key = keys[index].string();
  if (index + 1 == keys.size()) {
    out.set(key, call.at(2));
    return Value(std::move(out));
  }
  const Value* inner = context.find(key);
  if (inner == nullptr || inner->kind() != Kind::context) {
    return call.refuse("no_such_entry", "there is no context under '" + key + "'");
  }
  Value changed = put_at(call, inner->context(), keys, index + 1);
  if (changed.is_null()) return changed;
  out.set(key, std::move(changed));
  return Value(std::move(out));
}

}  // namespace

Value builtin_get_value(Call& call) {
  if (auto refused = call.need_all({Kind::context, Kind::string})) return *refused;
  const Value* found = call.at(0).context().find(call.at(1).string());
  return found != nullptr ? *found : call.refuse("no_such_entry", "there is no entry " + brief(call.at(1)));
}

Value builtin_get_entries(Call& call) {
  if (auto refused = call.need(0, Kind::context)) return *refused;
  List out;
  for (const auto& [key, value] : call.at(0).context().entries()) {
    Context entry;
    entry.set("key", Value(key));
    entry.set("value", value);
    out.emplace_back(std::move(entry));
  }
  return call.list(std::move(out));
}

Value builtin_context(Call& call) {
  if (auto refused = call.need_list_of(0, Kind::context)) return *refused;
  Context out;
  for (const Value& item : call.at(0).list()) {
    const Value* key = item.context().find("key");
    const Value* value = item.context().find("value");
    if (key == nullptr || value == nullptr || key->kind() != Kind::string) {
      return call.refuse("not_allowed", brief(item) + " has no string 'key' and 'value'");
    }
    if (!charge_entry(call, out)) return call.out_of_steps();
    if (out.find(key->string()) != nullptr)
      return call.refuse("duplicate_key", "the key " + brief(*key) + " comes twice");
    out.set(key->string(), *value);
  }
  return Value(std::move(out));
}

Value builtin_context_put(Call& call) {
  constexpr std::size_t kKeysMax = 200;
  if (auto refused = call.need(0, Kind::context)) return *refused;
  if (call.at(1).is_null()) return call.at(1);
  if (auto refused = call.need_list_of(1, Kind::string)) return *refused;
  const List& keys = call.at(1).list();
  if (keys.empty() || keys.size() > kKeysMax)
    return call.refuse("not_allowed", "there must be 1 to 200 keys");
  return put_at(call, call.at(0).context(), keys, 0);
}

/// Written by name, `key` is one string; by position a list of keys may stand there.
Value builtin_context_put_key(Call& call) {
  if (call.named() && call.at(1).kind() == Kind::list)
    return call.wrong_type(1, "string; use keys: for a list");
  return builtin_context_put(call);
}

Value builtin_context_merge(Call& call) {
  if (auto refused = call.need_list_of(0, Kind::context)) return *refused;
  Context out;
  for (const Value& item : call.at(0).list()) {
    for (const auto& [key, value] : item.context().entries()) {
      if (!charge_entry(call, out)) return call.out_of_steps();
      out.set(key, value);
    }
  }
  return Value(std::move(out));
}

}  // namespace chuhai::feel
