// LakeFiles: writes the files of a commit: each under a new random name, durable with its folders
// before sync() returns. Until a commit names them they do not exist. One owner thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "pipeline/commit.h"
#include "store/cut.h"
#include "store/parquet_file.h"

namespace telltale {

class LakeFiles {
 public:
  LakeFiles(Env& env, std::string lake_folder) : env_(env), folder_(std::move(lake_folder)) {}

  // Writes every table of a settled cut.
  // The raw records are taken out of it.
  Result<std::vector<FileEntry>> write(Cut& cut);
  // Creates a file of the lake with a random name below `folder` (itself below the lake's) and that
  // ending; returns its path below the lake's folder.
  Result<std::string> write_file(const std::string& folder, std::string_view ending,
                                 std::string_view bytes);
  // Makes the names of all files written since the last sync durable.
  Status sync();

 private:
  Status write_raw(std::map<int64_t, RawFile> raw, std::vector<FileEntry>& files);
  Status write_readings(const Cut::Readings& readings, Disposition disposition,
                        std::vector<FileEntry>& files);
  Status write_ledger(const LedgerTable& table, int64_t ingest_day, std::vector<FileEntry>& files);
  Status write_anomalies(const std::vector<AnomalyRow>& anomalies, std::vector<FileEntry>& files);
  Status write_table(const TableColumns& columns, const std::string& folder, FileEntry entry,
                     std::vector<FileEntry>& files);
  // Writes an encoded table; the entry lacks only what the bytes say.
  Status write_encoded(std::string_view bytes, const std::string& folder, FileEntry entry,
                       std::vector<FileEntry>& files);

  Env& env_;
  std::string folder_;
  std::set<std::string> unsynced_;  // folders with new names in them
  std::set<std::string> durable_;   // folders whose own names are known to be durable
};

// `year=2025/month=01/day=31` of a day since 1970.
std::string day_partition(int64_t day);

}  // namespace telltale
