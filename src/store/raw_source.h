// RawSource: the records of one commit, read back from raw in the order they were taken: what
// replay, recovery and verification feed through the same stages again.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/env.h"
#include "journal/catalog.h"
#include "pipeline/commit.h"
#include "pipeline/source.h"
#include "store/parquet_file.h"

namespace telltale {

class RawSource : public Source {
 public:
  // `raw_files` are the raw files the commit added; the turns are the commit's, in order.
  static Result<std::unique_ptr<RawSource>> open(Env& env, const std::string& lake_folder,
                                                 const Catalog& catalog, const CommitPart& part);

  // kCorrupt: the files do not hold the records the turns promise.
  Result<bool> poll(Batch& batch) override;
  void commit(LogId, Offset) override {}

 private:
  // One raw file, read row group by row group.
  struct File {
    std::unique_ptr<ParquetReader> reader;
    size_t next_group = 0;
    TableColumns columns;
    size_t next_row = 0;

    bool at_end() const { return next_row == columns.rows && next_group == reader->row_groups(); }
    Status load();
    Position position() const;
  };

  RawSource(const Catalog& catalog, const CommitPart& part) : catalog_(catalog), part_(part) {}
  Result<File*> file_with_next();
  Status add_row(Batch& batch, File& file);
  static void add_sender(Batch& batch, size_t row, const TableColumns& columns, size_t from);
  bool fits(const Batch& batch, const File& file) const;

  const Catalog& catalog_;
  const CommitPart& part_;
  std::vector<File> files_;
  size_t turn_ = 0;
};

}  // namespace telltale
