#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "calendar/calendar.hpp"
#include "decimal/decimal.hpp"

namespace chuhai::column {

enum class Type : std::uint8_t { boolean, number, string, date };

/// Why a cell has no value. 0 means that it has one. Codes above `kOwnReasons` belong to the caller's table.
using Reason = std::uint16_t;
inline constexpr Reason kHasValue = 0;
inline constexpr Reason kMissing = 1;
inline constexpr Reason kWrongType = 2;
inline constexpr Reason kNotAllowed = 3;
inline constexpr Reason kUndecided = 4;
inline constexpr Reason kArithmetic = 5;
inline constexpr Reason kOwnReasons = 16;

/// Distinct or row values of one type, without row order: the payload of a column.
/// Numbers are int64 coefficients with one shared scale while all fit (`scaled`), else decimals.
/// A value with a reason keeps a meaningless entry in the payload, so that indices agree.
struct Values {
  Type type = Type::number;
  std::vector<std::uint8_t> booleans;
  std::vector<std::int64_t> scaled;        ///< coefficient; value = coefficient / 10^scale
  int scale = 0;                           ///< 0..18
  std::vector<decimal::Decimal> decimals;  ///< used instead of `scaled` when `wide`
  bool wide = false;
  std::vector<std::string> strings;
  std::vector<std::int32_t> days;  ///< dates as days since 1970-01-01
  std::vector<Reason> reasons;     ///< per value; empty means all have one

  std::size_t size() const;
  Reason reason(std::size_t i) const { return reasons.empty() ? kHasValue : reasons[i]; }
  /// The number without trailing zeros after the point, so that it does not depend on its neighbours' scale.
  /// Only for columns of numbers (assertion).
  decimal::Decimal number(std::size_t i) const;
  bool boolean(std::size_t i) const { return booleans[i] != 0; }
  calendar::Date date(std::size_t i) const { return calendar::from_days(days[i]); }
};

enum class Form : std::uint8_t { flat, constant, dictionary };

/// One column of a batch: flat (values[i] is row i), constant (values[0] is every row), or dictionary
/// (values[codes[i]] is row i). Knows its own length. The values and codes are shared and immutable, so that
/// copies are cheap.
class Column {
 public:
  static Column flat(std::shared_ptr<const Values> values);
  static Column constant(std::shared_ptr<const Values> value, std::size_t rows);
  /// Every code must be below values->size() (assertion).
  static Column dictionary(std::shared_ptr<const Values> values, std::vector<std::uint32_t> codes);
  /// A column in which no row has a value, all for one reason.
  static Column unknown(Type type, std::size_t rows, Reason reason);

  Type type() const { return values_->type; }
  Form form() const { return form_; }
  std::size_t size() const { return rows_; }
  const Values& values() const { return *values_; }
  const std::shared_ptr<const Values>& shared_values() const { return values_; }
  std::span<const std::uint32_t> codes() const {
    return codes_ == nullptr ? std::span<const std::uint32_t>() : std::span<const std::uint32_t>(*codes_);
  }
  /// Index into values() of a row.
  std::size_t index(std::size_t row) const {
    return form_ == Form::flat ? row : form_ == Form::constant ? 0 : (*codes_)[row];
  }
  Reason reason(std::size_t row) const { return values_->reason(index(row)); }

 private:
  Form form_ = Form::flat;
  std::size_t rows_ = 0;
  std::shared_ptr<const Values> values_;
  std::shared_ptr<const std::vector<std::uint32_t>> codes_;
};

/// Collects values one by one; `finish` gives the payload and leaves the builder empty. Numbers stay scaled
/// int64 while possible; trailing zeros after the point are dropped (1.10 becomes 1.1). Adding a value of
/// another type is a bug (assertion).
class ValuesBuilder {
 public:
  explicit ValuesBuilder(Type type);
  void add(bool value);
  void add(const decimal::Decimal& value);  ///< a number that is not finite is reason kArithmetic
  /// coefficient / 10^scale, scale 0..18: the fast way for numbers that are already scaled.
  void add_scaled(std::int64_t coefficient, int scale);
  void add(std::string_view value);
  void add(const char* value) { add(std::string_view(value)); }  ///< not the boolean a pointer would become
  void add(const calendar::Date& value);  ///< dates outside int32 days are reason kArithmetic
  void add_unknown(Reason reason);        ///< not kHasValue (assertion)
  std::size_t size() const { return count_; }
  std::shared_ptr<const Values> finish();

 private:
  void add_wide(const decimal::Decimal& value);
  bool raise_scale(int scale);
  void widen();
  void count_value();

  std::shared_ptr<Values> values_;
  std::size_t count_ = 0;
};

/// Columns of equal length by name ("item.mass_kg").
class Batch {
 public:
  explicit Batch(std::size_t rows) : rows_(rows) {}
  std::size_t rows() const { return rows_; }
  void set(std::string name, Column column);  ///< replaces or appends; the length must agree (assertion)
  const Column* find(std::string_view name) const;
  const std::vector<std::pair<std::string, Column>>& columns() const { return columns_; }

 private:
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const noexcept {
      return std::hash<std::string_view>{}(name);
    }
  };
  std::size_t rows_;
  std::vector<std::pair<std::string, Column>> columns_;
  std::unordered_map<std::string, std::size_t, NameHash, std::equal_to<>> positions_;
};

}  // namespace chuhai::column
