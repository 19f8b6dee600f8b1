#include "kernel_tuples.hpp"

#include <algorithm>
#include <bit>

namespace chuhai::dmn {

namespace {

// A grid of this many codes (256 KiB) stays in the second-level cache.
constexpr std::uint64_t kGridCellsMax = 1U << 16;

}  // namespace

bool PairTable::raise_grid(Code a, Code b) {
  if (sparse_) return false;
  const std::uint64_t width = std::max<std::uint64_t>(width_, std::bit_ceil<std::uint64_t>(a + 1ULL));
  const std::uint64_t height = std::max<std::uint64_t>(height_, std::bit_ceil<std::uint64_t>(b + 1ULL));
  if (width * height > kGridCellsMax) {
    sparse_ = true;
    grid_ = {};
    for (Code i = 0; i < pairs_.size(); ++i) map_.add(key(pairs_[i].first, pairs_[i].second), i);
    return false;
  }
  width_ = static_cast<std::uint32_t>(width);
  height_ = static_cast<std::uint32_t>(height);
  grid_.assign(static_cast<std::size_t>(width * height), kNoCode);
  for (Code i = 0; i < pairs_.size(); ++i) {
    grid_[static_cast<std::size_t>(pairs_[i].second) * width_ + pairs_[i].first] = i;
  }
  return true;
}

Code PairTable::add(Code a, Code b) {
  const auto code = static_cast<Code>(pairs_.size());
  pairs_.emplace_back(a, b);
  if (sparse_) {
    map_.add(key(a, b), code);
  } else {
    grid_[static_cast<std::size_t>(b) * width_ + a] = code;
  }
  return code;
}

Code PairTable::find_or_add(Code a, Code b) {
  if (!sparse_ && (a >= width_ || b >= height_)) raise_grid(a, b);
  const Code found = sparse_ ? map_.find(key(a, b)) : grid_[static_cast<std::size_t>(b) * width_ + a];
  return found != kNoCode ? found : add(a, b);
}

void PairTable::find_rows(const CodeSpan& a, const CodeSpan& b, std::span<Code> result) {
  for (std::size_t row = 0; row < result.size(); ++row) {
    const Code left = a.at(row);
    const Code right = b.at(row);
    Code found = kNoCode;
    if (!sparse_ && left < width_ && right < height_) {
      found = grid_[static_cast<std::size_t>(right) * width_ + left];
    }
    result[row] = found != kNoCode ? found : find_or_add(left, right);
  }
}

CodeSpan TupleTable::find_rows(std::span<const CodeSpan> members, std::size_t rows,
                               std::vector<Code>& scratch) {
  if (members.empty()) return {nullptr, 0};
  CodeSpan so_far = members[0];
  for (std::size_t i = 1; i < members.size(); ++i) {
    PairTable& stage = stages_[i - 1];
    if (so_far.codes == nullptr && members[i].codes == nullptr) {
      so_far.constant = stage.find_or_add(so_far.constant, members[i].constant);
      continue;
    }
    scratch.resize(rows);
    // Reading and writing the same array is fine: each row is read before it is written.
    stage.find_rows(so_far, members[i], {scratch.data(), rows});
    so_far = {scratch.data(), kNoCode};
  }
  return so_far;
}

void TupleTable::members(Code tuple, std::vector<Code>& result) const {
  result.assign(stages_.size() + 1, kNoCode);
  for (std::size_t i = stages_.size(); i > 0; --i) {
    const std::pair<Code, Code>& pair = stages_[i - 1][tuple];
    result[i] = pair.second;
    tuple = pair.first;
  }
  result[0] = tuple;
}

}  // namespace chuhai::dmn
