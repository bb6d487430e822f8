// RawFile: a raw file in the making. Records are encoded and compressed in row groups as they come,
// while their bytes are still near the processor; only compressed ones wait for the cut. One owner
// thread.
#pragma once

#include "store/file_bounds.h"
#include "store/parquet_file.h"
#include "store/raw_table.h"

namespace telltale {

class RawFile {
 public:
  RawFile();

  void append(const Batch& batch);
  size_t rows() const { return rows_; }
  const FileBounds& bounds() const { return bounds_; }
  // The whole file; this is done.
  Result<std::string> finish();

 private:
  bool is_group_full() const;
  void encode_group();

  RawTable group_;  // not yet encoded
  ParquetBuilder builder_;
  FileBounds bounds_;
  size_t rows_ = 0;
  Status error_;
};

}  // namespace telltale
