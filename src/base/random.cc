#include "base/random.h"

#include <sys/random.h>

#include "base/check.h"

namespace telltale {

uint64_t system_entropy() {
  uint64_t value = 0;
  CHECK(::getrandom(&value, sizeof(value), 0) == sizeof(value));
  return value;
}

}  // namespace telltale
