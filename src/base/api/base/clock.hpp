#pragma once

#include <chrono>

namespace chuhai::base {

/// A UTC instant, milliseconds since 1970-01-01T00:00:00Z without leap seconds.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// Tells the time. Only the composition layer owns one; contexts receive `as_of` as an argument.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

/// The computer's clock.
class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// A clock that stands still, for tests and reproducible runs.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant instant) : instant_(instant) {}
  Instant now() const override { return instant_; }

 private:
  Instant instant_;
};

}  // namespace chuhai::base
