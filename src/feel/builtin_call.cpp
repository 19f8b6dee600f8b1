#include "builtins.hpp"
#include "print.hpp"

namespace chuhai::feel {

bool Call::charge(std::uint64_t steps) const {
  if (options_.budget == nullptr) return steps <= options_.limits.steps_max;
  options_.budget->steps += steps;
  return options_.budget->steps <= options_.limits.steps_max;
}

Value Call::refuse(std::string_view code, const std::string& why) const {
  return Value::null(std::string(code), std::string(name_) + ": " + why, offset_);
}

Value Call::wrong_type(std::size_t i, std::string_view wanted) const {
  return refuse("wrong_type", "argument " + std::to_string(i + 1) + " is " + brief(values_[i]) + ", a " +
                                  std::string(kind_name(values_[i].kind())) + "; expected " +
                                  std::string(wanted));
}

Value Call::out_of_steps() const { return refuse("too_many_steps", "the evaluation takes too many steps"); }

std::optional<Value> Call::need(std::size_t i, Kind kind) {
  Value& value = values_[i];
  if (value.kind() == kind) return std::nullopt;
  if (value.is_null()) return value;
  if (kind == Kind::list) {
    value = Value(List{value});
    return std::nullopt;
  }
  if (value.kind() == Kind::list && value.list().size() == 1 && value.list()[0].kind() == kind) {
    value = Value(value.list()[0]);
    return std::nullopt;
  }
  return wrong_type(i, kind_name(kind));
}

std::optional<Value> Call::need_all(std::initializer_list<Kind> kinds) {
  std::size_t i = 0;
  for (const Kind kind : kinds) {
    if (auto refused = need(i++, kind)) return refused;
  }
  return std::nullopt;
}

std::optional<Value> Call::need_list_of(std::size_t i, Kind kind) {
  if (auto refused = need(i, Kind::list)) return refused;
  if (!charge(values_[i].list().size())) return out_of_steps();
  for (const Value& item : values_[i].list()) {
    if (item.is_null()) return item;
    if (item.kind() != kind) {
      return refuse("wrong_type", brief(item) + " in the list is a " + std::string(kind_name(item.kind())) +
                                      "; expected " + std::string(kind_name(kind)));
    }
  }
  return std::nullopt;
}

std::optional<Value> Call::need_integer(std::size_t i, std::int64_t& out) {
  if (auto refused = need(i, Kind::number)) return refused;
  const auto number = values_[i].number().to_int64();
  if (!number) return refuse("not_an_integer", brief(values_[i]) + " is no whole number");
  out = *number;
  return std::nullopt;
}

Value Call::list(List items) const {
  if (items.size() > options_.limits.list_items_max) {
    return refuse("too_many_items", "the list would have " + std::to_string(items.size()) + " items");
  }
  if (!charge(items.size())) return out_of_steps();
  return Value(std::move(items));
}

Value Call::text(std::string text) const {
  if (text.size() > kStringBytesMax) return refuse("too_long", "the string would be too long");
  if (!charge(text.size() / 64)) return out_of_steps();
  return Value(std::move(text));
}

}  // namespace chuhai::feel
