#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "json/value.hpp"

namespace chuhai::json {

struct Limits {
  std::uint64_t bytes_max = 256U * 1024 * 1024;
  std::uint32_t depth_max = 64;  ///< arrays and objects inside each other; at most 1000
};

/// Parses one JSON text (RFC 8259, UTF-8, a byte order mark is passed over) into a tree with positions.
/// Stricter than the standard: a key may occur once in an object. Numbers are exact.
/// Errors, all with source, line and column: invalid/json_syntax, invalid/not_utf8,
/// invalid/json_duplicate_key, limit/json_too_deep, limit/json_too_large, and those of Decimal::parse
/// (limit/number_too_precise, limit/number_out_of_range).
base::Result<Value> parse(std::string_view text, std::string_view source_name, Limits limits = {});

}  // namespace chuhai::json
