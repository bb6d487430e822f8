// FaultSet: which kinds of fault are wanted, a bit each. A value.
#pragma once

#include <cstdint>
#include <span>

#include "simulate/fault_kind.h"

namespace telltale::simulate {

class FaultSet {
 public:
  explicit FaultSet(std::span<const FaultKind> kinds) {
    for (const FaultKind kind : kinds) bits_ |= 1U << static_cast<unsigned>(kind);
  }
  bool has(FaultKind kind) const { return (bits_ >> static_cast<unsigned>(kind) & 1U) != 0; }

 private:
  uint32_t bits_ = 0;
};

}  // namespace telltale::simulate
