#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "byte_buffer.hpp"
#include "table/reader.hpp"

namespace chuhai::table {

/// Offset of the first byte that is not well-formed UTF-8; npos when there is none. With `may_be_cut` an
/// incomplete character at the very end is accepted.
std::size_t find_bad_utf8(std::string_view text, bool may_be_cut);

/// Offset of the first byte beyond ASCII; npos when there is none.
std::size_t find_beyond_ascii(std::string_view text);

struct ByteOrderMark {
  std::optional<Encoding> encoding;
  std::size_t length = 0;
};
ByteOrderMark find_byte_order_mark(std::string_view start);

/// UTF-16 without a mark shows as NULs at every other place of ASCII characters.
std::optional<Encoding> guess_utf16(std::string_view start);

/// Turns UTF-16 or GB18030 into UTF-8 piece by piece.
class Transcoder {
 public:
  explicit Transcoder(Encoding from);
  ~Transcoder();
  Transcoder(const Transcoder&) = delete;
  Transcoder& operator=(const Transcoder&) = delete;

  /// Appends the UTF-8 of `bytes` to `out`; a character cut off at the end waits for the next piece.
  /// Returns how many bytes in this piece were good before a bad one, or nothing when all were.
  std::optional<std::size_t> convert(std::string_view bytes, ByteBuffer& out);
  bool has_incomplete_character() const { return !waiting_.empty(); }

 private:
  void* handle_;
  std::string waiting_;
};

/// Decides between UTF-8 and GB18030 by the first bytes beyond ASCII in `sample`. Nothing when it is
/// neither; `bad_offset` then says where reading fails.
struct EncodingChoice {
  std::optional<Encoding> encoding;
  std::size_t bad_offset = 0;
};
EncodingChoice choose_encoding(std::string_view sample, bool may_be_cut);

}  // namespace chuhai::table
