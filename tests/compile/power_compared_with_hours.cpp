// expect: no match for .operator<|invalid operands to binary expression
#include "values/quantity.hpp"

using chuhai::values::EngineHours;
using chuhai::values::Power;

int main() {
  const Power power = Power::kilowatts(110);
#ifdef MUST_NOT_COMPILE
  return power < EngineHours::hours(8500) ? 0 : 1;
#else
  return power < Power::metric_horsepower(200) ? 0 : 1;
#endif
}
