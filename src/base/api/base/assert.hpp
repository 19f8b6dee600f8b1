#pragma once

namespace chuhai::base {

/// Prints the broken invariant and aborts. Lane three of errors: a bug, never "handled".
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

}  // namespace chuhai::base

/// Checks an invariant of our own code in every build. Not for user input: use Result.
#define CHUHAI_ASSERT(condition) \
  ((condition) ? (void)0 : ::chuhai::base::assertion_failed(#condition, __FILE__, __LINE__))
