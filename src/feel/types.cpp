#include <array>

#include "compare.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::feel {

namespace {

struct TypeName {
  std::string_view name;
  Kind kind;
};

constexpr std::array<TypeName, 15> kTypeNames = {{{"boolean", Kind::boolean},
                                                  {"number", Kind::number},
                                                  {"string", Kind::string},
                                                  {"date", Kind::date},
                                                  {"time", Kind::time},
                                                  {"date and time", Kind::date_time},
                                                  {"dateTime", Kind::date_time},
                                                  {"days and time duration", Kind::days_duration},
                                                  {"day and time duration", Kind::days_duration},
                                                  {"dayTimeDuration", Kind::days_duration},
                                                  {"years and months duration", Kind::months_duration},
                                                  {"year and month duration", Kind::months_duration},
                                                  {"yearMonthDuration", Kind::months_duration},
                                                  {"range", Kind::range},
                                                  {"function", Kind::function}}};

Tri list_instance(const Value& value, const TypeRef& type, const EvaluationOptions& options) {
  if (value.kind() != Kind::list) return Tri::no;
  if (type.arguments.empty()) return Tri::yes;
  Tri all = Tri::yes;
  for (const Value& item : value.list()) {
    all = tri_and(all, is_instance(item, type.arguments[0], options));
    if (all == Tri::no) break;
  }
  return all;
}

Tri context_instance(const Value& value, const TypeRef& type, const EvaluationOptions& options) {
  if (value.kind() != Kind::context) return Tri::no;
  Tri all = Tri::yes;
  for (std::size_t i = 0; i < type.names.size(); ++i) {
    const Value* entry = value.context().find(type.names[i]);
    if (entry == nullptr) return Tri::no;
    all = tri_and(all, is_instance(*entry, type.arguments[i], options));
  }
  return all;
}

Tri range_instance(const Value& value, const TypeRef& type, const EvaluationOptions& options) {
  if (value.kind() != Kind::range) return Tri::no;
  if (type.arguments.empty()) return Tri::yes;
  const Range& range = value.range();
  Tri all = Tri::yes;
  if (range.low_bounded) all = tri_and(all, is_instance(range.low, type.arguments[0], options));
  if (range.high_bounded) all = tri_and(all, is_instance(range.high, type.arguments[0], options));
  return all;
}

/// Function types are told apart by the number of parameters only: bodies are not typed.
Tri function_instance(const Value& value, const TypeRef& type) {
  if (value.kind() != Kind::function) return Tri::no;
  if (type.arguments.empty()) return Tri::yes;
  return value.function()->parameters().size() + 1 == type.arguments.size() ? Tri::yes : Tri::no;
}

Tri null_instance(const TypeRef& type, const EvaluationOptions& options) {
  if (options.mode == Mode::three_valued) return Tri::unknown;
  return type.name == "Null" ? Tri::yes : Tri::no;
}

}  // namespace

Tri is_instance(const Value& value, const TypeRef& type, const EvaluationOptions& options) {
  if (value.is_null()) return null_instance(type, options);
  if (type.name == "Any") return Tri::yes;
  if (type.name == "Null") return Tri::no;
  if (type.name == "list") return list_instance(value, type, options);
  if (type.name == "context") return context_instance(value, type, options);
  if (type.name == "range") return range_instance(value, type, options);
  if (type.name == "function") return function_instance(value, type);
  for (const TypeName& known : kTypeNames) {
    if (known.name == type.name) return known.kind == value.kind() ? Tri::yes : Tri::no;
  }
  return options.types != nullptr ? options.types->is_instance(value, type.name, options.mode) : Tri::unknown;
}

}  // namespace chuhai::feel
