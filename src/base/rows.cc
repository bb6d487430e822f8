#include "base/rows.h"

#include <charconv>
#include <cmath>

namespace telltale {

Cell Cell::of(double value) {
  if (!std::isfinite(value)) return null();
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value);
  return {Kind::kNumber, std::string(digits, end.ptr)};
}

}  // namespace telltale
