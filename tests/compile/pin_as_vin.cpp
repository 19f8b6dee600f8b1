// expect: conversion|no matching function|invalid initialization of reference
#include "values/identity.hpp"

using chuhai::values::Pin;
using chuhai::values::Vin;

bool is_road_vehicle(const Vin& vin) { return vin.check_digit_matches(); }

bool ask(const Pin& pin, const Vin& vin) {
#ifdef MUST_NOT_COMPILE
  return is_road_vehicle(pin) && !vin.text().empty();
#else
  return is_road_vehicle(vin) && !pin.text().empty();
#endif
}

int main() { return 0; }
