// LakeKeep: the keep of a lake's writer: gathers batches into a cut and commits it when it is large
// or old enough, at barriers also with a snapshot. Called by the keeper's thread and, at barriers,
// by the pipeline's owner.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "pipeline/keep.h"
#include "store/lake.h"

namespace telltale {

struct LakeKeepOptions {
  size_t cut_bytes = 64UL << 20;                    // of records: a cut is due
  Duration cut_interval = std::chrono::seconds(2);  // since its first record: a cut is due
  // A snapshot is due at a barrier after so many records, and one more for so many bytes of the
  // last snapshot: reading records again and writing state should cost about the same.
  uint64_t snapshot_records = 200'000;
  uint64_t snapshot_bytes_per_record = 1'024;
  std::vector<Sink*> sinks;  // told of each commit, in this order, as long as the writer lives
};

class LakeKeep : public Keep {
 public:
  LakeKeep(LakeWriter& writer, const KeyGroups& groups, const Clock& clock, LakeKeepOptions options)
      : writer_(writer), groups_(groups), clock_(clock), options_(std::move(options)) {
    for (Sink* sink : options_.sinks) writer_.follow(sink);
    start_cut(0);
  }

  // Records taken before this run since the last snapshot.
  void count_unsaved(uint64_t records) { unsaved_records_ += records; }

  // When the newest commit began, by the clock that only goes on.
  Duration commit_begun() const { return commit_begun_; }

  Status take(Batch& batch) override;
  Status barrier(bool is_last) override;

 private:
  // `expected`: about how many records will come, 0 when nobody knows.
  void start_cut(size_t expected);
  bool is_due() const;
  bool is_snapshot_due() const;
  Status commit(bool with_snapshot);

  LakeWriter& writer_;
  const KeyGroups& groups_;
  const Clock& clock_;
  const LakeKeepOptions options_;
  std::optional<Cut> cut_;
  Instant cut_begun_;  // when its first record was taken
  Duration commit_begun_{0};
  uint64_t unsaved_records_ = 0;  // since the last snapshot
};

}  // namespace telltale
