// expect: no match for .operator==|invalid operands to binary expression
#include "values/money.hpp"

using chuhai::values::Currency;
using chuhai::values::Money;

bool is_free(const Money& price) {
#ifdef MUST_NOT_COMPILE
  return price == 0;
#else
  return price == Money::zero(price.currency());
#endif
}

int main() { return 0; }
