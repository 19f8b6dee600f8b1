#include "ratio.hpp"

#include <limits>
#include <numeric>

namespace chuhai::destination {

namespace {

constexpr int kPercentDecimals = 6;
constexpr std::int64_t kPercentDenominator = 100'000'000;  // 100 x 10^6

}  // namespace

std::optional<CostPlan::Ratio> percent_ratio(const decimal::Decimal& percent) {
  const auto scaled =
      percent.rounded(kPercentDecimals, decimal::Rounding::half_even).to_scaled_int64(kPercentDecimals);
  if (!scaled) return std::nullopt;
  return reduced({*scaled, kPercentDenominator});
}

CostPlan::Ratio reduced(const CostPlan::Ratio& ratio) {
  const std::int64_t common = std::gcd(ratio.numerator, ratio.denominator);
  return {ratio.numerator / common, ratio.denominator / common};
}

std::optional<std::int64_t> times(std::int64_t amount, const CostPlan::Ratio& ratio) {
  // Most ratios are small in smallest numbers, and half the machine's words divide much faster.
  std::int64_t small = 0;
  if (!__builtin_mul_overflow(amount, ratio.numerator, &small) && small >= 0 &&
      small < std::numeric_limits<std::int64_t>::max() / 4) {
    const std::int64_t quotient = small / ratio.denominator;
    const std::int64_t left = ratio.denominator - small % ratio.denominator;
    const std::int64_t rest = ratio.denominator - left;
    return quotient + (rest > left || (rest == left && (quotient & 1) != 0) ? 1 : 0);
  }
  __extension__ using Wide = __int128;
  const Wide product = static_cast<Wide>(amount) * ratio.numerator;
  Wide quotient = product / ratio.denominator;
  const Wide rest = product % ratio.denominator;
  const Wide twice = (rest < 0 ? -rest : rest) * 2;
  const bool away = twice > ratio.denominator || (twice == ratio.denominator && (quotient & 1) != 0);
  if (away) quotient += product < 0 ? -1 : 1;
  if (quotient > std::numeric_limits<std::int64_t>::max() / 4 ||
      quotient < std::numeric_limits<std::int64_t>::min() / 4)
    return std::nullopt;
  return static_cast<std::int64_t>(quotient);
}

std::int64_t factor_hundredths(std::int64_t total_minor, std::int64_t price_minor) {
  return times(total_minor, {100, price_minor}).value_or(0);
}

}  // namespace chuhai::destination
