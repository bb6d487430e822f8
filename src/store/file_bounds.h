// FileBounds: what a file's entry says of the range of its rows: event times, key groups, times of
// receipt, positions, commits. Gathered while rows are written. One owner thread.
#pragma once

#include "pipeline/commit.h"
#include "store/table_columns.h"

namespace telltale {

class FileBounds {
 public:
  // Takes the rows of columns that are in the file; which bounds there are depends on which of
  // device_id, event_time, ingest_time, _log, _offset and _commit are among them.
  void add(const TableColumns& columns);
  void add_received(int64_t ingest_time);
  void add_position(const Position& position);

  void say_in(FileEntry& entry) const;

 private:
  void add_groups(const TextValues& devices);
  void add_positions(const TableColumns& columns);
  void add_commits(const TableColumns& columns);

  std::optional<RangeOf<int64_t>> times_;
  std::optional<RangeOf<uint32_t>> groups_;
  std::optional<RangeOf<int64_t>> received_;
  std::optional<RangeOf<Position>> positions_;
  std::optional<RangeOf<CommitId>> commits_;
};

// The offset as a whole: a file may hold any index of it.
RangeOf<Position> whole_offsets(const RangeOf<Position>& range);

}  // namespace telltale
