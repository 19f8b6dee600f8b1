#include "base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace chuhai::base {

void assertion_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: broken invariant: %s\n", file, line, condition);
  std::fflush(stderr);
  std::abort();
}

}  // namespace chuhai::base
