#include <algorithm>
#include <bit>
#include <string>
#include <vector>

#include "parts.hpp"

// Whole powers with three times the digits that the result keeps. Every product is exact until it
// outgrows 12 limbs (108 digits); what is cut off is remembered, so that a result that fits is exact and
// one that does not is rounded once. The relative error, about exponent x 10^-99, reaches the 34th digit
// only when the true result lies that close to a tie.

namespace chuhai::decimal {

namespace {

constexpr std::uint32_t kLimbBase = 1'000'000'000;
constexpr int kLimbDigits = 9;
constexpr std::size_t kLimbsMax = 12;
// Far outside the range of a decimal: the result is settled, and the exponent cannot overflow.
constexpr std::int64_t kExponentSettled = 100'000;

struct Wide {
  std::vector<std::uint32_t> limbs;  // little-endian, base 10^9
  std::int64_t exponent = 0;
  bool inexact = false;
};

Wide widen(Uint128 coefficient, int exponent) {
  Wide wide;
  wide.exponent = exponent;
  for (; coefficient != 0; coefficient /= kLimbBase) {
    wide.limbs.push_back(static_cast<std::uint32_t>(coefficient % kLimbBase));
  }
  return wide;
}

void cut(Wide& wide) {
  while (!wide.limbs.empty() && wide.limbs.back() == 0) wide.limbs.pop_back();
  if (wide.limbs.size() <= kLimbsMax) return;
  const auto excess = static_cast<std::ptrdiff_t>(wide.limbs.size() - kLimbsMax);
  const auto end = wide.limbs.begin() + excess;
  wide.inexact = wide.inexact || std::any_of(wide.limbs.begin(), end, [](auto limb) { return limb != 0; });
  wide.limbs.erase(wide.limbs.begin(), end);
  wide.exponent += excess * kLimbDigits;
}

Wide product(const Wide& a, const Wide& b) {
  Wide result;
  result.exponent = a.exponent + b.exponent;
  result.inexact = a.inexact || b.inexact;
  result.limbs.assign(a.limbs.size() + b.limbs.size(), 0);
  for (std::size_t i = 0; i < a.limbs.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < b.limbs.size(); ++j) {
      const std::uint64_t sum = std::uint64_t{a.limbs[i]} * b.limbs[j] + result.limbs[i + j] + carry;
      result.limbs[i + j] = static_cast<std::uint32_t>(sum % kLimbBase);
      carry = sum / kLimbBase;
    }
    result.limbs[i + b.limbs.size()] = static_cast<std::uint32_t>(carry);
  }
  cut(result);
  return result;
}

std::string wide_digits(const Wide& wide) {
  std::string digits;
  for (auto limb = wide.limbs.rbegin(); limb != wide.limbs.rend(); ++limb) {
    const std::string part = std::to_string(*limb);
    if (!digits.empty()) digits.append(static_cast<std::size_t>(kLimbDigits) - part.size(), '0');
    digits += part;
  }
  return digits;
}

bool is_settled(const Wide& wide) {
  const std::int64_t magnitude = wide.exponent + static_cast<std::int64_t>(wide.limbs.size()) * kLimbDigits;
  return magnitude > kExponentSettled || magnitude < -kExponentSettled;
}

}  // namespace

Decimal power_of_integer_exponent(const Decimal& base, std::int64_t exponent) {
  const Parts parts = Parts::of(base);
  const Wide factor = widen(parts.coefficient, parts.exponent);
  const auto bits = static_cast<std::uint64_t>(exponent);
  Wide result = factor;
  for (int bit = std::bit_width(bits) - 2; bit >= 0 && !is_settled(result); --bit) {
    result = product(result, result);
    if ((bits >> bit) & 1) result = product(result, factor);
  }
  const bool negative = parts.negative && (bits & 1) != 0;
  return from_digits(negative, wide_digits(result), result.exponent, result.inexact);
}

}  // namespace chuhai::decimal
