#include "feel/value.hpp"

#include <array>

#include "base/assert.hpp"

namespace chuhai::feel {

std::string_view kind_name(Kind kind) {
  static constexpr std::array<std::string_view, 13> kNames = {"null",
                                                              "boolean",
                                                              "number",
                                                              "string",
                                                              "date",
                                                              "time",
                                                              "date and time",
                                                              "days and time duration",
                                                              "years and months duration",
                                                              "range",
                                                              "list",
                                                              "context",
                                                              "function"};
  return kNames[static_cast<std::size_t>(kind)];
}

const Value* Context::find(std::string_view name) const {
  for (const auto& [key, value] : entries_) {
    if (key == name) return &value;
  }
  return nullptr;
}

void Context::set(std::string name, Value value) {
  for (auto& entry : entries_) {
    if (entry.first == name) {
      entry.second = std::move(value);
      return;
    }
  }
  entries_.emplace_back(std::move(name), std::move(value));
}

namespace {

const std::shared_ptr<const NullReason>& missing_reason() {
  static const std::shared_ptr<const NullReason> kReason =
      std::make_shared<const NullReason>(NullReason{"missing", "there is no value", 0});
  return kReason;
}

}  // namespace

Value::Value() : box_(missing_reason()) {}

Value Value::null(std::string code, std::string message, std::uint32_t offset) {
  return null(std::make_shared<const NullReason>(NullReason{std::move(code), std::move(message), offset}));
}

Value Value::null(std::shared_ptr<const NullReason> reason) {
  CHUHAI_ASSERT(reason != nullptr);
  Value value;
  value.box_ = std::move(reason);
  return value;
}

Value::Value(bool value) : box_(value) {}
Value::Value(decimal::Decimal value) : box_(value) {}
Value::Value(std::string value) : box_(std::make_shared<const std::string>(std::move(value))) {}
Value::Value(calendar::Date value) : box_(value) {}
Value::Value(calendar::Time value) : box_(std::make_shared<const calendar::Time>(std::move(value))) {}
Value::Value(calendar::DateTime value) : box_(std::make_shared<const calendar::DateTime>(std::move(value))) {}
Value::Value(calendar::DaysDuration value) : box_(value) {}
Value::Value(calendar::MonthsDuration value) : box_(value) {}
Value::Value(Range value) : box_(std::make_shared<const Range>(std::move(value))) {}
Value::Value(List value) : box_(std::make_shared<const List>(std::move(value))) {}
Value::Value(Context value) : box_(std::make_shared<const Context>(std::move(value))) {}
Value::Value(std::shared_ptr<const Function> value) : box_(std::move(value)) {
  CHUHAI_ASSERT(std::get<std::shared_ptr<const Function>>(box_) != nullptr);
}

Kind Value::kind() const { return static_cast<Kind>(box_.index()); }

const NullReason& Value::reason() const { return *shared_reason(); }

std::shared_ptr<const NullReason> Value::shared_reason() const {
  CHUHAI_ASSERT(kind() == Kind::null);
  return *std::get_if<std::shared_ptr<const NullReason>>(&box_);
}

bool Value::boolean() const {
  CHUHAI_ASSERT(kind() == Kind::boolean);
  return *std::get_if<bool>(&box_);
}

const decimal::Decimal& Value::number() const {
  CHUHAI_ASSERT(kind() == Kind::number);
  return *std::get_if<decimal::Decimal>(&box_);
}

const std::string& Value::string() const {
  CHUHAI_ASSERT(kind() == Kind::string);
  return **std::get_if<std::shared_ptr<const std::string>>(&box_);
}

const calendar::Date& Value::date() const {
  CHUHAI_ASSERT(kind() == Kind::date);
  return *std::get_if<calendar::Date>(&box_);
}

const calendar::Time& Value::time() const {
  CHUHAI_ASSERT(kind() == Kind::time);
  return **std::get_if<std::shared_ptr<const calendar::Time>>(&box_);
}

const calendar::DateTime& Value::date_time() const {
  CHUHAI_ASSERT(kind() == Kind::date_time);
  return **std::get_if<std::shared_ptr<const calendar::DateTime>>(&box_);
}

const calendar::DaysDuration& Value::days_duration() const {
  CHUHAI_ASSERT(kind() == Kind::days_duration);
  return *std::get_if<calendar::DaysDuration>(&box_);
}

const calendar::MonthsDuration& Value::months_duration() const {
  CHUHAI_ASSERT(kind() == Kind::months_duration);
  return *std::get_if<calendar::MonthsDuration>(&box_);
}

const Range& Value::range() const {
  CHUHAI_ASSERT(kind() == Kind::range);
  return **std::get_if<std::shared_ptr<const Range>>(&box_);
}

const List& Value::list() const {
  CHUHAI_ASSERT(kind() == Kind::list);
  return **std::get_if<std::shared_ptr<const List>>(&box_);
}

const Context& Value::context() const {
  CHUHAI_ASSERT(kind() == Kind::context);
  return **std::get_if<std::shared_ptr<const Context>>(&box_);
}

const std::shared_ptr<const Function>& Value::function() const {
  CHUHAI_ASSERT(kind() == Kind::function);
  return *std::get_if<std::shared_ptr<const Function>>(&box_);
}

}  // namespace chuhai::feel
