#pragma once

#include <string_view>

#include "base/result.hpp"
#include "json/value.hpp"

namespace chuhai::toml {

/// Parses a TOML 1.0 text into the tree that JSON uses, with positions. Dates become text YYYY-MM-DD, date-times and
/// times their RFC 3339 text. Errors: invalid/toml_syntax with file, line and column; invalid/not_utf8.
base::Result<json::Value> parse(std::string_view text, std::string_view source_name);

}  // namespace chuhai::toml
