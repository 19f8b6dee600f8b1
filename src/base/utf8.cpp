#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace chuhai::base {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Utf8Step {
  char32_t code_point = kReplacement;
  std::size_t bytes = 1;
  bool valid = false;
};

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

// Decodes one code point at `at`. A malformed byte is one step of one byte.
Utf8Step utf8_step(std::string_view text, std::size_t at) {
  const unsigned char lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t bytes = 0;
  char32_t smallest = 0;
  char32_t code_point = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    bytes = 2, smallest = 0x80, code_point = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    bytes = 3, smallest = 0x800, code_point = lead & 0x0FU;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    bytes = 4, smallest = 0x10000, code_point = lead & 0x07U;
  } else {
    return {};
  }
  for (std::size_t i = 1; i < bytes; ++i) {
    if (!is_continuation(text, at + i)) return {};
    code_point = (code_point << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < smallest || surrogate || code_point > 0x10FFFF) return {};
  return {code_point, bytes, true};
}

struct CodeRange {
  char32_t first;
  char32_t last;
};

// East Asian Width W and F, blocks merged. Source: Unicode 15.0 EastAsianWidth.txt.
constexpr std::array kWide = {
    CodeRange{0x1100, 0x115F},   CodeRange{0x231A, 0x231B},   CodeRange{0x2329, 0x232A},
    CodeRange{0x23E9, 0x23EC},   CodeRange{0x23F0, 0x23F0},   CodeRange{0x23F3, 0x23F3},
    CodeRange{0x25FD, 0x25FE},   CodeRange{0x2614, 0x2615},   CodeRange{0x2648, 0x2653},
    CodeRange{0x267F, 0x267F},   CodeRange{0x2693, 0x2693},   CodeRange{0x26A1, 0x26A1},
    CodeRange{0x26AA, 0x26AB},   CodeRange{0x26BD, 0x26BE},   CodeRange{0x26C4, 0x26C5},
    CodeRange{0x26CE, 0x26CE},   CodeRange{0x26D4, 0x26D4},   CodeRange{0x26EA, 0x26EA},
    CodeRange{0x26F2, 0x26F3},   CodeRange{0x26F5, 0x26F5},   CodeRange{0x26FA, 0x26FA},
    CodeRange{0x26FD, 0x26FD},   CodeRange{0x2705, 0x2705},   CodeRange{0x270A, 0x270B},
    CodeRange{0x2728, 0x2728},   CodeRange{0x274C, 0x274C},   CodeRange{0x274E, 0x274E},
    CodeRange{0x2753, 0x2755},   CodeRange{0x2757, 0x2757},   CodeRange{0x2795, 0x2797},
    CodeRange{0x27B0, 0x27B0},   CodeRange{0x27BF, 0x27BF},   CodeRange{0x2B1B, 0x2B1C},
    CodeRange{0x2B50, 0x2B50},   CodeRange{0x2B55, 0x2B55},   CodeRange{0x2E80, 0x303E},
    CodeRange{0x3041, 0x33FF},   CodeRange{0x3400, 0x4DBF},   CodeRange{0x4E00, 0xA4CF},
    CodeRange{0xA960, 0xA97C},   CodeRange{0xAC00, 0xD7A3},   CodeRange{0xF900, 0xFAFF},
    CodeRange{0xFE10, 0xFE19},   CodeRange{0xFE30, 0xFE6B},   CodeRange{0xFF01, 0xFF60},
    CodeRange{0xFFE0, 0xFFE6},   CodeRange{0x16FE0, 0x18D08}, CodeRange{0x1AFF0, 0x1B2FB},
    CodeRange{0x1F004, 0x1F004}, CodeRange{0x1F0CF, 0x1F0CF}, CodeRange{0x1F18E, 0x1F18E},
    CodeRange{0x1F191, 0x1F19A}, CodeRange{0x1F200, 0x1F320}, CodeRange{0x1F32D, 0x1F335},
    CodeRange{0x1F337, 0x1F37C}, CodeRange{0x1F37E, 0x1F393}, CodeRange{0x1F3A0, 0x1F3CA},
    CodeRange{0x1F3CF, 0x1F3D3}, CodeRange{0x1F3E0, 0x1F3F0}, CodeRange{0x1F3F4, 0x1F3F4},
    CodeRange{0x1F3F8, 0x1F43E}, CodeRange{0x1F440, 0x1F440}, CodeRange{0x1F442, 0x1F4FC},
    CodeRange{0x1F4FF, 0x1F53D}, CodeRange{0x1F54B, 0x1F567}, CodeRange{0x1F57A, 0x1F57A},
    CodeRange{0x1F595, 0x1F596}, CodeRange{0x1F5A4, 0x1F5A4}, CodeRange{0x1F5FB, 0x1F64F},
    CodeRange{0x1F680, 0x1F6C5}, CodeRange{0x1F6CC, 0x1F6CC}, CodeRange{0x1F6D0, 0x1F6D2},
    CodeRange{0x1F6D5, 0x1F6DF}, CodeRange{0x1F6EB, 0x1F6EC}, CodeRange{0x1F6F4, 0x1F6FC},
    CodeRange{0x1F7E0, 0x1F7F0}, CodeRange{0x1F90C, 0x1F93A}, CodeRange{0x1F93C, 0x1F945},
    CodeRange{0x1F947, 0x1F9FF}, CodeRange{0x1FA70, 0x1FAFF}, CodeRange{0x20000, 0x3FFFD}};

