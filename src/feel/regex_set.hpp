#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace chuhai::feel {

/// A set of code points as sorted, disjoint ranges.
class CharSet {
 public:
  void add(char32_t first, char32_t last);
  void add(const CharSet& other);
  /// Adds the other case of every letter in the set.
  void fold_case();
  void negate();
  void subtract(const CharSet& other);
  bool contains(char32_t c) const;

 private:
  void normalise();
  std::vector<std::pair<char32_t, char32_t>> ranges_;
};

/// The set of \s \d \w \i \c (lower-case letter), or nothing for another letter.
std::optional<CharSet> escape_class(char32_t letter);

/// The set of a category or block name as in \p{Lu} or \p{IsBasicLatin}, for the scripts this program meets
/// (Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai, CJK); nothing for a name it does not know.
/// Source: XML Schema Part 2 appendix F; Unicode 15 general categories.
std::optional<CharSet> category_set(std::string_view name);

}  // namespace chuhai::feel
