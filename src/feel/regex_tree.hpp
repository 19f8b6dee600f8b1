#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "regex_set.hpp"

namespace chuhai::feel {

struct RegexNode;
using RegexNodePtr = std::unique_ptr<RegexNode>;

/// A parsed pattern.
struct RegexNode {
  enum class Kind : std::uint8_t {
    empty,
    set,
    line_begin,
    line_end,
    sequence,
    choice,
    repeat,
    group,
    back_reference
  } kind = Kind::empty;
  SharedCharSet set;
  std::vector<RegexNodePtr> children;
  std::uint32_t least = 0;
  std::optional<std::uint32_t> most;  ///< repeat; none is unbounded
  bool lazy = false;
  std::size_t group = 0;  ///< 1-based number of a capturing group, or of the one a back-reference repeats
};

struct RegexFlags {
  bool dot_all = false;
  bool multiline = false;
  bool ignore_case = false;
  bool free_spacing = false;
  bool literal = false;
};

struct ParsedRegex {
  RegexNodePtr root;
  std::size_t groups = 0;  ///< capturing groups
  bool back_references = false;
};

/// Parses a pattern. Errors as Regex::compile.
base::Result<ParsedRegex> parse_regex(std::u32string_view pattern, const RegexFlags& flags);

}  // namespace chuhai::feel
