#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "destination/landed_cost.hpp"

namespace chuhai::destination {

inline constexpr std::size_t kStepsMax = 48;

/// An amount in fen, or none: what cannot be known makes everything that needs it unknown too.
struct Fen {
  static constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();
  std::int64_t minor = kNone;

  Fen() = default;
  explicit Fen(std::int64_t value) : minor(value) {}
  bool known() const { return minor != kNone; }
  /// Sums stay far from the ends of the range: single amounts are kept below a quarter of it.
  friend Fen operator+(Fen a, Fen b) {
    std::int64_t sum = 0;
    if (!a.known() || !b.known() || __builtin_add_overflow(a.minor, b.minor, &sum)) return {};
    return Fen(sum);
  }
};

/// All amounts of one landed cost.
struct CostPlan::Amounts {
  Fen price, freight, inland, insurance, cif, base, customs_value, total;
  std::array<Fen, kStepsMax> steps{};
  std::array<Fen, kStepsMax> step_bases{};
};

}  // namespace chuhai::destination
