// What to compact next: a pure function of a view. Files are merged in levels: as many of one level
// in one folder as the fan-in says become one of the next, so that a row is rewritten once a level
// however many commits brought it. When the time of a folder is over and nothing comes any more,
// what is left is merged once. Files as large as a file should be stay as they are.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "store/lake_view.h"

namespace telltale {

struct CompactionOptions {
  size_t fan_in = 32;      // files of a level that become one
  size_t sums_fan_in = 4;  // the same of sums, of which each query adds up what is not merged
  size_t folder_files_max = 150;      // beyond, fewer files will do
  uint64_t file_bytes = 128UL << 20;  // what a file should have; half of it is large enough
  uint64_t job_bytes_max = 1UL << 30;
  uint64_t unsorted_rows_max = 1'500'000;  // sorted in memory
  // After its end, and after its newest file: a folder's files are merged for good.
  Duration settled_after = std::chrono::hours(1);
  uint64_t settled_commits = 150;  // since its newest file
  bool is_quiet = false;           // nobody writes: every folder is settled
};

struct CompactionJob {
  std::vector<LiveFile> inputs;  // of one folder and form, the oldest first
  bool is_distribution = false;  // of rows of many days into the folders of their days

  const FileEntry& form() const { return inputs.front().entry; }
  uint64_t bytes() const;
};

// Nothing: nothing is due.
std::optional<CompactionJob> plan_compaction(const LakeView& view, Instant now,
                                             const CompactionOptions& options);

// Whether a table's files are sorted by device and time once they are compacted.
bool is_sorted_table(Table table);

}  // namespace telltale
