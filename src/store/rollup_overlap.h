// Which rollup files share no bucket with other files: a file says each bucket of a device once, so
// those need not be added up. Pure.
#pragma once

#include <vector>

#include "store/lake_view.h"

namespace telltale {

struct RollupOverlap {
  std::vector<LiveFile> apart;
  std::vector<LiveFile> shared;
};

// `partials` are rollup files of buckets that long, in microseconds; `readings` are files of
// readings that no rollup sums yet. A file that does not say its times may share all of them.
RollupOverlap find_overlap(const std::vector<LiveFile>& partials,
                           const std::vector<LiveFile>& readings, int64_t bucket);

}  // namespace telltale
