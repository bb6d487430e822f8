#include "store/restore.h"

#include <limits>
#include <vector>

#include <fmt/format.h>

#include "store/commit_log.h"
#include "store/raw_source.h"
#include "store/redrive.h"
#include "store/snapshot.h"

namespace telltale {
namespace {

// Counts what passes, says how far it is, and keeps nothing.
class CountingKeep : public Keep {
 public:
  // `commits` is what each of those to come covers.
  CountingKeep(const Replay& replay, std::vector<RestoreProgress> commits)
      : replay_(replay), commits_(std::move(commits)) {
    for (const RestoreProgress& commit : commits_) {
      done_.records_total += commit.records_total;
      done_.bytes_total += commit.bytes_total;
    }
    replay_.progress(done_);
  }

  Status take(Batch& batch) override {
    done_.records_done += batch.rows();
    replay_.progress(done_);
    return {};
  }
  Status barrier(bool) override {
    done_.bytes_done += commits_[commits_done_++].bytes_total;
    replay_.progress(done_);
    return {};
  }
  uint64_t records() const { return done_.records_done; }

 private:
  const Replay& replay_;
  const std::vector<RestoreProgress> commits_;
  size_t commits_done_ = 0;
  RestoreProgress done_;
};

// What the records of commit after commit go through.
struct ReplayPath {
  Pipeline& pipeline;
  RawSource& raw;
};

// Records that were received when the commit was made.
uint64_t received_by(const Commit& commit) {
  uint64_t records = 0;
  for (const CommitPart& part : commit.parts) {
    if (part.kind == PartKind::kIngest) records += part.books.total().received;
  }
  return records;
}

// Records that the commit took again, as of the commit before.
Status replay_redrive(const LakeAt& lake, const Commit& commit, const RedriveProgress& redriven,
                      Pipeline& pipeline) {
  const Catalog::Redrive* redrive = lake.catalog.redrive(redriven.control);
  if (redrive == nullptr || redriven.to > redrive->ordered->positions.size())
    return Status::corrupt(fmt::format("a commit names a redrive that was not ordered: commit={}",
                                       static_cast<uint64_t>(commit.id)));
  RedriveSource source(lake, *redrive->ordered, redriven.from, redriven.to);
  return pipeline.run(source);
}

// What a commit covers, as totals.
RestoreProgress covered_by(const Commit& commit) {
  RestoreProgress covered;
  covered.records_total = received_by(commit);
  for (const CommitPart& part : commit.parts) {
    for (const CommittedTurn& turn : part.turns)
      covered.bytes_total += turn.turn.to - turn.turn.from;
  }
  return covered;
}

Result<std::vector<RestoreProgress>> covered_from(const LakeAt& lake, CommitId first) {
  const CommitLog commits(lake.env, lake.folder);
  std::vector<RestoreProgress> covered;
  for (CommitId id = first; id <= lake.view.commit; id = next(id)) {
    const CommitLog::Entry entry = TRY(commits.entry(id));
    covered.push_back(covered_by(entry.commit));
  }
  return covered;
}

Status replay_commit(const LakeAt& lake, const Commit& commit, const Replay& replay,
                     ReplayPath path) {
  for (const CommitPart& part : commit.parts) {
    if (part.kind == PartKind::kIngest) replay.begin_epoch(lake.catalog.epoch_at(part.control_to));
  }
  for (const CommitPart& part : commit.parts) {
    if (part.redriven) TRY(replay_redrive(lake, commit, *part.redriven, path.pipeline));
  }
  TRY(path.raw.begin(commit));
  TRY(path.pipeline.run(path.raw));
  if (replay.options.stop != nullptr && replay.options.stop->load())
    return Status(Code::kCancelled, "the replay was stopped");
  if (path.raw.records() == received_by(commit)) return {};
  return Status::corrupt(fmt::format("raw lacks records of a commit: commit={} records={} of {}",
                                     static_cast<uint64_t>(commit.id), path.raw.records(),
                                     received_by(commit)));
}

}  // namespace

Status replay_commits(const LakeAt& lake, CommitId first, const Replay& replay, Keep& keep) {
  PipelineOptions options = replay.options;
  options.barrier_records = std::numeric_limits<uint64_t>::max();
  Pipeline pipeline(options, replay.stages, replay.groups, keep);
  const CommitLog commits(lake.env, lake.folder);
  RawSource raw(lake);
  for (CommitId id = first; id <= lake.view.commit; id = next(id)) {
    const CommitLog::Entry entry = TRY(commits.entry(id));
    TRY(replay_commit(lake, entry.commit, replay, {pipeline, raw}));
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
  CountingKeep keep(replay, TRY(covered_from(lake, next(from))));
  TRY(replay_commits(lake, next(from), replay, keep));
  return keep.records();
}

}  // namespace telltale
