#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace chuhai::feel {

/// Letters `first`, `first + step`, ... `last`, whose other case lies `distance` further.
struct CaseRange {
  char32_t first;
  char32_t last;
  std::uint32_t step;
  std::int32_t distance;
};

/// A letter whose capital is written with several letters; unused places are 0.
struct LongCapital {
  char32_t letter;
  std::array<char32_t, 3> capital;
};

/// The general categories in the order of their numbers in `category_runs`.
inline constexpr std::array<const char*, 30> kCategoryNames = {
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe",
    "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn"};

/// Runs of code points of one general category: the first one shifted left by five, and the category's
/// number. Sorted; a run ends where the next begins, the last one at U+10FFFF.
/// Source: Unicode character database (the version stands in unicode_table.cpp), by tools/unicode_tables.py.
std::span<const std::uint32_t> category_runs();
/// Letters with a small, or a capital, counterpart of one code point. Sorted by `first`.
std::span<const CaseRange> lower_ranges();
std::span<const CaseRange> upper_ranges();
/// Sorted by letter.
std::span<const LongCapital> long_capitals();

}  // namespace chuhai::feel
