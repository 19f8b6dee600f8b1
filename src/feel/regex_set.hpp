#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace chuhai::feel {

/// A set of code points as sorted, disjoint ranges.
class CharSet {
 public:
  void add(char32_t first, char32_t last);
  void add(const CharSet& other);
  /// Adds the characters from `first` to `last` and their other cases.
  void add_with_cases(char32_t first, char32_t last);
  void negate();
  void subtract(const CharSet& other);
  bool contains(char32_t c) const;

 private:
  void normalise();
  std::vector<std::pair<char32_t, char32_t>> ranges_;
};

using SharedCharSet = std::shared_ptr<const CharSet>;

/// The set of \s \d \w \i \c (lower-case letter), or, `negated`, of all other characters; null for another
/// letter. Source: XML Schema Part 2 appendix F; XML 1.0 (fifth edition) productions 4 and 4a for \i and \c.
SharedCharSet escape_class(char32_t letter, bool negated);

/// The set of a general category ("L", "Lu"), or of all other characters; null for a name that is none.
SharedCharSet category_set(std::string_view name, bool negated);

/// The set of a block name as in \p{IsBasicLatin}, or of all other characters; null for a name that is none.
/// Source: XML Schema Part 2 appendix F, and the blocks of Unicode 14 that came later.
SharedCharSet block_set(std::string_view name, bool negated);

}  // namespace chuhai::feel