// Marks that sit on the character before them, in the scripts our users write, plus the zero-width
// and variation-selector code points. Source: Unicode 15.0, general categories Mn, Me and Cf.
constexpr std::array kZeroWidth = {
    CodeRange{0x0300, 0x036F},   CodeRange{0x0483, 0x0489}, CodeRange{0x0591, 0x05BD},
    CodeRange{0x05BF, 0x05BF},   CodeRange{0x05C1, 0x05C2}, CodeRange{0x05C4, 0x05C5},
    CodeRange{0x0610, 0x061A},   CodeRange{0x064B, 0x065F}, CodeRange{0x0670, 0x0670},
    CodeRange{0x06D6, 0x06DC},   CodeRange{0x06DF, 0x06E4}, CodeRange{0x06E7, 0x06E8},
    CodeRange{0x06EA, 0x06ED},   CodeRange{0x0900, 0x0902}, CodeRange{0x093C, 0x093C},
    CodeRange{0x0941, 0x0948},   CodeRange{0x094D, 0x094D}, CodeRange{0x0E31, 0x0E31},
    CodeRange{0x0E34, 0x0E3A},   CodeRange{0x0E47, 0x0E4E}, CodeRange{0x0EB1, 0x0EB1},
    CodeRange{0x0EB4, 0x0EBC},   CodeRange{0x0EC8, 0x0ECE}, CodeRange{0x102D, 0x1030},
    CodeRange{0x1039, 0x103A},   CodeRange{0x17B4, 0x17B5}, CodeRange{0x17B7, 0x17BD},
    CodeRange{0x17C9, 0x17D3},   CodeRange{0x1AB0, 0x1ACE}, CodeRange{0x1DC0, 0x1DFF},
    CodeRange{0x200B, 0x200F},   CodeRange{0x202A, 0x202E}, CodeRange{0x2060, 0x2064},
    CodeRange{0x20D0, 0x20F0},   CodeRange{0x302A, 0x302D}, CodeRange{0x3099, 0x309A},
    CodeRange{0xFE00, 0xFE0F},   CodeRange{0xFE20, 0xFE2F}, CodeRange{0xFEFF, 0xFEFF},
    CodeRange{0xE0100, 0xE01EF},
};

template <std::size_t Size>
bool in_ranges(const std::array<CodeRange, Size>& ranges, char32_t code_point) {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), code_point,
                       [](char32_t value, const CodeRange& range) { return value < range.first; });
  return after != ranges.begin() && code_point <= std::prev(after)->last;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Step step = utf8_step(text, at);
    if (!step.valid) return false;
    at += step.bytes;
  }
  return true;
}

std::u32string decode_utf8(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Step step = utf8_step(text, at);
    out += step.code_point;
    at += step.bytes;
  }
  return out;
}

void append_utf8(std::string& out, char32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = kReplacement;
  const auto tail = [&](unsigned shift) {
    out += static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU));
  };
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0U | (code_point >> 6U));
    tail(0);
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0U | (code_point >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | (code_point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string encode_utf8(std::u32string_view code_points) {
  std::string out;
  out.reserve(code_points.size());
  for (const char32_t code_point : code_points) append_utf8(out, code_point);
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t cells = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Step step = utf8_step(text, at);
    at += step.bytes;
    if (step.code_point < 0x300) {
      ++cells;
    } else if (!in_ranges(kZeroWidth, step.code_point)) {
      cells += in_ranges(kWide, step.code_point) ? 2 : 1;
    }
  }
  return cells;
}

}  // namespace chuhai::base
