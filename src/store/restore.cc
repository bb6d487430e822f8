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

Status replay_commits(Env& env, const std::string& lake_folder, const Catalog& catalog,
                      CommitId first, CommitId last, const Replay& replay, KeyGroups& groups,
                      Keep& keep) {
  PipelineOptions options = replay.options;
  options.barrier_records = std::numeric_limits<uint64_t>::max();
  Pipeline pipeline(options, replay.stages, groups, keep);
  const CommitLog commits(env, lake_folder);
  for (CommitId id = first; id <= last; id = next(id)) {
    const CommitLog::Entry entry = TRY(commits.entry(id));
    for (const CommitPart& part : entry.commit.parts) {
      replay.begin_epoch(catalog.epoch_at(part.control_to));
      const std::unique_ptr<RawSource> source =
          TRY(RawSource::open(env, lake_folder, catalog, part));
      TRY(pipeline.run(*source));
    }
    TRY(pipeline.barrier(id == last));
  }
  return {};
}

Result<uint64_t> restore_state(Env& env, const std::string& lake_folder, const LakeView& view,
                               const Catalog& catalog, const Replay& replay, KeyGroups& groups) {
  CommitId from{0};
  if (view.snapshot) {
    const Status read = read_snapshot(env, lake_folder, *view.snapshot, groups);
    if (!read.ok() && read.code() != Code::kInvalid) return read;
    if (read.ok()) from = view.snapshot_commit;
  }
  if (from == view.commit) return uint64_t{0};
  CountingKeep keep;
  TRY(replay_commits(env, lake_folder, catalog, next(from), view.commit, replay, groups, keep));
  return keep.records();
}

}  // namespace telltale
