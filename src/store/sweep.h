// Sweep: removes files below a lake's folder that no reader can need: what killed runs left, and
// what commits removed. A file stays as long as somebody in this process holds a view that shows
// it, a reader of another process holds a lease on a commit that does, or the commit that removed
// it is younger than the grace period. One thread at a time.
#pragma once

#include "store/lake.h"

namespace telltale {

struct SweepOptions {
  // Readers that cannot take a lease must be done within it.
  Duration grace = std::chrono::minutes(15);
};

struct Swept {
  uint64_t files = 0;
  uint64_t bytes = 0;
};

Result<Swept> sweep(LakeWriter& writer, const SweepOptions& options);

}  // namespace telltale
