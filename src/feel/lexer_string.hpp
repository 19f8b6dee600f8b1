#pragma once

#include "lexer.hpp"

namespace chuhai::feel {

/// The string literal whose quote stands at `quote`; the token starts at `begin` (the '@' of @"...").
/// Escapes: \n \r \t \" \' \\ \uXXXX \UXXXXXX, surrogate pairs joined. Any other backslash stays as it is, so
/// that patterns such as "\d+" can be written. Source: DMN 1.5 grammar rules 35 and 64.
Token read_string(std::string_view text, std::size_t begin, std::size_t quote);

}  // namespace chuhai::feel
