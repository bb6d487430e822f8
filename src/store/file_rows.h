// FileRows: the rows of one live file, row group after row group, each row saying which commit it
// is of: what the row says, else the commit that added its file. One owner thread.
#pragma once

#include <memory>
#include <string>

#include "store/lake_at.h"
#include "store/parquet_file.h"

namespace telltale {

class FileRows {
 public:
  // Of the file's columns those named; without names, all. `_commit` is among them.
  static Result<std::unique_ptr<FileRows>> open(Env& env, const std::string& lake_folder,
                                                const LiveFile& file,
                                                std::vector<std::string> columns = {});
  // The same to read a few rows of it.
  static Result<std::unique_ptr<FileRows>> look_into(const LakeAt& lake, const LiveFile& file,
                                                     std::vector<std::string> columns);

  const LiveFile& file() const { return file_; }
  ParquetReader& reader() { return *reader_; }
  // Moves to the next row group that has rows. False: there is none.
  Result<bool> next();
  // Of the row group moved to last.
  const TableColumns& columns() const { return columns_; }
  // Hands them over.
  TableColumns take_columns() { return std::move(columns_); }
  size_t row_group() const { return next_group_ - 1; }
  CommitId commit(size_t row) const { return CommitId{static_cast<uint64_t>((*commits_)[row])}; }
  // Passes over row groups without reading them.
  void skip_to(size_t row_group) { next_group_ = row_group; }

 private:
  static Result<std::unique_ptr<FileRows>> over(std::unique_ptr<ParquetReader> reader,
                                                const LiveFile& file,
                                                std::vector<std::string> columns);
  FileRows(const LiveFile& file, std::unique_ptr<ParquetReader> reader,
           std::vector<std::string> names)
      : file_(file), reader_(std::move(reader)), names_(std::move(names)) {}

  const LiveFile file_;
  std::unique_ptr<ParquetReader> reader_;
  const std::vector<std::string> names_;
  size_t next_group_ = 0;
  TableColumns columns_;
  const std::vector<int64_t>* commits_ = nullptr;
};

// Writes out which commit each row is of.
Status fill_commits(TableColumns& columns, CommitId inherited);

}  // namespace telltale
