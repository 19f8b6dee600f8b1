#include "encoding.hpp"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/assert.hpp"
#include "base/environment.hpp"

namespace chuhai::table {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

/// Length a UTF-8 character has by its first byte; 0 for a byte that cannot start one.
std::size_t utf8_length(unsigned lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/// The second byte's range excludes overlong forms, surrogates and what lies above U+10FFFF.
bool is_second_byte(unsigned lead, unsigned second) {
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  return second >= low && second <= high;
}

const char* iconv_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "UTF-8";
    case Encoding::utf16_le:
      return "UTF-16LE";
    case Encoding::utf16_be:
      return "UTF-16BE";
    case Encoding::gb18030:
      return "GB18030";
  }
  return "";
}

}  // namespace

std::string to_string(Format format) { return format == Format::csv ? "CSV" : "XLSX"; }
std::string to_string(Encoding encoding) { return iconv_name(encoding); }

std::size_t find_beyond_ascii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & kHighBits) != 0) break;
  }
  while (at < text.size() && byte_at(text, at) < 0x80) ++at;
  return at < text.size() ? at : kNone;
}

std::size_t find_bad_utf8(std::string_view text, bool may_be_cut) {
  std::size_t at = 0;
  while (at < text.size()) {
    const unsigned lead = byte_at(text, at);
    if (lead < 0x80) {
      const std::size_t beyond = find_beyond_ascii(text.substr(at));
      if (beyond == kNone) return kNone;
      at += beyond;
      continue;
    }
    const std::size_t length = utf8_length(lead);
    if (length == 0) return at;
    const std::size_t available = std::min(length, text.size() - at);
    for (std::size_t i = 1; i < available; ++i) {
      const unsigned byte = byte_at(text, at + i);
      if (i == 1 ? !is_second_byte(lead, byte) : (byte & 0xC0) != 0x80) return at;
    }
    if (available < length) return may_be_cut ? kNone : at;
    at += length;
  }
  return kNone;
}

ByteOrderMark find_byte_order_mark(std::string_view start) {
  if (start.starts_with("\xEF\xBB\xBF")) return {Encoding::utf8, 3};
  if (start.starts_with("\xFF\xFE")) return {Encoding::utf16_le, 2};
  if (start.starts_with("\xFE\xFF")) return {Encoding::utf16_be, 2};
  if (start.starts_with("\x84\x31\x95\x33")) return {Encoding::gb18030, 4};
  return {};
}

std::optional<Encoding> guess_utf16(std::string_view start) {
  std::size_t nul_at_even = 0;
  std::size_t nul_at_odd = 0;
  for (std::size_t i = 0; i < start.size(); ++i) {
    if (start[i] == '\0') ++(i % 2 == 0 ? nul_at_even : nul_at_odd);
  }
  // Separators and line ends alone make some in every row, also in a table of Chinese text.
  const std::size_t wanted = std::max<std::size_t>(1, start.size() / 200);
  if (nul_at_odd >= wanted && nul_at_even * 10 <= nul_at_odd) return Encoding::utf16_le;
  if (nul_at_even >= wanted && nul_at_odd * 10 <= nul_at_even) return Encoding::utf16_be;
  return std::nullopt;
}

Transcoder::Transcoder(Encoding from) : handle_(iconv_open("UTF-8", iconv_name(from))) {
  if (handle_ == reinterpret_cast<void*>(-1)) {
    throw base::EnvironmentFailure(std::string("this system cannot convert ") + iconv_name(from));
  }
}

Transcoder::~Transcoder() { iconv_close(handle_); }

std::optional<std::size_t> Transcoder::convert(std::string_view bytes, ByteBuffer& out) {
  constexpr std::size_t kStep = std::size_t{256} << 10;
  const std::size_t waited = waiting_.size();
  waiting_.append(bytes);
  char* in = waiting_.data();
  std::size_t left = waiting_.size();
  while (left > 0) {
    char* const start = out.reserve_tail(kStep);
    char* to = start;
    std::size_t room = kStep;
    const std::size_t converted = iconv(handle_, &in, &left, &to, &room);
    const int reason = errno;
    out.commit_tail(static_cast<std::size_t>(to - start));
    if (converted != static_cast<std::size_t>(-1) || reason == E2BIG) continue;
    if (reason == EINVAL) break;
    const std::size_t good = waiting_.size() - left;
    return good > waited ? good - waited : 0;
  }
  waiting_.erase(0, waiting_.size() - left);
  return std::nullopt;
}

EncodingChoice choose_encoding(std::string_view sample, bool may_be_cut) {
  const std::size_t bad = find_bad_utf8(sample, may_be_cut);
  if (bad == kNone) return {Encoding::utf8, 0};
  // A run of well-formed three-byte characters does not come about by chance in GB18030: this is UTF-8
  // with a damaged byte, and reading it as GB18030 would turn all of it into other characters.
  constexpr std::ptrdiff_t kEnough = 16;
  const std::string_view good = sample.substr(0, bad);
  const auto characters =
      std::count_if(good.begin(), good.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xC0; });
  if (characters >= kEnough) return {std::nullopt, bad};
  Transcoder transcoder(Encoding::gb18030);
  ByteBuffer scratch;
  const std::optional<std::size_t> bad_gb18030 = transcoder.convert(sample, scratch);
  if (bad_gb18030) return {std::nullopt, std::max(bad, *bad_gb18030)};
  if (transcoder.has_incomplete_character() && !may_be_cut) return {std::nullopt, sample.size() - 1};
  return {Encoding::gb18030, 0};
}

}  // namespace chuhai::table
