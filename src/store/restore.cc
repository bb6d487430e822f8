#include "store/restore.h"

#include <limits>

#include "store/commit_log.h"
#include "store/raw_source.h"
#include "store/snapshot.h"

namespace telltale {
namespace {

// Counts what passes and keeps nothing.
class CountingKeep : public Keep {
 public:
  Status take(Batch& batch) override {
    records_ += batch.rows();
    return {};
  }
  Status barrier(bool) override { return {}; }
  uint64_t records() const { return records_; }

 private:
  uint64_t records_ = 0;
};

}  // namespace

Status replay_commits(const LakeAt& lake, CommitId first, const Replay& replay, Keep& keep) {
  PipelineOptions options = replay.options;
  options.barrier_records = std::numeric_limits<uint64_t>::max();
  Pipeline pipeline(options, replay.stages, replay.groups, keep);
  const CommitLog commits(lake.env, lake.folder);
  for (CommitId id = first; id <= lake.view.commit; id = next(id)) {
    const CommitLog::Entry entry = TRY(commits.entry(id));
    for (const CommitPart& part : entry.commit.parts) {
      replay.begin_epoch(lake.catalog.epoch_at(part.control_to));
      const std::unique_ptr<RawSource> source =
          TRY(RawSource::open(lake.env, lake.folder, lake.catalog, part));
      TRY(pipeline.run(*source));
    }
    TRY(pipeline.barrier(id == lake.view.commit));
  }
  return {};
}

Result<uint64_t> restore_state(const LakeAt& lake, const Replay& replay) {
  const LakeView& view = lake.view;
  CommitId from{0};
  if (view.snapshot) {
    const Status read = read_snapshot(lake.env, lake.folder, *view.snapshot, replay.groups);
    if (!read.ok() && read.code() != Code::kInvalid) return read;
    if (read.ok()) from = view.snapshot_commit;
  }
  if (from == view.commit) return uint64_t{0};
  CountingKeep keep;
  TRY(replay_commits(lake, next(from), replay, keep));
  return keep.records();
}

}  // namespace telltale
