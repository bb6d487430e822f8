// Compaction: rewrites files into fewer ones with the same rows, as one commit. Facts become sorted
// by device and event time, all else stays in the order of commits; rows of many days go to the
// folders of their days. One thread at a time.
#pragma once

#include "store/compaction_plan.h"
#include "store/lake.h"
#include "store/merge_files.h"

namespace telltale {

// What a rewriting of files read and wrote.
struct Rewritten {
  uint64_t files_before = 0;
  uint64_t files_after = 0;
  uint64_t rows = 0;
  uint64_t bytes_before = 0;
  uint64_t bytes_after = 0;
};

// kCancelled: it was asked to stop. Whatever it returns but success, the lake is as it was.
Result<Rewritten> compact(LakeWriter& writer, const CompactionJob& job,
                          const std::atomic<bool>* stop);

// How files of a table are written when they are rewritten.
TableForm table_form(const FileEntry& like, uint32_t level, std::string folder);

}  // namespace telltale
