#pragma once

#include <string>
#include <vector>

#include "feel/ast.hpp"

namespace chuhai::feel {

/// The type of a function's result as far as its body tells without being run: literals, operators, lists,
/// contexts, conditions and the declared parameters. An empty name where it does not tell.
/// Source: OMG DMN 1.5, clause 10.3.2.9 (types of expressions).
TypeRef inferred_type(const Node& body, const std::vector<std::string>& parameters,
                      const std::vector<TypeRef>& types);

}  // namespace chuhai::feel
