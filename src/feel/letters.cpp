#include "letters.hpp"

#include <algorithm>
#include <span>

#include "unicode_table.hpp"

namespace chuhai::feel {

namespace {

constexpr char32_t kCapitalSigma = 0x3A3;
constexpr char32_t kFinalSigma = 0x3C2;

char32_t moved(char32_t c, std::int32_t distance) {
  return static_cast<char32_t>(static_cast<std::int32_t>(c) + distance);
}

char32_t mapped(std::span<const CaseRange> ranges, char32_t c) {
  auto after = std::upper_bound(ranges.begin(), ranges.end(), c,
                                [](char32_t value, const CaseRange& range) { return value < range.first; });
  // Ranges of step two interleave, so the one before may hold the letter too.
  for (int back = 0; back < 2 && after != ranges.begin(); ++back) {
    --after;
    if (c <= after->last && (c - after->first) % after->step == 0) return moved(c, after->distance);
  }
  return c;
}

bool is_cased(char32_t c) { return to_lower(c) != c || to_upper(c) != c; }

/// A sigma ends a word when a letter stands before it and none after.
bool ends_word(std::u32string_view text, std::size_t at) {
  const bool before = at > 0 && is_cased(text[at - 1]);
  const bool after = at + 1 < text.size() && is_cased(text[at + 1]);
  return before && !after;
}

void add_other_cases(std::span<const CaseRange> ranges, char32_t first, char32_t last,
                     std::vector<std::pair<char32_t, char32_t>>& out) {
  for (const CaseRange& range : ranges) {
    if (range.first > last) break;
    if (range.last < first) continue;
    if (range.step == 1) {
      out.emplace_back(moved(std::max(first, range.first), range.distance),
                       moved(std::min(last, range.last), range.distance));
      continue;
    }
    for (char32_t c = range.first; c <= std::min(last, range.last); c += range.step) {
      if (c >= first) out.emplace_back(moved(c, range.distance), moved(c, range.distance));
    }
  }
}

}  // namespace

char32_t to_lower(char32_t c) { return mapped(lower_ranges(), c); }
char32_t to_upper(char32_t c) { return mapped(upper_ranges(), c); }

std::u32string upper_case(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  const std::span<const LongCapital> longs = long_capitals();
  for (const char32_t c : text) {
    const auto found =
        std::lower_bound(longs.begin(), longs.end(), c,
                         [](const LongCapital& entry, char32_t letter) { return entry.letter < letter; });
    if (found == longs.end() || found->letter != c) {
      out += to_upper(c);
      continue;
    }
    for (const char32_t capital : found->capital) {
      if (capital != 0) out += capital;
    }
  }
  return out;
}

std::u32string lower_case(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool final_sigma = text[i] == kCapitalSigma && ends_word(text, i);
    out += final_sigma ? kFinalSigma : to_lower(text[i]);
  }
  return out;
}

std::vector<std::pair<char32_t, char32_t>> other_cases(char32_t first, char32_t last) {
  std::vector<std::pair<char32_t, char32_t>> out;
  add_other_cases(lower_ranges(), first, last, out);
  add_other_cases(upper_ranges(), first, last, out);
  return out;
}

}  // namespace chuhai::feel
