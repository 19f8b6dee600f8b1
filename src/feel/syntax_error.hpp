#pragma once

#include <string_view>

#include "base/error.hpp"
#include "lexer.hpp"
#include "parser.hpp"

namespace chuhai::feel {

/// invalid/feel_syntax: line, column, the line of the text with a caret, what was found and what was
/// expected.
base::Error syntax_error(std::string_view text, const Token& found, Expected what);

/// An error of any kind at a byte of the text, with the line and a caret.
base::Error positioned_error(base::ErrorKind kind, std::string_view code, std::string_view text,
                             std::size_t position, Expected message);

}  // namespace chuhai::feel
