// Readings as columns of a file and back: the form of `processed/device_metrics` and of conflicts
// in the ledger. Columns: device_id · event_time · seq (where the schema names one) · each field
// under its lake name · ingest_time · _schema · _log · _offset · _index · _flags · _score ·
// _commit.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "store/table_columns.h"
#include "telemetry/reading_table.h"

namespace telltale {

TableColumns columns_of_readings(const ReadingTable& readings, std::span<const uint32_t> rows);

// The columns a file of this schema may have, `_commit` left out.
std::vector<std::string> reading_column_names(const Schema& schema);

// The columns that identify a reading; enough to know whether the rest is wanted.
std::vector<std::string> identity_column_names();

struct ReadingIdentity {
  uint64_t device_hash;
  int64_t event_time;
  int64_t seq;
};
// Calls `each` for every row of columns that hold at least the identity.
void for_each_identity(const TableColumns& columns,
                       const std::function<void(size_t row, const ReadingIdentity&)>& each);

// Adds rows of a file's columns to a table of the file's schema. kCorrupt: a column is missing or
// has another type than the schema gives it.
Status append_readings(const TableColumns& columns, std::span<const uint32_t> rows,
                       ReadingTable& readings);

}  // namespace telltale
