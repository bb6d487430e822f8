// Merging: the rows of several files of one form go into a writer, each with its commit written
// out: one file after another, or in the order of devices and event times. Files that are not
// sorted are held in memory whole, of sorted ones a row group each. One owner thread.
#pragma once

#include <atomic>
#include <functional>

#include "store/file_rows.h"
#include "store/table_writer.h"

namespace telltale {

// Files of one form, open to be merged.
class MergeInputs {
 public:
  // kCorrupt: a file's bytes are not those its commit says, or two have columns of two types.
  static Result<MergeInputs> open(Env& env, const std::string& lake_folder,
                                  const std::vector<LiveFile>& files);

  // The columns of all, without rows.
  const TableColumns& like() const { return like_; }
  uint64_t rows() const;
  // Each moved to its first row group; files without rows are left out.
  std::vector<std::unique_ptr<FileRows>>& files() { return files_; }

 private:
  std::vector<std::unique_ptr<FileRows>> files_;
  TableColumns like_;
};

// Which rows of a row group go on; empty: all.
using ChooseRows = std::function<std::vector<uint32_t>(const TableColumns& columns)>;

// Makes fewer rows of sorted ones, which come in some at a time; without rows: gives what is left.
using FoldRows = std::function<Result<TableColumns>(const TableColumns* rows)>;

struct MergeOptions {
  bool is_sorted = false;  // by device and event time, in and out
  ChooseRows choose;
  FoldRows fold;                            // of sorted rows
  const std::atomic<bool>* stop = nullptr;  // true: ends with kCancelled
};

// Moves all rows into the writer.
Status merge_files(MergeInputs& inputs, const MergeOptions& options, TableWriter& writer);

}  // namespace telltale
