// expect: no match for .operator\*|invalid operands to binary expression
#include "values/money.hpp"

using chuhai::decimal::Decimal;
using chuhai::decimal::Rounding;
using chuhai::values::Money;

bool has_a_tenth(const Money& price, const Decimal& ratio) {
#ifdef MUST_NOT_COMPILE
  return !(price * ratio).is_zero();
#else
  return multiply(price, ratio, Rounding::half_even).has_value();
#endif
}

int main() { return 0; }
