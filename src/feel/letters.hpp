#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chuhai::feel {

/// Simple case mapping: characters without another case, and those whose other case is several characters,
/// map to themselves. Source: Unicode simple case mappings.
char32_t to_upper(char32_t c);
char32_t to_lower(char32_t c);

/// A text in capitals or in small letters, with capitals of several letters ("ß" becomes "SS") and the small
/// final sigma of Greek. Source: Unicode full case mappings, without those of single languages.
std::u32string upper_case(std::u32string_view text);
std::u32string lower_case(std::u32string_view text);

/// The other cases, small or capital, of the characters from `first` to `last`, as ranges in no order.
std::vector<std::pair<char32_t, char32_t>> other_cases(char32_t first, char32_t last);

}  // namespace chuhai::feel
