#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace chuhai::values {

/// The text in quotes, cut at 60 bytes between characters.
std::string quoted(std::string_view text);

/// A refusal of kind `invalid` unless stated otherwise.
base::Error refusal(std::string code, std::string en, std::string zh,
                    base::ErrorKind kind = base::ErrorKind::invalid);

}  // namespace chuhai::values
