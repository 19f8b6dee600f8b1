#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "column/column.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::dmn {

/// True when the expression reads no variable, so that it has one value.
bool is_constant_expression(const feel::Node& node);

/// Where a set of unary tests can change its answer along the number line or the calendar: between two
/// neighbouring constants of the tests every value fares alike. Class 2i lies before boundary i, class 2i+1
/// is boundary i, the last class lies behind all boundaries.
class Partition {
 public:
  /// Nothing when some test depends on more than comparisons of the tested value with constants.
  static std::optional<Partition> of(const std::vector<const feel::UnaryTests*>& tests, column::Type type,
                                     const feel::EvaluationOptions& options);

  /// Cut at the boundaries given: sorted and distinct; dates as days.
  Partition(column::Type type, std::vector<decimal::Decimal> boundaries)
      : type_(type), boundaries_(std::move(boundaries)) {}

  std::size_t classes() const { return 2 * boundaries_.size() + 1; }
  /// Some value of the class. For dates a class between neighbouring days may hold none; any date will do.
  feel::Value representative(std::size_t which) const;

  /// The boundaries among numbers of one scale (dates: days, scale 0).
  struct Thresholds {
    std::vector<std::int64_t> values;
    std::uint32_t below = 0;  ///< boundaries under the range of int64
    std::uint32_t classify(std::int64_t value) const {
      if (values.size() > 16) return below + passed_of_many(value);
      std::uint32_t passed = below;
      for (const std::int64_t threshold : values) passed += value >= threshold ? 1U : 0U;
      return passed;
    }

   private:
    /// Halves what is left without branches that depend on the value.
    std::uint32_t passed_of_many(std::int64_t value) const {
      const std::int64_t* first = values.data();
      std::size_t count = values.size();
      while (count > 1) {
        const std::size_t half = count / 2;
        first += first[half - 1] <= value ? half : 0;
        count -= half;
      }
      return static_cast<std::uint32_t>(first - values.data()) + (*first <= value ? 1U : 0U);
    }
  };
  Thresholds at_scale(int scale) const;

 private:
  column::Type type_;
  std::vector<decimal::Decimal> boundaries_;  ///< sorted, distinct; dates as days
};

}  // namespace chuhai::dmn
