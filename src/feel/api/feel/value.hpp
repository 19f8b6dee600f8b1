#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "calendar/calendar.hpp"
#include "decimal/decimal.hpp"

namespace chuhai::feel {

enum class Kind : std::uint8_t {
  null,
  boolean,
  number,
  string,
  date,
  time,
  date_time,
  days_duration,
  months_duration,
  range,
  list,
  context,
  function,
};

/// English name of a kind as FEEL writes it ("days and time duration").
std::string_view kind_name(Kind kind);

class Value;
class Function;

/// Why a value is null: FEEL's null never travels without its reason.
struct NullReason {
  std::string code;  ///< stable, snake_case: "missing", "wrong_type", "not_allowed", "division_by_zero" ...
  std::string message;       ///< English sentence with the operands
  std::uint32_t offset = 0;  ///< position in the expression text, bytes
};

using List = std::vector<Value>;

/// Entries in the order they were written; names are unique.
class Context {
 public:
  const Value* find(std::string_view name) const;
  void set(std::string name, Value value);  ///< replaces or appends
  const std::vector<std::pair<std::string, Value>>& entries() const { return entries_; }
  std::size_t size() const;

 private:
  std::vector<std::pair<std::string, Value>> entries_;
};

struct Range;

/// A FEEL value. Cheap to copy: strings, lists, contexts and functions are shared and immutable.
/// Thread rule: immutable after construction; any thread.
/// Source: OMG DMN 1.5, clause 10.3.2.
class Value {
 public:
  /// Null with the reason "missing".
  Value();
  static Value null(std::string code, std::string message, std::uint32_t offset = 0);
  static Value null(std::shared_ptr<const NullReason> reason);
  explicit Value(bool value);
  explicit Value(decimal::Decimal value);
  explicit Value(std::string value);
  explicit Value(std::string_view value) : Value(std::string(value)) {}
  explicit Value(const char* value) : Value(std::string(value)) {}
  explicit Value(calendar::Date value);
  explicit Value(calendar::Time value);
  explicit Value(calendar::DateTime value);
  explicit Value(calendar::DaysDuration value);
  explicit Value(calendar::MonthsDuration value);
  explicit Value(Range value);
  explicit Value(List value);
  explicit Value(Context value);
  explicit Value(std::shared_ptr<const Function> value);

  Kind kind() const;
  bool is_null() const { return kind() == Kind::null; }
  /// The reason; only for null values.
  const NullReason& reason() const;
  std::shared_ptr<const NullReason> shared_reason() const;

  // Each accessor requires the matching kind (assertion).
  bool boolean() const;
  const decimal::Decimal& number() const;
  const std::string& string() const;
  const calendar::Date& date() const;
  const calendar::Time& time() const;
  const calendar::DateTime& date_time() const;
  const calendar::DaysDuration& days_duration() const;
  const calendar::MonthsDuration& months_duration() const;
  const Range& range() const;
  const List& list() const;
  const Context& context() const;
  const std::shared_ptr<const Function>& function() const;

 private:
  using Box =
      std::variant<std::shared_ptr<const NullReason>, bool, decimal::Decimal,
                   std::shared_ptr<const std::string>, calendar::Date, std::shared_ptr<const calendar::Time>,
                   std::shared_ptr<const calendar::DateTime>, calendar::DaysDuration,
                   calendar::MonthsDuration, std::shared_ptr<const Range>, std::shared_ptr<const List>,
                   std::shared_ptr<const Context>, std::shared_ptr<const Function>>;
  Box box_;
};

// Here because a vector of pairs needs the complete value.
inline std::size_t Context::size() const { return entries_.size(); }

/// An interval or a comparison written as a value: `(< 10)`, `(= 10)`, `(!= 10)`. A missing end is unbounded.
struct Range {
  enum class Form : std::uint8_t { interval, equal_to, not_equal_to };

  Value low;
  Value high;
  bool low_included = false;
  bool high_included = false;
  bool low_bounded = false;
  bool high_bounded = false;
  Form form = Form::interval;  ///< for the other two, low and high are the compared value
};

/// Structural equality used by tests and result comparison: same kind, numerically equal numbers, lists by
/// element, contexts by name regardless of order; null equals null whatever the reason. (FEEL's `=` is in
/// evaluate.hpp.)
bool same(const Value& a, const Value& b);

/// The value in FEEL source form where one exists ("\"a\"", "1.10", "date(\"2026-01-01\")", "[1, 2]", "{a:
/// 1}").
std::string to_feel_text(const Value& value);

}  // namespace chuhai::feel
