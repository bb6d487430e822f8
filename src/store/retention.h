// Retention: rows whose time is over leave the lake: files of nothing else are dropped, others are
// rewritten. The records of readings and of the ledger become expired in the books; raw that leaves
// changes no disposition. Raw that a restart would need to compute the state of devices again stays
// until a snapshot covers it. One thread at a time.
#pragma once

#include "store/compaction.h"
#include "store/retention_policy.h"

namespace telltale {

struct RetentionStep {
  Table table = Table::kRaw;
  Rewritten done;  // `rows` are those that left
};

struct RetentionOutcome {
  std::optional<RetentionStep> step;  // nothing: no more rows can leave
  // Raw has had its time that no snapshot covers.
  bool needs_snapshot = false;
};

// Takes the rows of some files out, as one commit. kCancelled: it was asked to stop.
Result<RetentionOutcome> retire(LakeWriter& writer, const std::atomic<bool>* stop);

// How many rows are in the lake whose time is over.
Result<uint64_t> count_overdue(const LakeAt& lake, Instant now);

}  // namespace telltale
