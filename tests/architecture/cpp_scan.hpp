#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chuhai::architecture {

/// An `#include` line.
struct Include {
  std::string target;  ///< what stands between the quotes or angle brackets
  bool is_quoted = false;
  std::size_t line = 0;
};

/// A function definition with a body.
struct Function {
  std::string name;            ///< as written, for example "Reader::read_row"
  std::size_t line = 0;        ///< of the opening brace
  std::size_t line_count = 0;  ///< from the opening to the closing brace, both included
};

std::vector<Include> scan_includes(std::string_view text);

/// The text with comments and the contents of string and character literals replaced by spaces; line ends
/// stay, so that line numbers hold. Raw strings are understood.
std::string without_comments_and_literals(std::string_view text);

/// Function bodies of clang-formatted C++. Relies on the format: a space before the brace of a block, none
/// before the brace of an initializer. A lambda counts towards the function that holds it.
std::vector<Function> scan_functions(std::string_view text);

/// One run of letters, cut at underscores, digits and the humps of PascalCase, in lower case.
struct Word {
  std::string text;
  std::size_t line = 0;
};

/// All words of a text: code, comments and literals alike.
std::vector<Word> scan_words(std::string_view text);

}  // namespace chuhai::architecture
