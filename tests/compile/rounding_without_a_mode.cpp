// expect: no matching function|too few arguments
#include "decimal/decimal.hpp"

int main() {
  const chuhai::decimal::Decimal price(5);
#ifdef MUST_NOT_COMPILE
  return price.rounded(2).is_finite() ? 0 : 1;
#else
  return price.rounded(2, chuhai::decimal::Rounding::half_even).is_finite() ? 0 : 1;
#endif
}
