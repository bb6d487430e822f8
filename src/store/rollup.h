// Rollup: sums the readings of the commits since the last one into a table of hours or minutes, as
// one commit that says up to which commit readings are summed. Readers add the readings after it,
// so that the answer is always complete. Memory is bounded: sums are partial and may lie in several
// rows, which compaction folds. One thread at a time.
#pragma once

#include <atomic>

#include "store/compaction.h"
#include "store/rollup_table.h"

namespace telltale {

// Nothing: no readings came since. kCancelled: it was asked to stop.
Result<std::optional<Rewritten>> roll_up(LakeWriter& writer, Table table,
                                         const std::atomic<bool>* stop);

// Folds partial sums that come sorted by device, time and schema.
class RollupFold {
 public:
  // Adds to the columns of what is read those that are written besides.
  Status add_columns_to(TableColumns& like) const;

  explicit RollupFold(Table table) : sums_(bucket_of(table)), table_(table) {}

  // Takes the next rows and gives those that are complete; null: gives the rest.
  Result<TableColumns> fold(const TableColumns* rows);

 private:
  RollupTable sums_;
  const Table table_;
};

}  // namespace telltale
