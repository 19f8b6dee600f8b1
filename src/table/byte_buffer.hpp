#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace chuhai::table {

/// Bytes that grow without being cleared first, with readable padding behind the end so that whole
/// 64-byte words can be loaded anywhere.
class ByteBuffer {
 public:
  static constexpr std::size_t kPadding = 64;

  const char* data() const { return bytes_.get(); }
  std::size_t size() const { return size_; }
  std::string_view view() const { return {bytes_.get(), size_}; }
  std::string_view view_from(std::size_t offset) const { return view().substr(offset); }

  /// Room for `count` bytes behind the end; call `commit_tail` with how many were written.
  char* reserve_tail(std::size_t count) {
    grow(size_ + count);
    return bytes_.get() + size_;
  }
  void commit_tail(std::size_t count) {
    size_ += count;
    pad();
  }
  void append(std::string_view bytes) {
    char* const tail = reserve_tail(bytes.size());
    if (!bytes.empty()) std::memcpy(tail, bytes.data(), bytes.size());
    commit_tail(bytes.size());
  }
  void truncate(std::size_t size) {
    size_ = size;
    if (bytes_) pad();
  }

 private:
  void grow(std::size_t wanted) {
    if (bytes_ && wanted <= capacity_) return;
    const std::size_t capacity = std::max(wanted, capacity_ + capacity_ / 2);
    std::unique_ptr<char[]> bigger(new char[capacity + kPadding]);
    if (size_ > 0) std::memcpy(bigger.get(), bytes_.get(), size_);
    bytes_ = std::move(bigger);
    capacity_ = capacity;
  }
  void pad() { std::memset(bytes_.get() + size_, ' ', kPadding); }

  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace chuhai::table
