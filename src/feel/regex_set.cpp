#include "regex_set.hpp"

#include <algorithm>
#include <span>

#include "letters.hpp"

namespace chuhai::feel {

namespace {

constexpr char32_t kLastCodePoint = 0x10FFFF;

struct Block {
  char32_t first;
  char32_t last;
};

constexpr Block kLetters[] = {
    {0x41, 0x5A},     {0x61, 0x7A},      {0xAA, 0xAA},     {0xB5, 0xB5},     {0xBA, 0xBA},
    {0xC0, 0xD6},     {0xD8, 0xF6},      {0xF8, 0x2C1},    {0x370, 0x374},   {0x376, 0x377},
    {0x37A, 0x37D},   {0x37F, 0x37F},    {0x386, 0x386},   {0x388, 0x3F5},   {0x3F7, 0x481},
    {0x48A, 0x556},   {0x560, 0x588},    {0x5D0, 0x5EA},   {0x620, 0x64A},   {0x66E, 0x66F},
    {0x671, 0x6D3},   {0x6FA, 0x6FC},    {0x904, 0x939},   {0x958, 0x961},   {0xE01, 0xE30},
    {0xE40, 0xE46},   {0x10A0, 0x10FF},  {0x1100, 0x11FF}, {0x1780, 0x17B3}, {0x1E00, 0x1FBC},
    {0x2C00, 0x2DDE}, {0x3005, 0x3006},  {0x3031, 0x3035}, {0x3041, 0x3096}, {0x309D, 0x309F},
    {0x30A1, 0x30FA}, {0x30FC, 0x30FF},  {0x3105, 0x312F}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},
    {0xA000, 0xA48C}, {0xAC00, 0xD7A3},  {0xF900, 0xFAFF}, {0xFF21, 0xFF3A}, {0xFF41, 0xFF5A},
    {0xFF66, 0xFFDC}, {0x20000, 0x2FFFF}};
constexpr Block kDigits[] = {{0x30, 0x39},   {0x660, 0x669}, {0x6F0, 0x6F9},
                             {0x966, 0x96F}, {0xE50, 0xE59}, {0xFF10, 0xFF19}};
constexpr Block kOtherNumbers[] = {{0xB2, 0xB3},     {0xB9, 0xB9},     {0xBC, 0xBE},     {0x2070, 0x2070},
                                   {0x2074, 0x2079}, {0x2080, 0x2089}, {0x2150, 0x218B}, {0x2460, 0x249B},
                                   {0x3007, 0x3007}, {0x3021, 0x3029}};
constexpr Block kPunctuation[] = {
    {0x21, 0x23},     {0x25, 0x2A},     {0x2C, 0x2F},     {0x3A, 0x3B},     {0x3F, 0x40},
    {0x5B, 0x5D},     {0x5F, 0x5F},     {0x7B, 0x7B},     {0x7D, 0x7D},     {0xA1, 0xA1},
    {0xA7, 0xA7},     {0xAB, 0xAB},     {0xB6, 0xB7},     {0xBB, 0xBB},     {0xBF, 0xBF},
    {0x2010, 0x2027}, {0x2030, 0x2043}, {0x2045, 0x2051}, {0x2053, 0x205E}, {0x3001, 0x3003},
    {0x3008, 0x3011}, {0x3014, 0x301F}, {0x30FB, 0x30FB}, {0xFE30, 0xFE61}, {0xFF01, 0xFF03},
    {0xFF05, 0xFF0A}, {0xFF0C, 0xFF0F}, {0xFF1A, 0xFF1B}, {0xFF1F, 0xFF20}, {0xFF3B, 0xFF3D},
    {0xFF3F, 0xFF3F}, {0xFF5B, 0xFF5B}, {0xFF5D, 0xFF5D}, {0xFF5F, 0xFF65}};
constexpr Block kDashes[] = {{0x2D, 0x2D}, {0x2010, 0x2015}, {0x301C, 0x301C}, {0xFF0D, 0xFF0D}};
constexpr Block kSymbols[] = {{0x24, 0x24},     {0x2B, 0x2B},     {0x3C, 0x3E},      {0x5E, 0x5E},
                              {0x60, 0x60},     {0x7C, 0x7C},     {0x7E, 0x7E},      {0xA2, 0xA6},
                              {0xA8, 0xA9},     {0xAC, 0xAC},     {0xAE, 0xB1},      {0xB4, 0xB4},
                              {0xB8, 0xB8},     {0xD7, 0xD7},     {0xF7, 0xF7},      {0x2044, 0x2044},
                              {0x2052, 0x2052}, {0x20A0, 0x20C0}, {0x2100, 0x214F},  {0x2190, 0x23FF},
                              {0x2500, 0x27BF}, {0x2900, 0x2BFF}, {0xFF04, 0xFF04},  {0xFF0B, 0xFF0B},
                              {0xFF1C, 0xFF1E}, {0xFF3E, 0xFF3E}, {0xFF40, 0xFF40},  {0xFF5C, 0xFF5C},
                              {0xFF5E, 0xFF5E}, {0xFFE0, 0xFFEE}, {0x1F300, 0x1FAFF}};
constexpr Block kCurrency[] = {{0x24, 0x24},     {0xA2, 0xA5},     {0x20A0, 0x20C0},
                               {0xFF04, 0xFF04}, {0xFFE0, 0xFFE1}, {0xFFE5, 0xFFE6}};
constexpr Block kMathSigns[] = {{0x2B, 0x2B}, {0x3C, 0x3E}, {0x7C, 0x7C}, {0x7E, 0x7E},     {0xAC, 0xAC},
                                {0xB1, 0xB1}, {0xD7, 0xD7}, {0xF7, 0xF7}, {0x2200, 0x22FF}, {0xFF0B, 0xFF0B}};
constexpr Block kSpaces[] = {{0x20, 0x20},     {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
                             {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};
constexpr Block kSeparators[] = {{0x2028, 0x2029}};
constexpr Block kMarks[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x64B, 0x65F},
                            {0x900, 0x903},   {0x93A, 0x94F},   {0xE31, 0xE31},   {0xE34, 0xE3A},
                            {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0xFE20, 0xFE2F}};
constexpr Block kControls[] = {{0x0, 0x1F},      {0x7F, 0x9F},     {0xAD, 0xAD},     {0x200B, 0x200F},
                               {0x202A, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xE000, 0xF8FF}};
constexpr Block kNoBlocks[] = {{1, 0}};

struct Category {
  std::string_view name;
  std::span<const Block> first;
  std::span<const Block> second;
};

constexpr Category kCategories[] = {
    {"L", kLetters, kNoBlocks},       {"N", kDigits, kOtherNumbers},  {"Nd", kDigits, kNoBlocks},
    {"No", kOtherNumbers, kNoBlocks}, {"P", kPunctuation, kNoBlocks}, {"Pd", kDashes, kNoBlocks},
    {"S", kSymbols, kNoBlocks},       {"Sc", kCurrency, kNoBlocks},   {"Sm", kMathSigns, kNoBlocks},
    {"Z", kSpaces, kSeparators},      {"Zs", kSpaces, kNoBlocks},     {"M", kMarks, kNoBlocks},
    {"Mn", kMarks, kNoBlocks},        {"C", kControls, kNoBlocks},    {"Cc", kControls, kNoBlocks}};

struct NamedBlock {
  std::string_view name;
  Block block;
};

constexpr NamedBlock kBlocks[] = {{"IsBasicLatin", {0x0, 0x7F}},
                                  {"IsLatin-1Supplement", {0x80, 0xFF}},
                                  {"IsLatinExtended-A", {0x100, 0x17F}},
                                  {"IsGreek", {0x370, 0x3FF}},
                                  {"IsGreekandCoptic", {0x370, 0x3FF}},
                                  {"IsCyrillic", {0x400, 0x4FF}},
                                  {"IsHebrew", {0x590, 0x5FF}},
                                  {"IsArabic", {0x600, 0x6FF}},
                                  {"IsThai", {0xE00, 0xE7F}},
                                  {"IsHiragana", {0x3040, 0x309F}},
                                  {"IsKatakana", {0x30A0, 0x30FF}},
                                  {"IsCJKUnifiedIdeographs", {0x4E00, 0x9FFF}}};

void add_blocks(CharSet& set, std::span<const Block> blocks) {
  for (const Block& block : blocks) {
    if (block.first <= block.last) set.add(block.first, block.last);
  }
}

/// Letters with (Lu) or without (Ll) a small counterpart, within the letters whose case is known.
CharSet cased_letters(bool upper) {
  constexpr Block kCased[] = {{0x41, 0x17F}, {0x370, 0x4FF}, {0x1E00, 0x1EFF}, {0xFF21, 0xFF5A}};
  CharSet set;
  for (const Block& block : kCased) {
    for (char32_t c = block.first; c <= block.last; ++c) {
      const bool is_upper = to_lower(c) != c;
      const bool is_lower = to_upper(c) != c || c == 0xDF;
      if (upper ? is_upper : is_lower) set.add(c, c);
    }
  }
  return set;
}

}  // namespace

void CharSet::add(char32_t first, char32_t last) {
  const bool in_order = ranges_.empty() || first > ranges_.back().second;
  ranges_.emplace_back(first, last);
  if (!in_order) normalise();
}

void CharSet::add(const CharSet& other) {
  ranges_.insert(ranges_.end(), other.ranges_.begin(), other.ranges_.end());
  normalise();
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

void CharSet::fold_case() {
  constexpr Block kCased[] = {{0x41, 0x1EFF}, {0xFF21, 0xFF5A}};
  CharSet other;
  for (const auto& [first, last] : ranges_) {
    for (const Block& block : kCased) {
      for (char32_t c = std::max(first, block.first); c <= std::min(last, block.last); ++c) {
        other.ranges_.emplace_back(to_lower(c), to_lower(c));
        other.ranges_.emplace_back(to_upper(c), to_upper(c));
      }
    }
  }
  add(other);
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
      add_blocks(set, kDigits);
      return set;
    case U'w':
      for (const auto& blocks : {std::span<const Block>(kPunctuation), std::span<const Block>(kSpaces),
                                 std::span<const Block>(kSeparators), std::span<const Block>(kControls)}) {
        add_blocks(set, blocks);
      }
      set.negate();
      return set;
    case U'i':
    case U'c':
      add_blocks(set, kLetters);
      set.add(U'_', U'_');
      set.add(U':', U':');
      if (letter == U'i') return set;
      add_blocks(set, kDigits);
      set.add(U'-', U'.');
      set.add(0xB7, 0xB7);
      return set;
    default:
      return std::nullopt;
  }
}

std::optional<CharSet> category_set(std::string_view name) {
  if (name == "Lu" || name == "Ll") return cased_letters(name == "Lu");
  CharSet set;
  for (const Category& category : kCategories) {
    if (category.name != name) continue;
    add_blocks(set, category.first);
    add_blocks(set, category.second);
    return set;
  }
  for (const NamedBlock& named : kBlocks) {
    if (named.name != name) continue;
    set.add(named.block.first, named.block.last);
    return set;
  }
  return std::nullopt;
}

}  // namespace chuhai::feel
