// Superseded: rows of the ledger that a later commit replaced by others: a redrive's rejects. They
// stay in their files, for AS OF; this small table beside them says which they are, which commit
// replaced them, and the hash of each, so that books and digests can be checked without them.
#pragma once

#include <map>

#include "store/lake_at.h"
#include "store/table_columns.h"

namespace telltale {

struct SupersededRow {
  Position position;
  CommitId commit{0};  // of the row
  CommitId by{0};      // that replaced it
  Hash128 hash;        // of the row
  int64_t ingest_time = 0;
};

// Columns: _log · _offset · _index · ingest_time · of_commit · hash_low · hash_high · _commit (null
// in a new file: the commit that adds it).
TableColumns columns_of_superseded(const std::vector<SupersededRow>& rows);

// All such rows of a lake, in memory: they are as many as records were redriven.
class Superseded {
 public:
  static Result<Superseded> read(const LakeAt& lake);

  // The row that replaced the one of that commit about that record, or null.
  const SupersededRow* find(const Position& position, CommitId commit) const;
  // Whether it was replaced by then.
  bool is_superseded(const Position& position, CommitId commit, CommitId as_of) const {
    const SupersededRow* row = find(position, commit);
    return row != nullptr && row->by <= as_of;
  }
  bool empty() const { return rows_.empty(); }
  const std::map<std::pair<Position, CommitId>, SupersededRow>& rows() const { return rows_; }

 private:
  std::map<std::pair<Position, CommitId>, SupersededRow> rows_;
};

}  // namespace telltale
