#include "values/money.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "amount_text.hpp"
#include "refusal.hpp"

namespace chuhai::values {

namespace {

__extension__ typedef unsigned __int128 Wide;  // both supported compilers have 128-bit integers

constexpr std::int64_t kWeightMax = std::int64_t{1} << 31;
constexpr std::size_t kWeightsMax = 1'000'000;

base::Error money_overflow() {
  return refusal("money_overflow", "the amount is larger than 9.2 x 10^18 minor units; check its unit",
                 "金额超过 9.2 x 10^18 个最小货币单位；请检查单位", base::ErrorKind::limit);
}

base::Error not_an_amount(std::string_view text) {
  return refusal("not_an_amount", quoted(text) + " is not an amount of money; write it like 12345.60 USD",
                 quoted(text) + " 不是金额；请写成 12345.60 USD");
}

std::uint64_t magnitude_of(std::int64_t value) {
  return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

base::Result<void> check_weights(std::span<const std::int64_t> weights) {
  if (weights.empty()) return refusal("weights_empty", "there is nothing to split over", "没有可分摊的对象");
  if (weights.size() > kWeightsMax) {
    return refusal("too_many_weights", "an amount is split over at most a million parts",
                   "一笔金额最多分摊为一百万份", base::ErrorKind::limit);
  }
  if (std::any_of(weights.begin(), weights.end(),
                  [](auto weight) { return weight < 0 || weight > kWeightMax; })) {
    return refusal("weight_out_of_range", "a weight must lie between 0 and 2147483648",
                   "权重须在 0 至 2147483648 之间");
  }
  if (std::all_of(weights.begin(), weights.end(), [](auto weight) { return weight == 0; })) {
    return refusal("weights_zero", "at least one weight must be above zero", "至少要有一个权重大于零");
  }
  return {};
}

// The currency named before or after the number, or the assumed one.
base::Result<Currency> currency_around(const AmountText& amount, const std::string& unit,
                                       std::optional<Currency> assumed) {
  if (amount.before.empty() && unit.empty()) {
    if (assumed) return *assumed;
    return refusal("currency_missing", "the amount names no currency; add its code, like USD",
                   "金额没有写明货币；请补充代码，例如 USD");
  }
  if (unit.empty()) return Currency::parse(amount.before);
  auto after = Currency::parse(unit);
  if (!after || amount.before.empty()) return after;
  auto before = Currency::parse(amount.before);
  if (!before) return before;
  // "USD 10 元": 元 is also the word for the unit of any currency.
  if (*before == *after || unit == "元") return before;
  return refusal("not_an_amount", "the amount names two currencies", "金额写了两种货币");
}

}  // namespace

base::Result<Money> Money::of_major(const decimal::Decimal& major, Currency currency) {
  if (!major.is_finite()) return money_overflow();
  if (major.decimals() > currency.minor_digits()) {
    const std::string shown = major.to_plain_string() + " " + std::string(currency.code());
    return refusal("amount_too_precise", shown + " has more decimals than the currency; round it first",
                   shown + " 的小数位数超过该货币的最小单位；请先取整");
  }
  const auto minor = major.to_scaled_int64(currency.minor_digits());
  if (!minor) return money_overflow();
  return Money(*minor, currency);
}

base::Result<Money> Money::of_major_rounded(const decimal::Decimal& major, Currency currency,
                                            decimal::Rounding rounding) {
  const auto minor =
      major.rounded(currency.minor_digits(), rounding).to_scaled_int64(currency.minor_digits());
  if (!minor) return money_overflow();
  return Money(*minor, currency);
}

base::Result<Money> Money::parse(std::string_view text, std::optional<Currency> assumed) {
  const auto amount = split_amount(text);
  if (!amount) return not_an_amount(text);
  std::string unit = amount->after;
  const std::int64_t multiplier = take_multiplier(unit);
  const auto currency = currency_around(*amount, unit, assumed);
  if (!currency) return currency.error();
  return of_major(amount->number * decimal::Decimal(multiplier), *currency);
}

decimal::Decimal Money::major() const { return decimal::Decimal::scaled(minor_, -currency_.minor_digits()); }

std::string Money::to_string() const { return major().to_string() + " " + std::string(currency_.code()); }

std::strong_ordering operator<=>(const Money& a, const Money& b) {
  CHUHAI_ASSERT(a.currency_ == b.currency_);
  return a.minor_ <=> b.minor_;
}

Money operator+(const Money& a, const Money& b) {
  const auto sum = add_checked(a, b);
  CHUHAI_ASSERT(sum.has_value());
  return *sum;
}

Money operator-(const Money& a, const Money& b) {
  const auto difference = subtract_checked(a, b);
  CHUHAI_ASSERT(difference.has_value());
  return *difference;
}

Money Money::operator-() const { return zero(currency_) - *this; }

base::Result<Money> add_checked(const Money& a, const Money& b) {
  CHUHAI_ASSERT(a.currency() == b.currency());
  std::int64_t minor = 0;
  if (__builtin_add_overflow(a.minor(), b.minor(), &minor)) return money_overflow();
  return Money::of_minor(minor, a.currency());
}

base::Result<Money> subtract_checked(const Money& a, const Money& b) {
  CHUHAI_ASSERT(a.currency() == b.currency());
  std::int64_t minor = 0;
  if (__builtin_sub_overflow(a.minor(), b.minor(), &minor)) return money_overflow();
  return Money::of_minor(minor, a.currency());
}

base::Result<Money> multiply(const Money& money, const decimal::Decimal& ratio, decimal::Rounding rounding) {
  CHUHAI_ASSERT(ratio.is_finite());
  return Money::of_major_rounded(money.major() * ratio, money.currency(), rounding);
}

base::Result<std::vector<Money>> allocate(const Money& total, std::span<const std::int64_t> weights) {
  if (auto checked = check_weights(weights); !checked) return checked.error();
  const Wide sum =
      std::accumulate(weights.begin(), weights.end(), std::uint64_t{0},
                      [](std::uint64_t s, auto weight) { return s + static_cast<std::uint64_t>(weight); });
  const std::uint64_t magnitude = magnitude_of(total.minor());
  std::vector<std::uint64_t> parts;
  std::vector<std::pair<std::uint64_t, std::size_t>> remainders;  // remainder, position
  std::uint64_t left = magnitude;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Wide share = Wide{magnitude} * static_cast<std::uint64_t>(weights[i]);
    parts.push_back(static_cast<std::uint64_t>(share / sum));
    remainders.emplace_back(static_cast<std::uint64_t>(share % sum), i);
    left -= parts.back();
  }
  std::stable_sort(remainders.begin(), remainders.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  // Fewer units are left than there are weights with a remainder.
  for (std::size_t i = 0; i < left; ++i) ++parts[remainders[i].second];
  std::vector<Money> result;
  for (const std::uint64_t part : parts) {
    const std::uint64_t signed_part = total.is_negative() ? 0 - part : part;
    result.push_back(Money::of_minor(static_cast<std::int64_t>(signed_part), total.currency()));
  }
  return result;
}

base::Result<Money> convert(const Money& money, const ExchangeRate& rate, decimal::Rounding rounding) {
  if (money.currency() != rate.base) {
    const std::string wanted(rate.base.code());
    const std::string given(money.currency().code());
    return refusal("rate_for_other_currency", "the rate is for " + wanted + ", the amount is in " + given,
                   "汇率对应 " + wanted + "，而金额为 " + given);
  }
  if (!rate.rate.is_finite() || rate.rate <= decimal::Decimal(0)) {
    return refusal("rate_not_positive", "an exchange rate must be above zero", "汇率必须大于零");
  }
  return Money::of_major_rounded(money.major() * rate.rate, rate.counter, rounding);
}

}  // namespace chuhai::values
