// expect: no match for .operator\+|invalid operands to binary expression
#include "values/quantity.hpp"

using chuhai::values::Length;
using chuhai::values::Mass;

int main() {
  const Mass mass = Mass::kilograms(21500);
#ifdef MUST_NOT_COMPILE
  const auto sum = mass + Length::metres(9);
#else
  const auto sum = mass + Mass::tonnes(1);
#endif
  return sum.kg().is_finite() ? 0 : 1;
}
