// The rows that the files of a lake hold about records, with the hash of each, computed from the
// files alone.
#pragma once

#include <functional>

#include "store/cut.h"
#include "store/lake_at.h"

namespace telltale {

struct StoredRow {
  Position position;
  std::string_view schema;  // until the next row
  CommitId commit{0};       // that brought the row
  Hash128 hash;
  Disposition disposition = Disposition::kInFlight;
  RejectReason reason = RejectReason::kNone;
  bool is_late = false;
  int64_t ingest_time = 0;
  std::optional<int64_t> event_time;  // of all but rejects
};

struct StoredRowsWanted {
  RangeOf<CommitId> commits;
  std::optional<Disposition> only;
  // Whether every anomaly must be at a reading that is among the rows.
  bool has_all_readings = true;
};

// Gives every row that is wanted, file by file. kCorrupt: a file cannot be read, or has other rows
// than its entry says.
Status for_each_stored_row(const LakeAt& lake, const StoredRowsWanted& wanted,
                           const std::function<Status(const StoredRow&)>& take);

// Calls `take` with each silence that the files of anomalies hold: what a tick found, at no record.
Status for_each_stored_silence(const LakeAt& lake,
                               const std::function<void(CommitId commit, const Position& position,
                                                        const Hash128& hash)>& take);

// kCorrupt: a row comes twice.
Result<RowHashes> stored_row_hashes(const LakeAt& lake, CommitId commit);

}  // namespace telltale
