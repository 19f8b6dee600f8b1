#pragma once

#include <optional>
#include <string_view>

#include "json/value.hpp"

namespace chuhai::toml {

/// Place of the first dotted key with more than `dots_max` dots, if any. The library bounds brackets but not
/// dotted keys, and its recursion over millions of levels would exhaust the stack.
std::optional<json::Position> find_too_long_key(std::string_view text, int dots_max);

}  // namespace chuhai::toml
