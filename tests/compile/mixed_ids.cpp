// expect: conversion|no matching function|invalid initialization of reference
#include "base/id.hpp"

namespace {

struct MachineTag;
struct PartyTag;
using MachineId = chuhai::base::Id<MachineTag>;
using PartyId = chuhai::base::Id<PartyTag>;

bool is_known(const MachineId& id) { return !id.text().empty(); }

}  // namespace

int main() {
#ifdef MUST_NOT_COMPILE
  return is_known(PartyId("p-1")) ? 0 : 1;
#else
  return is_known(MachineId("m-1")) ? 0 : 1;
#endif
}
