#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace chuhai::table {

/// Builds the refusals of this module; `row` from 1, 0 when none applies.
base::Error refusal(base::ErrorKind kind, std::string_view code, base::Text message,
                    const std::string& source, std::uint64_t row = 0, std::uint32_t column = 0);

/// "12.3 MiB"
std::string in_mebibytes(std::uint64_t bytes);

}  // namespace chuhai::table
