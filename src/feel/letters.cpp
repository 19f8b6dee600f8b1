#include "letters.hpp"

#include <array>

namespace chuhai::feel {

namespace {

/// Capital letters `first`..`last`; the small letter stands `distance` further. With `alternating`, capitals
/// are every second code point and the small letter is the next one.
struct CaseRange {
  char32_t first;
  char32_t last;
  char32_t distance;
  bool alternating;
};

constexpr std::array<CaseRange, 15> kCases = {{{U'A', U'Z', 32, false},
                                               {0xC0, 0xD6, 32, false},
                                               {0xD8, 0xDE, 32, false},
                                               {0x100, 0x12E, 1, true},
                                               {0x132, 0x136, 1, true},
                                               {0x139, 0x147, 1, true},
                                               {0x14A, 0x176, 1, true},
                                               {0x179, 0x17D, 1, true},
                                               {0x391, 0x3A1, 32, false},
                                               {0x3A3, 0x3AB, 32, false},
                                               {0x400, 0x40F, 80, false},
                                               {0x410, 0x42F, 32, false},
                                               {0x460, 0x480, 1, true},
                                               {0x1E00, 0x1E94, 1, true},
                                               {0xFF21, 0xFF3A, 32, false}}};

}  // namespace

char32_t to_lower(char32_t c) {
  for (const CaseRange& range : kCases) {
    if (c < range.first || c > range.last) continue;
    if (!range.alternating || (c - range.first) % 2 == 0) return c + range.distance;
  }
  return c == 0x178 ? U'\u00FF' : c;
}

char32_t to_upper(char32_t c) {
  for (const CaseRange& range : kCases) {
    if (c < range.first + range.distance || c > range.last + range.distance) continue;
    if (!range.alternating || (c - range.first) % 2 == 1) return c - range.distance;
  }
  return c == 0xFF ? U'\u0178' : c;
}

}  // namespace chuhai::feel
