#pragma once

#include <set>
#include <string>
#include <vector>

#include "feel/ast.hpp"

namespace chuhai::feel {

/// Names a function body may read from outside; `bound` are its parameters. Names in filters count even when
/// they may turn out to be members.
std::set<std::string> free_names(const Node& body, const std::vector<std::string>& bound);

/// True when `name` may be read free in the node.
bool reads_name(const Node& node, std::string_view name);

}  // namespace chuhai::feel
