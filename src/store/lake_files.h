// LakeFiles: writes the files of a commit: each under a new random name, durable with its folders
// before sync() returns. Until a commit names them they do not exist. One owner thread; several may
// write to one lake.
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "pipeline/commit.h"
#include "store/cut.h"
#include "store/parquet_file.h"
#include "store/superseded.h"

namespace telltale {

// The files of a process that are written and not yet committed, by their paths below the lake's
// folder. Any thread may call.
class FilesInWork {
 public:
  void note(const std::string& path) {
    const std::lock_guard lock(mutex_);
    paths_.insert(path);
  }
  void forget(const std::string& path) {
    const std::lock_guard lock(mutex_);
    paths_.erase(path);
  }
  bool contains(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    return paths_.contains(path);
  }

 private:
  mutable std::mutex mutex_;
  std::set<std::string> paths_;
};

class LakeFiles {
 public:
  LakeFiles(Env& env, std::string lake_folder, FilesInWork* in_work)
      : env_(env), folder_(std::move(lake_folder)), in_work_(in_work) {}

  // Writes every table of a settled cut.
  // The raw records are taken out of it.
  Result<std::vector<FileEntry>> write(Cut& cut);
  // There must be some.
  Result<FileEntry> write_superseded(const std::vector<SupersededRow>& rows);
  // Creates a file of the lake with a random name below `folder` (itself below the lake's) and that
  // ending; returns its path below the lake's folder.
  Result<std::string> write_file(const std::string& folder, std::string_view ending,
                                 std::string_view bytes);
  // Writes an encoded table; the entry lacks only what the bytes say.
  Result<FileEntry> write_encoded(std::string_view bytes, const std::string& folder,
                                  FileEntry entry);
  // Makes the names of all files written since the last sync durable.
  Status sync();

 private:
  Status write_raw(std::map<int64_t, RawFile> raw, std::vector<FileEntry>& files);
  Status write_readings(const Cut::Readings& readings, Disposition disposition,
                        std::vector<FileEntry>& files);
  Status write_ledger(const LedgerTable& table, std::vector<FileEntry>& files);
  Status write_anomalies(const std::vector<AnomalyRow>& anomalies, std::vector<FileEntry>& files);
  Status write_table(const TableColumns& columns, const std::string& folder, FileEntry entry,
                     std::vector<FileEntry>& files);

  Env& env_;
  std::string folder_;
  FilesInWork* in_work_;
  std::set<std::string> unsynced_;  // folders with new names in them
  std::set<std::string> durable_;   // folders whose own names are known to be durable
};

// `year=2025/month=01/day=31` of a day since 1970.
std::string day_partition(int64_t day);
// Where a table's rows of a day lie, and where rows of many days do.
std::string day_folder(Table table, int64_t day);
std::string unsorted_folder(Table table);

}  // namespace telltale
