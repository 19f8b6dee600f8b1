// expect: conversion|no matching function|invalid initialization of reference
#include <string>

#include "base/id.hpp"

struct MachineTag;
using MachineId = chuhai::base::Id<MachineTag>;

int main() {
  const std::string text = "m-1";
#ifdef MUST_NOT_COMPILE
  const MachineId id = text;
#else
  const MachineId id(text);
#endif
  return id.text().empty() ? 1 : 0;
}
