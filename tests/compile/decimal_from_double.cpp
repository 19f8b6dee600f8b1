// expect: ambiguous
#include "decimal/decimal.hpp"

int main() {
#ifdef MUST_NOT_COMPILE
  const chuhai::decimal::Decimal price(0.1);
#else
  const chuhai::decimal::Decimal price(1);
#endif
  return price.is_finite() ? 0 : 1;
}
