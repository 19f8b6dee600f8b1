#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "xml/reader.hpp"

namespace chuhai::xml {

/// A source that gives at most `step` bytes at a time.
inline ByteSource in_steps(std::string bytes, std::size_t step) {
  return [bytes = std::move(bytes), step,
          at = std::size_t{0}](std::span<char> buffer) mutable -> base::Result<std::size_t> {
    const std::size_t count = std::min({step, buffer.size(), bytes.size() - at});
    std::copy_n(bytes.data() + at, count, buffer.data());
    at += count;
    return count;
  };
}

inline std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

/// The two-byte form with byte order mark, for texts of the basic plane given as code points.
inline std::string utf16(std::u16string_view text, bool big_endian) {
  std::string out;
  for (const char16_t unit : u"\uFEFF" + std::u16string(text)) {
    const char high = static_cast<char>(unit >> 8U);
    const char low = static_cast<char>(unit & 0xFFU);
    out += big_endian ? high : low;
    out += big_endian ? low : high;
  }
  return out;
}

}  // namespace chuhai::xml
