#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "byte_buffer.hpp"
#include "byte_source.hpp"
#include "encoding.hpp"

namespace chuhai::table {

/// The bytes of a text file as UTF-8, whatever they were. The encoding is settled by a byte order mark, by
/// the pattern of UTF-16, or by the first characters beyond ASCII, wherever in the file they come.
class CsvInput {
 public:
  CsvInput(std::unique_ptr<ByteSource> source, std::string name);

  /// Appends about `wanted` more bytes to `out`; false at the end of the file.
  /// Errors: invalid/csv_bad_encoding, naming the line and the byte.
  base::Result<bool> read(ByteBuffer& out, std::size_t wanted);

  Encoding encoding() const { return encoding_.value_or(Encoding::utf8); }
  /// True while every byte was ASCII, and after that for UTF-8 that was not looked at yet.
  bool is_utf8() const { return !transcoder_; }
  std::uint64_t bytes_done() const { return offset_; }
  std::uint64_t bytes_total() const { return source_->size(); }

 private:
  void settle_by_start();
  base::Result<void> settle_by_content(ByteBuffer& out, std::size_t from, bool is_last);
  base::Result<bool> read_transcoded(ByteBuffer& out, std::size_t wanted);
  base::Error bad_encoding(std::uint64_t offset) const;
  std::uint64_t line_of(std::uint64_t offset) const;

  std::unique_ptr<ByteSource> source_;
  std::string name_;
  std::uint64_t offset_ = 0;
  std::optional<Encoding> encoding_;  ///< empty while everything was ASCII
  std::unique_ptr<Transcoder> transcoder_;
  std::string raw_;
};

}  // namespace chuhai::table
