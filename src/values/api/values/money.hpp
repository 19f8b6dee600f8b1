#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "decimal/decimal.hpp"
#include "values/currency.hpp"

namespace chuhai::values {

/// An exact amount in one currency.
/// Units: 64-bit count of minor units (cents, fen; whole yen). Range: about ±9.2 x 10^18 minor units.
/// Nothing converts between currencies but `convert`, and nothing rounds without naming how.
class Money {
 public:
  static Money of_minor(std::int64_t minor, Currency currency) { return Money(minor, currency); }
  static Money zero(Currency currency) { return Money(0, currency); }

  /// From major units, exactly: 12.34 USD is 1234 minor units.
  /// Errors: invalid/amount_too_precise (more decimals than the currency has); limit/money_overflow.
  static base::Result<Money> of_major(const decimal::Decimal& major, Currency currency);

  /// From major units, rounded to the minor unit. Errors: limit/money_overflow.
  static base::Result<Money> of_major_rounded(const decimal::Decimal& major, Currency currency,
                                              decimal::Rounding rounding);

  /// Reads "12,345.60 USD", "USD 12345.6", "人民币 35.8万元", "35.8万" (with an assumed currency).
  /// Commas must separate groups of three digits.
  /// Errors: invalid/not_an_amount, invalid/currency_missing, invalid/ambiguous_currency,
  /// invalid/amount_too_precise, not_found/unknown_currency, limit/money_overflow.
  static base::Result<Money> parse(std::string_view text, std::optional<Currency> assumed);

  std::int64_t minor() const { return minor_; }
  Currency currency() const { return currency_; }
  decimal::Decimal major() const;  ///< exact, with the currency's decimals: 12.30
  bool is_zero() const { return minor_ == 0; }
  bool is_negative() const { return minor_ < 0; }

  /// "1234.50 CNY"
  std::string to_string() const;

  /// Same amount and same currency. Zero dollars are not zero yuan.
  bool operator==(const Money&) const = default;
  /// Different currencies, or an overflow, are bugs of the caller (assertion).
  friend std::strong_ordering operator<=>(const Money& a, const Money& b);
  friend Money operator+(const Money& a, const Money& b);
  friend Money operator-(const Money& a, const Money& b);
  Money operator-() const;

 private:
  Money(std::int64_t minor, Currency currency) : minor_(minor), currency_(currency) {}
  std::int64_t minor_;
  Currency currency_;
};

/// Sum and difference where amounts come from outside. Different currencies stay a bug (assertion).
/// Errors: limit/money_overflow.
base::Result<Money> add_checked(const Money& a, const Money& b);
base::Result<Money> subtract_checked(const Money& a, const Money& b);

/// `money` x `ratio`, rounded to the minor unit. The ratio is any finite number (not finite: assertion).
/// Rounding: as named, applied once to the product, which is exact up to 34 digits.
/// Errors: limit/money_overflow.
base::Result<Money> multiply(const Money& money, const decimal::Decimal& ratio, decimal::Rounding rounding);

/// Splits `total` in proportion to `weights`; the parts add up to `total` exactly.
/// Units: minor units of total's currency. weights: dimensionless, 0 to 2^31, not all 0, at most 10^6 of
/// them. Rounding: towards zero, then one unit each to the largest remainders; ties go to the earlier weight.
/// A negative total is split like its opposite.
/// Errors: invalid/weights_empty, invalid/weights_zero, invalid/weight_out_of_range, limit/too_many_weights.
/// Cannot overflow (128-bit inside).
/// Source: largest-remainder (Hamilton) method.
base::Result<std::vector<Money>> allocate(const Money& total, std::span<const std::int64_t> weights);

/// A price of one currency in another: 1 `base` = `rate` `counter`.
struct ExchangeRate {
  Currency base;
  Currency counter;
  decimal::Decimal rate;  ///< above zero
  calendar::Date as_of;
  std::string source;  ///< who published it, for example "PBOC central parity"
};

/// Converts money of `rate.base` to `rate.counter`, rounded to the counter's minor unit.
/// Rounding: as named, once.
/// Errors: invalid/rate_for_other_currency, invalid/rate_not_positive, limit/money_overflow.
base::Result<Money> convert(const Money& money, const ExchangeRate& rate, decimal::Rounding rounding);

}  // namespace chuhai::values
