#pragma once

#include <string_view>

#include "base/result.hpp"
#include "json/value.hpp"

namespace chuhai::toml {

/// Parses a TOML 1.0 text (UTF-8, at most 16 MiB) into the tree that JSON uses, with positions. Members keep
/// the order in which they were written; tables and arrays of tables become objects and arrays of objects.
/// Dates become text YYYY-MM-DD, times and date-times their RFC 3339 text. Numbers are exact.
/// Errors, all with source, line and column: invalid/toml_syntax, invalid/not_utf8, limit/toml_too_large,
/// limit/toml_too_deep (more than 64 levels), unsupported/toml_number_not_finite (inf, nan), and those of
/// Decimal::parse for numbers.
base::Result<json::Value> parse(std::string_view text, std::string_view source_name);

}  // namespace chuhai::toml
