#include "types.hpp"

#include <array>
#include <utility>

#include "base/text.hpp"

namespace chuhai::dmn {
namespace {

using TypeName = std::pair<std::string_view, std::string_view>;

constexpr std::array<TypeName, 8> kTypeAliases{{
    {"dateTime", "date and time"},
    {"dayTimeDuration", "days and time duration"},
    {"yearMonthDuration", "years and months duration"},
    {"days duration", "days and time duration"},
    {"years duration", "years and months duration"},
    {"any", "Any"},
    {"Boolean", "boolean"},
    {"duration", "days and time duration"},
}};

constexpr std::array<TypeName, 10> kSchemaTypes{{
    {"decimal", "number"},
    {"integer", "number"},
    {"int", "number"},
    {"long", "number"},
    {"double", "number"},
    {"float", "number"},
    {"string", "string"},
    {"boolean", "boolean"},
    {"date", "date"},
    {"time", "time"},
}};

constexpr std::array<std::pair<std::string_view, feel::Kind>, 12> kBuiltinKinds{{
    {"number", feel::Kind::number},
    {"string", feel::Kind::string},
    {"boolean", feel::Kind::boolean},
    {"date", feel::Kind::date},
    {"time", feel::Kind::time},
    {"date and time", feel::Kind::date_time},
    {"days and time duration", feel::Kind::days_duration},
    {"years and months duration", feel::Kind::months_duration},
    {"list", feel::Kind::list},
    {"context", feel::Kind::context},
    {"range", feel::Kind::range},
    {"function", feel::Kind::function},
}};

}  // namespace

std::string canonical_type(std::string_view type_ref) {
  std::string_view name = base::trim(type_ref);
  if (name.starts_with("feel:")) name.remove_prefix(5);
  for (const std::string_view prefix : {std::string_view("xsd:"), std::string_view("xs:")}) {
    if (!name.starts_with(prefix)) continue;
    const std::string_view local = name.substr(prefix.size());
    for (const TypeName& entry : kSchemaTypes)
      if (entry.first == local) return std::string(entry.second);
    name = local;
  }
  // DMN 1.1 writes qualified names; the prefix stands for the namespace of the model or of an import.
  const std::size_t colon = name.find(':');
  if (colon != std::string_view::npos && name.find('<') == std::string_view::npos)
    name.remove_prefix(colon + 1);
  for (const TypeName& entry : kTypeAliases)
    if (entry.first == name) return std::string(entry.second);
  return std::string(name);
}

std::optional<feel::Kind> builtin_kind(std::string_view canonical) {
  for (const auto& entry : kBuiltinKinds)
    if (entry.first == canonical) return entry.second;
  return std::nullopt;
}

bool is_builtin_type(std::string_view canonical) {
  return canonical.empty() || canonical == "Any" || canonical == "null" ||
         canonical.find('<') != std::string_view::npos || builtin_kind(canonical).has_value();
}

}  // namespace chuhai::dmn
