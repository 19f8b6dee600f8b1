#include "csv_input.hpp"

#include <algorithm>
#include <utility>

#include "refusal.hpp"

namespace chuhai::table {

CsvInput::CsvInput(std::unique_ptr<ByteSource> source, std::string name)
    : source_(std::move(source)), name_(std::move(name)) {
  settle_by_start();
}

void CsvInput::settle_by_start() {
  constexpr std::size_t kStartBytes = 4096;
  std::string start(kStartBytes, '\0');
  start.resize(source_->read(0, start.data(), start.size()));
  const ByteOrderMark mark = find_byte_order_mark(start);
  offset_ = mark.length;
  encoding_ = mark.encoding ? mark.encoding : guess_utf16(start);
  if (encoding_ && *encoding_ != Encoding::utf8) transcoder_ = std::make_unique<Transcoder>(*encoding_);
}

base::Result<bool> CsvInput::read(ByteBuffer& out, std::size_t wanted) {
  if (transcoder_) return read_transcoded(out, wanted);
  const std::size_t from = out.size();
  const std::size_t got = source_->read(offset_, out.reserve_tail(wanted), wanted);
  out.commit_tail(got);
  if (got == 0) return false;
  offset_ += got;
  if (!encoding_ && find_beyond_ascii(out.view_from(from)) != std::string_view::npos) {
    auto settled = settle_by_content(out, from, offset_ >= source_->size());
    if (!settled) return settled.error();
  }
  return true;
}

base::Result<void> CsvInput::settle_by_content(ByteBuffer& out, std::size_t from, bool is_last) {
  const std::string_view fresh = out.view_from(from);
  const EncodingChoice choice = choose_encoding(fresh, !is_last);
  if (!choice.encoding) return bad_encoding(offset_ - fresh.size() + choice.bad_offset);
  encoding_ = choice.encoding;
  if (*encoding_ == Encoding::utf8) return {};
  transcoder_ = std::make_unique<Transcoder>(*encoding_);
  const std::string raw(fresh);
  out.truncate(from);
  // The choice has already decoded the same bytes.
  const auto bad = transcoder_->convert(raw, out);
  CHUHAI_ASSERT(!bad);
  return {};
}

base::Result<bool> CsvInput::read_transcoded(ByteBuffer& out, std::size_t wanted) {
  raw_.resize(wanted);
  const std::size_t got = source_->read(offset_, raw_.data(), wanted);
  if (got == 0) {
    if (transcoder_->has_incomplete_character()) return bad_encoding(offset_ - 1);
    return false;
  }
  const auto bad = transcoder_->convert(std::string_view(raw_).substr(0, got), out);
  if (bad) return bad_encoding(offset_ + *bad);
  offset_ += got;
  return true;
}

base::Error CsvInput::bad_encoding(std::uint64_t offset) const {
  const std::string place = std::to_string(offset + 1);
  const bool is_settled = encoding_.has_value();
  const std::string as_en = is_settled ? to_string(*encoding_) : "UTF-8, UTF-16 or GB18030";
  const std::string as_zh = is_settled ? to_string(*encoding_) : "UTF-8、UTF-16 或 GB18030";
  return refusal(base::ErrorKind::invalid, "csv_bad_encoding",
                 {"byte " + place + " is not " + as_en + " text: save the file as \"CSV UTF-8\"",
                  "第 " + place + " 字节不是 " + as_en + " 文本：请另存为“CSV UTF-8”"},
                 name_, line_of(offset));
}

/// Counts from the start once more: only refusals need to know. 0 for UTF-16, whose lines end otherwise.
std::uint64_t CsvInput::line_of(std::uint64_t offset) const {
  if (encoding_ == Encoding::utf16_le || encoding_ == Encoding::utf16_be) return 0;
  constexpr std::size_t kStepBytes = std::size_t{1} << 16;
  std::string step(kStepBytes, '\0');
  std::uint64_t line_feeds = 0, carriage_returns = 0;
  for (std::uint64_t at = 0; at < offset;) {
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kStepBytes, offset - at));
    const std::size_t got = source_->read(at, step.data(), wanted);
    if (got == 0) break;
    const std::string_view bytes(step.data(), got);
    line_feeds += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    carriage_returns += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\r'));
    at += got;
  }
  return 1 + (line_feeds > 0 ? line_feeds : carriage_returns);
}

}  // namespace chuhai::table
