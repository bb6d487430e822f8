// Comparing a file of the lake with what the commit says of it.
#pragma once

#include <map>
#include <mutex>

#include "base/env.h"
#include "pipeline/commit.h"

namespace telltale {

// kCorrupt: the file is missing, or its length or digest differs; names it.
Status check_file(Env& env, const std::string& lake_folder, const FileEntry& file);
Status check_file_size(Env& env, const std::string& lake_folder, const FileEntry& file);

// A snapshot as a file to be compared or copied.
FileEntry as_file(const SnapshotEntry& snapshot);

// What is said of a file that differs.
Status damaged_file(const FileEntry& file, std::string_view why);

// Files that were compared once and have the length and the time of change that they had then: what
// a query reads again and again is not hashed again and again. Any thread may call.
class CheckedFiles {
 public:
  // As check_file.
  Status check(Env& env, const std::string& lake_folder, const FileEntry& file);

 private:
  static constexpr size_t kMost = 200'000;

  std::mutex mutex_;
  std::map<std::string, int64_t>
      changed_nanos_;  // by path; files never change and names are random
};

}  // namespace telltale
