#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "feel/value.hpp"

namespace chuhai::feel {

/// FEEL source text of a value, or nothing when it would be longer than `bytes_max`.
std::optional<std::string> feel_text(const Value& value, std::size_t bytes_max);
/// What `string(value)` gives: strings as they are, the rest as `feel_text` without date("...") around.
std::optional<std::string> plain_text(const Value& value, std::size_t bytes_max);
/// Short text for messages: cut at sixty bytes.
std::string brief(const Value& value);
/// A FEEL string literal with its quotes and escapes.
std::string quoted(std::string_view text);

}  // namespace chuhai::feel
