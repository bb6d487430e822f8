// Restore: brings the state of all key groups to where a lake's newest commit left it: the newest
// snapshot, then the records taken since, through the same stages again.
#pragma once

#include <functional>

#include "pipeline/pipeline.h"
#include "store/lake_at.h"

namespace telltale {

// How far a restore is: records since the snapshot, and the bytes of their logs.
struct RestoreProgress {
  uint64_t records_done = 0;
  uint64_t records_total = 0;
  uint64_t bytes_done = 0;
  uint64_t bytes_total = 0;
};

// How one commit's records go through the stages: given to whoever replays.
struct Replay {
  PipelineOptions options;
  std::vector<Stage*> stages;
  KeyGroups& groups;  // whose state is brought there
  // Called before the records of a commit, while all lanes stand still, with the epoch they were
  // judged under.
  std::function<void(const Catalog::Epoch& epoch)> begin_epoch;
  // Told now and then how far a restore is; called by the thread that keeps.
  std::function<void(const RestoreProgress& progress)> progress = [](const RestoreProgress&) {};
};

// Replays the commits from `first` to the lake's newest into `keep`, which gets a barrier after
// each.
Status replay_commits(const LakeAt& lake, CommitId first, const Replay& replay, Keep& keep);

// Returns how many records were replayed since the snapshot. kCancelled: it was stopped.
Result<uint64_t> restore_state(const LakeAt& lake, const Replay& replay);

}  // namespace telltale
