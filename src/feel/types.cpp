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

/// Items and entries that are null break no type: Null conforms to every type.
Tri part_instance(const Value& value, const TypeRef& type, const EvaluationOptions& options) {
  if (value.is_null() && options.mode == Mode::standard) return Tri::yes;
  return is_instance(value, type, options);
}

Tri list_instance(const Value& value, const TypeRef& type, const EvaluationOptions& options) {
  if (value.kind() != Kind::list) return Tri::no;
  if (type.arguments.empty()) return Tri::yes;
  Tri all = Tri::yes;
  for (const Value& item : value.list()) {
    all = tri_and(all, part_instance(item, type.arguments[0], options));
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
    all = tri_and(all, part_instance(*entry, type.arguments[i], options));
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

std::optional<Kind> kind_of_name(std::string_view name) {
  for (const TypeName& known : kTypeNames) {
    if (known.name == name) return known.kind;
  }
  return std::nullopt;
}

/// Whether every value of type `a` is one of type `b`. Source: DMN 1.5 clause 10.3.2.9.2, type conformance.
class Conformance {
 public:
  explicit Conformance(const EvaluationOptions& options) : options_(options) {}

  Tri conforms(const TypeRef& a, const TypeRef& b, int depth) {
    constexpr int kDepthMax = 100;
    constexpr int kStepsMax = 10'000;
    if (depth > kDepthMax || ++steps_ > kStepsMax) return Tri::unknown;
    if (a.name == b.name && a.owner == b.owner && a.arguments.empty() && b.arguments.empty()) return Tri::yes;
    if (b.name == "Any" || b.name.empty() || a.name.empty() || a.name == "Null") return Tri::yes;
    const auto left = expanded(a);
    const auto right = expanded(b);
    if (left) return conforms(*left, b, depth + 1);
    if (right) return conforms(a, *right, depth + 1);
    if (a.name == "function" && b.name == "function") return functions(a, b, depth);
    const auto kind_a = kind_of_name(a.name);
    const auto kind_b = kind_of_name(b.name);
    if (kind_a || kind_b) return kind_a == kind_b ? ranges(a, b, depth) : Tri::no;
    if (a.name != b.name) return Tri::no;
    return a.name == "context" ? contexts(a, b, depth) : elements(a, b, depth);
  }

 private:
  /// The structure of a declared type; nothing for FEEL's own names.
  std::optional<TypeRef> expanded(const TypeRef& type) const {
    const bool own = type.name == "list" || type.name == "context" || type.name == "Any" ||
                     kind_of_name(type.name).has_value();
    return own || options_.types == nullptr ? std::nullopt : options_.types->structure(type);
  }
  /// A missing element type is Any.
  Tri elements(const TypeRef& a, const TypeRef& b, int depth) {
    if (b.arguments.empty()) return Tri::yes;
    const TypeRef any{"Any", {}, {}, {}};
    return conforms(a.arguments.empty() ? any : a.arguments[0], b.arguments[0], depth + 1);
  }
  Tri ranges(const TypeRef& a, const TypeRef& b, int depth) {
    return a.name == "range" ? elements(a, b, depth) : Tri::yes;
  }
  Tri contexts(const TypeRef& a, const TypeRef& b, int depth) {
    Tri all = Tri::yes;
    for (std::size_t i = 0; i < b.names.size(); ++i) {
      std::size_t at = 0;
      while (at < a.names.size() && a.names[at] != b.names[i]) ++at;
      if (at == a.names.size()) return Tri::no;
      all = tri_and(all, conforms(a.arguments[at], b.arguments[i], depth + 1));
    }
    return all;
  }
  /// Parameters the other way round: a function fits where its parameters take at least what they are given.
  Tri functions(const TypeRef& a, const TypeRef& b, int depth) {
    if (b.arguments.empty()) return Tri::yes;
    if (a.arguments.size() != b.arguments.size()) return Tri::no;
    Tri all = conforms(a.arguments.back(), b.arguments.back(), depth + 1);
    for (std::size_t i = 0; i + 1 < a.arguments.size(); ++i) {
      all = tri_and(all, conforms(b.arguments[i], a.arguments[i], depth + 1));
    }
    return all;
  }

  const EvaluationOptions& options_;
  int steps_ = 0;  ///< types may contain themselves, so the work is bounded
};

Tri function_instance(const Value& value, const TypeRef& type, const EvaluationOptions& options) {
  if (value.kind() != Kind::function) return Tri::no;
  if (type.arguments.empty()) return Tri::yes;
  const Function& function = *value.function();
  const std::size_t wanted = type.arguments.size() - 1;
  if (!function.takes(wanted)) return Tri::no;
  FunctionType own = function.type();
  own.parameters.resize(wanted);
  TypeRef found{"function", std::move(own.parameters), {}, {}};
  found.arguments.push_back(std::move(own.result));
  return Conformance(options).conforms(found, type, 0);
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
  if (type.name == "function") return function_instance(value, type, options);
  if (const auto kind = kind_of_name(type.name)) return *kind == value.kind() ? Tri::yes : Tri::no;
  return options.types != nullptr ? options.types->is_instance(value, type, options.mode) : Tri::unknown;
}

}  // namespace chuhai::feel
