// TableWriter: writes rows that are rewritten into files of one form in one folder: row groups that
// are small enough to be read alone, files that are large enough to be few. Each file's entry says
// the bounds of its rows; a sorted file also says which devices each row group holds. Memory is
// bounded by a file. One owner thread.
#pragma once

#include <string>
#include <vector>

#include "store/file_bounds.h"
#include "store/lake_files.h"
#include "store/parquet_file.h"
#include "store/row_gatherer.h"

namespace telltale {

struct TableForm {
  FileEntry like;          // what all its files say alike: table, disposition, schema, level
  std::string folder;      // below the lake's folder
  bool is_sorted = false;  // by device and event time
  size_t group_rows = 32'768;
  size_t group_bytes = 64UL << 20;  // of rows in memory
  size_t file_bytes = 128UL << 20;
  Compression compression = {.level = 3};
};

class TableWriter {
 public:
  // The columns are those of `like`. All must outlive the writer.
  TableWriter(LakeFiles& files, TableForm form, const TableColumns& like);

  // Takes at most as many rows at a time as a row group has.
  Status append(RowGatherer::Sources sources, std::span<const RowRef> rows);
  Status append(const TableColumns& table);
  const TableForm& form() const { return form_; }
  uint64_t rows() const { return rows_; }

  // What was written; the writer is done.
  Result<std::vector<FileEntry>> finish();

 private:
  Status end_group();
  Status end_file();
  bool is_group_full() const;

  LakeFiles& files_;
  const TableForm form_;
  const TableColumns like_;
  RowGatherer group_;
  std::optional<ParquetBuilder> file_;
  FileBounds bounds_;
  std::string device_hashes_;  // of the row groups so far
  uint64_t file_rows_ = 0;
  uint64_t rows_ = 0;
  std::vector<FileEntry> written_;
};

// The least and most hash of a device in a row group of a sorted file. False: it does not say.
bool device_hashes_of(const ParquetReader& reader, size_t row_group, RangeOf<uint64_t>& hashes);

}  // namespace telltale
