#include "regex_set.hpp"

#include <algorithm>

#include "letters.hpp"
#include "unicode_table.hpp"

namespace chuhai::feel {

namespace {

constexpr char32_t kLastCodePoint = 0x10FFFF;

struct NameRange {
  char32_t first;
  char32_t last;
};

constexpr NameRange kXmlNameStart[] = {
    {U':', U':'},     {U'A', U'Z'},     {U'_', U'_'},     {U'a', U'z'},
    {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
    {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
    {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}};
constexpr NameRange kXmlNameRest[] = {
    {U'-', U'.'}, {U'0', U'9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}};

bool is_category(std::size_t number, std::string_view name) {
  return std::string_view(kCategoryNames[number]).starts_with(name);
}

void add_category(CharSet& set, std::string_view name) {
  const auto runs = category_runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!is_category(runs[i] & 31U, name)) continue;
    const char32_t next = i + 1 < runs.size() ? runs[i + 1] >> 5U : kLastCodePoint + 1;
    set.add(runs[i] >> 5U, next - 1);
  }
}

}  // namespace

void CharSet::add(char32_t first, char32_t last) {
  const bool in_order = ranges_.empty() || first > ranges_.back().second;
  if (in_order && !ranges_.empty() && first == ranges_.back().second + 1) {
    ranges_.back().second = last;
    return;
  }
  ranges_.emplace_back(first, last);
  if (!in_order) normalise();
}

void CharSet::add(const CharSet& other) {
  ranges_.insert(ranges_.end(), other.ranges_.begin(), other.ranges_.end());
  normalise();
}

void CharSet::add_with_cases(char32_t first, char32_t last) {
  CharSet both;
  both.ranges_ = other_cases(first, last);
  both.ranges_.emplace_back(first, last);
  // A sigma has two small letters, so the other cases may have other cases.
  for (const auto& [from, to] : other_cases(first, last)) {
    for (const auto& more : other_cases(from, to)) both.ranges_.push_back(more);
  }
  add(both);
}

void CharSet::normalise() {
  std::sort(ranges_.begin(), ranges_.end());
  std::vector<std::pair<char32_t, char32_t>> merged;
  for (const auto& range : ranges_) {
    if (!merged.empty() && range.first <= merged.back().second + 1) {
      merged.back().second = std::max(merged.back().second, range.second);
    } else {
      merged.push_back(range);
    }
  }
  ranges_ = std::move(merged);
}

void CharSet::negate() {
  normalise();
  std::vector<std::pair<char32_t, char32_t>> gaps;
  char32_t next = 0;
  for (const auto& [first, last] : ranges_) {
    if (first > next) gaps.emplace_back(next, first - 1);
    next = last + 1;
  }
  if (next <= kLastCodePoint) gaps.emplace_back(next, kLastCodePoint);
  ranges_ = std::move(gaps);
}

void CharSet::subtract(const CharSet& other) {
  // a - b = not(not a or b)
  negate();
  add(other);
  negate();
}

bool CharSet::contains(char32_t c) const {
  const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), c,
                                      [](char32_t value, const auto& range) { return value < range.first; });
  return after != ranges_.begin() && c <= std::prev(after)->second;
}

std::optional<CharSet> escape_class(char32_t letter) {
  CharSet set;
  switch (letter) {
    case U's':
      set.add(U'\t', U'\n');
      set.add(U'\r', U'\r');
      set.add(U' ', U' ');
      return set;
    case U'd':
      add_category(set, "Nd");
      return set;
    case U'w':
      for (const std::string_view name : {"P", "Z", "C"}) {
        CharSet part;
        add_category(part, name);
        set.add(part);
      }
      set.negate();
      return set;
    case U'i':
    case U'c':
      for (const NameRange& range : kXmlNameStart) set.add(range.first, range.last);
      if (letter == U'i') return set;
      for (const NameRange& range : kXmlNameRest) set.add(range.first, range.last);
      return set;
    default:
      return std::nullopt;
  }
}

std::optional<CharSet> category_set(std::string_view name) {
  if (name.empty() || name.size() > 2) return std::nullopt;
  // Surrogates are no characters, so XML Schema does not name their category.
  const bool known =
      name != "Cs" && std::any_of(kCategoryNames.begin(), kCategoryNames.end(),
                                  [&](const char* one) { return std::string_view(one).starts_with(name); });
  if (!known) return std::nullopt;
  CharSet set;
  add_category(set, name);
  return set;
}

}  // namespace chuhai::feel
