// expect: conversion from|no viable conversion|is protected|protected constructor
#include "values/quantity.hpp"

using chuhai::values::Mass;

int main() {
#ifdef MUST_NOT_COMPILE
  const Mass mass = chuhai::decimal::Decimal(21500);
#else
  const Mass mass = Mass::kilograms(21500);
#endif
  return mass.kg().is_finite() ? 0 : 1;
}
