#include "regex_set.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string>

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

/// A set and its opposite.
struct BothSets {
  SharedCharSet inside;
  SharedCharSet outside;
};
using NamedSets = std::map<std::string, BothSets, std::less<>>;

void add_both(NamedSets& sets, const std::string& name, const CharSet& set) {
  CharSet opposite = set;
  opposite.negate();
  sets[name] = {std::make_shared<const CharSet>(set), std::make_shared<const CharSet>(std::move(opposite))};
}

SharedCharSet find_set(const NamedSets& sets, std::string_view name, bool negated) {
  const auto found = sets.find(name);
  if (found == sets.end()) return nullptr;
  return negated ? found->second.outside : found->second.inside;
}

void add_category(CharSet& set, std::string_view name) {
  const auto runs = category_runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!is_category(runs[i] & 31U, name)) continue;
    const char32_t next = i + 1 < runs.size() ? runs[i + 1] >> 5U : kLastCodePoint + 1;
    set.add(runs[i] >> 5U, next - 1);
  }
}

/// Every category and every group of categories. Surrogates are no characters, so XML Schema names none.
NamedSets read_categories() {
  NamedSets sets;
  for (const std::string_view name : kCategoryNames) {
    for (const std::string_view shown : {name, name.substr(0, 1)}) {
      if (shown == "Cs" || sets.contains(shown)) continue;
      CharSet set;
      add_category(set, shown);
      add_both(sets, std::string(shown), set);
    }
  }
  return sets;
}

NamedSets read_classes() {
  NamedSets sets;
  CharSet space;
  space.add(U'\t', U'\n');
  space.add(U'\r', U'\r');
  space.add(U' ', U' ');
  add_both(sets, "s", space);
  CharSet digit;
  add_category(digit, "Nd");
  add_both(sets, "d", digit);
  CharSet word;
  for (const std::string_view name : {"P", "Z", "C"}) {
    CharSet part;
    add_category(part, name);
    word.add(part);
  }
  word.negate();
  add_both(sets, "w", word);
  CharSet name;
  for (const NameRange& range : kXmlNameStart) name.add(range.first, range.last);
  add_both(sets, "i", name);
  for (const NameRange& range : kXmlNameRest) name.add(range.first, range.last);
  add_both(sets, "c", name);
  return sets;
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

SharedCharSet escape_class(char32_t letter, bool negated) {
  static const NamedSets kClasses = read_classes();
  return find_set(kClasses, letter < 0x80 ? std::string(1, static_cast<char>(letter)) : std::string(),
                  negated);
}

SharedCharSet category_set(std::string_view name, bool negated) {
  static const NamedSets kCategories = read_categories();
  return find_set(kCategories, name, negated);
}

}  // namespace chuhai::feel
