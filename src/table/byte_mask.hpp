#pragma once

#include <cstddef>
#include <cstdint>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace chuhai::table {

#if defined(__SSE2__)

/// 64 bytes compared at once; bit i of a mask stands for byte i.
class Word64 {
 public:
  explicit Word64(const char* bytes) {
    for (std::size_t i = 0; i < 4; ++i) {
      lanes_[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
    }
  }
  std::uint64_t equal(char byte) const {
    const __m128i wanted = _mm_set1_epi8(byte);
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      mask |= move_mask(_mm_cmpeq_epi8(lanes_[i], wanted)) << (16 * i);
    }
    return mask;
  }
  std::uint64_t any_of(char a, char b, char c) const {
    const __m128i wanted_a = _mm_set1_epi8(a);
    const __m128i wanted_b = _mm_set1_epi8(b);
    const __m128i wanted_c = _mm_set1_epi8(c);
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const __m128i hit =
          _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(lanes_[i], wanted_a), _mm_cmpeq_epi8(lanes_[i], wanted_b)),
                       _mm_cmpeq_epi8(lanes_[i], wanted_c));
      mask |= move_mask(hit) << (16 * i);
    }
    return mask;
  }
  bool has_beyond_ascii() const {
    return _mm_movemask_epi8(
               _mm_or_si128(_mm_or_si128(lanes_[0], lanes_[1]), _mm_or_si128(lanes_[2], lanes_[3]))) != 0;
  }
  bool has_nul() const {
    const __m128i least =
        _mm_min_epu8(_mm_min_epu8(lanes_[0], lanes_[1]), _mm_min_epu8(lanes_[2], lanes_[3]));
    return _mm_movemask_epi8(_mm_cmpeq_epi8(least, _mm_setzero_si128())) != 0;
  }

 private:
  static std::uint64_t move_mask(__m128i lane) { return static_cast<std::uint32_t>(_mm_movemask_epi8(lane)); }
  __m128i lanes_[4];
};

#else

class Word64 {
 public:
  explicit Word64(const char* bytes) : bytes_(bytes) {}
  std::uint64_t equal(char byte) const { return any_of(byte, byte, byte); }
  std::uint64_t any_of(char a, char b, char c) const {
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      const char byte = bytes_[i];
      mask |= std::uint64_t{byte == a || byte == b || byte == c} << i;
    }
    return mask;
  }
  bool has_beyond_ascii() const {
    unsigned char all = 0;
    for (std::size_t i = 0; i < 64; ++i) all |= static_cast<unsigned char>(bytes_[i]);
    return all >= 0x80;
  }
  bool has_nul() const { return equal('\0') != 0; }

 private:
  const char* bytes_;
};

#endif

/// The lowest `count` bits, for the last word of a text.
inline std::uint64_t low_bits(std::size_t count) {
  return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

}  // namespace chuhai::table
