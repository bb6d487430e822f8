// Restore: brings the state of all key groups to where a lake's newest commit left it: the newest
// snapshot, then the records taken since, through the same stages again.
#pragma once

#include <functional>

#include "base/env.h"
#include "journal/catalog.h"
#include "pipeline/pipeline.h"
#include "store/lake_view.h"

namespace telltale {

// How one commit's records go through the stages: given to whoever replays.
struct Replay {
  PipelineOptions options;
  std::vector<Stage*> stages;
  // Called before the records of a commit, while all lanes stand still, with the epoch they were
  // judged under.
  std::function<void(const Catalog::Epoch& epoch)> begin_epoch;
};

// Replays the commits from `first` to `last` into `keep`, which gets a barrier after each.
Status replay_commits(Env& env, const std::string& lake_folder, const Catalog& catalog,
                      CommitId first, CommitId last, const Replay& replay, KeyGroups& groups,
                      Keep& keep);

// Returns how many records were replayed since the snapshot.
Result<uint64_t> restore_state(Env& env, const std::string& lake_folder, const LakeView& view,
                               const Catalog& catalog, const Replay& replay, KeyGroups& groups);

}  // namespace telltale
