// Verify: recomputes what a lake says from what it holds, and names the first difference. Quick:
// the chain of commit digests, the tiling of logs, the counters, and that every file is there with
// its length. In full also: every file's digest and rows, the rows the files hold against each
// commit's digest, and every record once more from raw through the same stages: dispositions,
// values, scores and reasons must come out the same. Where raw has expired, records are computed
// again from the newest snapshot on; where readings have, what was compared with them is not.
#pragma once

#include <string>

#include "base/env.h"
#include "pipeline/key_group.h"
#include "store/restore.h"

namespace telltale {

struct Verified {
  CommitId commit{0};
  uint64_t commits = 0;
  uint64_t files = 0;
  uint64_t bytes = 0;
  uint64_t records = 0;
  RowDigest rows;
  // Records of commits before this one were not computed again: their raw has expired.
  CommitId replayed_from{1};
  // Up to this commit, what became of late readings was not computed again: readings have expired
  // that they may have been compared with.
  CommitId unsettled_to{0};
};

// kCorrupt names the first difference.
Result<Verified> verify_quick(Env& env, const std::string& lake_folder);

// The groups of `replay` must be new.
Result<Verified> verify_full(Env& env, const std::string& lake_folder, const Replay& replay);

}  // namespace telltale
