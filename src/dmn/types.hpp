#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "feel/value.hpp"

namespace chuhai::dmn {

/// A type reference without prefix and in FEEL's own spelling: "feel:number" and "xsd:decimal" give "number",
/// "dateTime" gives "date and time". Names of item definitions are returned as they are.
std::string canonical_type(std::string_view type_ref);

/// The kind of values a built-in type holds; empty for "Any", item definitions and composed types.
std::optional<feel::Kind> builtin_kind(std::string_view canonical);

/// True for the names FEEL itself defines, "Any" and composed types such as "list<number>" included.
bool is_builtin_type(std::string_view canonical);

}  // namespace chuhai::dmn
