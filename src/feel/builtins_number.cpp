#include "builtins.hpp"
#include "print.hpp"
#include "temporal.hpp"

namespace chuhai::feel {

namespace {

using decimal::Decimal;
using decimal::Rounding;

/// Exponents of a decimal128. Source: DMN 1.5 table 78.
constexpr std::int64_t kScaleMin = -6111;
constexpr std::int64_t kScaleMax = 6176;

Value round_to_scale(Call& call, Rounding rounding, bool scale_given) {
  if (auto refused = call.need(0, Kind::number)) return *refused;
  std::int64_t scale = 0;
  if (scale_given) {
    if (auto refused = call.need_integer(1, scale)) return *refused;
  }
  if (scale < kScaleMin || scale > kScaleMax) return call.refuse("not_allowed", "the scale is -6111 to 6176");
  const Decimal& n = call.at(0).number();
  if (scale >= n.decimals()) return Value(n);
  return finite(n.rounded(static_cast<int>(scale), rounding), "the rounded number", call.offset());
}

Value parity(Call& call, bool even) {
  if (auto refused = call.need(0, Kind::number)) return *refused;
  const Decimal& n = call.at(0).number();
  if (!n.is_integer()) return call.refuse("not_an_integer", brief(call.at(0)) + " is no whole number");
  return Value(Decimal::modulo(n, Decimal(2)).is_zero() == even);
}

Value abs_days(const Call& call) {
  const calendar::DaysDuration& duration = call.at(0).days_duration();
  const bool negative = duration.seconds < 0 || duration.nanosecond < 0;
  return negative ? negated(call.at(0), call.offset()) : call.at(0);
}

}  // namespace

Value builtin_decimal(Call& call) { return round_to_scale(call, Rounding::half_even, true); }
Value builtin_round_up(Call& call) { return round_to_scale(call, Rounding::up, true); }
Value builtin_round_down(Call& call) { return round_to_scale(call, Rounding::down, true); }
Value builtin_round_half_up(Call& call) { return round_to_scale(call, Rounding::half_up, true); }
Value builtin_round_half_down(Call& call) { return round_to_scale(call, Rounding::half_down, true); }
/// floor and ceiling: a scale that is null is an error, one that is absent means 0.
Value builtin_floor(Call& call) { return round_to_scale(call, Rounding::floor, call.written(1)); }
Value builtin_ceiling(Call& call) { return round_to_scale(call, Rounding::ceiling, call.written(1)); }

Value builtin_abs(Call& call) {
  switch (call.at(0).kind()) {
    case Kind::days_duration:
      return abs_days(call);
    case Kind::months_duration:
      return call.at(0).months_duration().months < 0 ? negated(call.at(0), call.offset()) : call.at(0);
    default:
      break;
  }
  if (auto refused = call.need(0, Kind::number)) return *refused;
  return Value(call.at(0).number().abs());
}

Value builtin_modulo(Call& call) {
  if (auto refused = call.need_all({Kind::number, Kind::number})) return *refused;
  if (call.at(1).number().is_zero()) return call.refuse("division_by_zero", "the divisor is zero");
  return finite(Decimal::modulo(call.at(0).number(), call.at(1).number()), "the remainder", call.offset());
}

Value builtin_sqrt(Call& call) {
  if (auto refused = call.need(0, Kind::number)) return *refused;
  if (call.at(0).number().is_negative())
    return call.refuse("not_allowed", brief(call.at(0)) + " is negative");
  return finite(call.at(0).number().sqrt(), "the square root", call.offset());
}

Value builtin_log(Call& call) {
  if (auto refused = call.need(0, Kind::number)) return *refused;
  const Decimal& n = call.at(0).number();
  if (n.is_negative() || n.is_zero())
    return call.refuse("not_allowed", brief(call.at(0)) + " is not above zero");
  return finite(n.ln(), "the logarithm", call.offset());
}

Value builtin_exp(Call& call) {
  if (auto refused = call.need(0, Kind::number)) return *refused;
  return finite(call.at(0).number().exp(), "the power of e", call.offset());
}

Value builtin_odd(Call& call) { return parity(call, false); }
Value builtin_even(Call& call) { return parity(call, true); }

}  // namespace chuhai::feel
