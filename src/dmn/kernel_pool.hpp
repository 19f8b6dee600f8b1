#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "feel/value.hpp"

namespace chuhai::dmn {

/// Number of a distinct value inside a pool.
using Code = std::uint32_t;
inline constexpr Code kNoCode = 0xFFFFFFFFU;

/// True when no FEEL expression can tell the two apart: 1.10 and 1.1 differ here, because they print
/// differently. Nulls are alike when their codes are.
bool identical(const feel::Value& a, const feel::Value& b);
std::size_t identity_hash(const feel::Value& value);

/// Distinct values in order of first appearance. Codes stay valid while the pool lives.
class ValuePool {
 public:
  Code intern(const feel::Value& value);
  const feel::Value& operator[](Code code) const { return values_[code]; }
  std::size_t size() const { return values_.size(); }

 private:
  std::deque<feel::Value> values_;
  std::unordered_multimap<std::size_t, Code> codes_;
};

/// Open-addressing map from 64-bit keys to codes: a few nanoseconds a lookup.
class CodeMap {
 public:
  CodeMap();
  /// The code stored for the key, or kNoCode.
  Code find(std::uint64_t key) const;
  /// The key must be absent.
  void add(std::uint64_t key, Code code);
  std::size_t size() const { return used_; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    Code code = kNoCode;
  };
  std::size_t place(std::uint64_t key) const;
  void grow();

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace chuhai::dmn
