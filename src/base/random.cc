#include "base/random.h"

#include <algorithm>
#include <sys/random.h>

#include "base/check.h"

namespace telltale {

void fill_with_entropy(std::span<uint8_t> out) {
  constexpr size_t kAtOnce = 256;  // so many come whole, whatever else happens
  while (!out.empty()) {
    const size_t size = std::min(kAtOnce, out.size());
    CHECK(::getrandom(out.data(), size, 0) == static_cast<ssize_t>(size));
    out = out.subspan(size);
  }
}

uint64_t system_entropy() {
  uint64_t value = 0;
  fill_with_entropy({reinterpret_cast<uint8_t*>(&value), sizeof(value)});
  return value;
}

}  // namespace telltale
