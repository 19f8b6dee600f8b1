#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "kernel_pool.hpp"

namespace chuhai::dmn {

/// Codes of a run of rows: one for all rows, or one for each.
struct CodeSpan {
  const Code* codes = nullptr;  ///< null: `constant` stands for every row
  Code constant = kNoCode;
  Code at(std::size_t row) const { return codes == nullptr ? constant : codes[row]; }
};

/// Numbers pairs of codes in order of first appearance. Small products live in a grid, large ones in a map.
class PairTable {
 public:
  Code find_or_add(Code a, Code b);
  /// The pair behind a number.
  const std::pair<Code, Code>& operator[](Code code) const { return pairs_[code]; }
  std::size_t size() const { return pairs_.size(); }
  void find_rows(const CodeSpan& a, const CodeSpan& b, std::span<Code> result);

 private:
  Code add(Code a, Code b);
  bool raise_grid(Code a, Code b);
  static std::uint64_t key(Code a, Code b) { return (static_cast<std::uint64_t>(a) << 32) | b; }

  std::vector<std::pair<Code, Code>> pairs_;
  std::vector<Code> grid_;  ///< empty once the product is too large
  std::uint32_t width_ = 0;
  std::uint32_t height_ = 0;
  bool sparse_ = false;
  CodeMap map_;
};

/// Numbers tuples of codes by pairing from the left: ((a, b), c) ... One member is its own number.
class TupleTable {
 public:
  explicit TupleTable(std::size_t members = 0) : stages_(members < 2 ? 0 : members - 1) {}
  /// Numbers the tuples of some rows; the answer uses `scratch` unless it is constant or a member itself.
  CodeSpan find_rows(std::span<const CodeSpan> members, std::size_t rows, std::vector<Code>& scratch);
  /// The members of a tuple.
  void members(Code tuple, std::vector<Code>& result) const;
  std::size_t size() const { return stages_.empty() ? 0 : stages_.back().size(); }

 private:
  std::vector<PairTable> stages_;
};

}  // namespace chuhai::dmn
