#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace telltale {

void check_failed(const char* file, int line, const char* claim) {
  std::fprintf(stderr, "%s:%d: check failed: %s\n", file, line, claim);
  std::abort();
}

}  // namespace telltale
