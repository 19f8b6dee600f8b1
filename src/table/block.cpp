#include "table/block.hpp"

#include <algorithm>
#include <cstring>

#include "content.hpp"

namespace chuhai::table {
namespace {

constexpr std::size_t kArenaPageBytes = std::size_t{64} << 10;

}  // namespace

Chunk::Chunk() : content_(std::make_unique<Content>()) {}
Chunk::~Chunk() = default;
Chunk::Chunk(Chunk&&) noexcept = default;
Chunk& Chunk::operator=(Chunk&&) noexcept = default;

void Chunk::set_extent(std::uint64_t first_row, std::size_t rows, std::uint64_t bytes_done) {
  first_row_ = first_row;
  rows_ = rows;
  bytes_done_ = bytes_done;
}

char* TextArena::reserve(std::size_t size) {
  while (page_ < pages_.size() && pages_[page_].size() - used_ < size) {
    ++page_;
    used_ = 0;
  }
  if (page_ == pages_.size()) pages_.emplace_back(std::max(size, kArenaPageBytes));
  char* const place = pages_[page_].data() + used_;
  used_ += size;
  return place;
}

std::string_view TextArena::store(std::string_view text) {
  if (text.empty()) return {};
  char* const place = reserve(text.size());
  std::memcpy(place, text.data(), text.size());
  return {place, text.size()};
}

void TextArena::clear() {
  page_ = 0;
  used_ = 0;
}

}  // namespace chuhai::table
