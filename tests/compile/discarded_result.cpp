// expect: ignoring return(ed)? value of .*[Wu]nused-result\]
#include "base/result.hpp"

namespace {

chuhai::base::Result<int> count_rows() { return 3; }

}  // namespace

int main() {
#ifdef MUST_NOT_COMPILE
  count_rows();
#endif
  return count_rows().has_value() ? 0 : 1;
}
