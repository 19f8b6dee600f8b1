#pragma once

#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/assert.hpp"
#include "base/error.hpp"

namespace chuhai::base {

/// A value or the reason why there is none. One way to use it: test it, return its error early.
///
///     auto model = read(text);
///     if (!model) return model.error();
///     use(*model);
///
/// Member names are those of std::expected. Reading the value of an error, or the error of a
/// value, is a bug (assertion). `[[nodiscard]]`: a discarded result does not compile.
template <class T>
class [[nodiscard]] Result {
 public:
  template <class U = T>
  requires(std::convertible_to<U, T> && !std::same_as<std::remove_cvref_t<U>, Error> &&
           !std::same_as<std::remove_cvref_t<U>, Result>) Result(U&& value)
      : state_(std::in_place_index<0>, std::forward<U>(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & {
    CHUHAI_ASSERT(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    CHUHAI_ASSERT(has_value());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    CHUHAI_ASSERT(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const {
    CHUHAI_ASSERT(!has_value());
    return *std::get_if<1>(&state_);
  }

  template <class U>
  T value_or(U&& other) const {
    return has_value() ? value() : static_cast<T>(std::forward<U>(other));
  }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or the reason for failure.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Error& error() const {
    CHUHAI_ASSERT(error_.has_value());
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace chuhai::base
