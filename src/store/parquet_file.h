// Parquet files of the lake: encoding columns into one, and reading columns back. Pages carry
// checksums, which reading verifies: bytes that changed on disk are kCorrupt, never values.
// Writing is ours, for speed on what our columns look like; reading is Arrow's, so that each file
// is understood by code that did not write it. Libraries appear in the .cc files only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/env.h"
#include "store/footer_cache.h"
#include "store/table_columns.h"

namespace telltale {

// How zstd compresses pages. What is 0 is as the level says.
struct Compression {
  int level = 1;
  int window_log = 0;  // how far back repeats are looked for
  int hash_log = 0;    // how many places are remembered
  int match_min = 0;   // bytes of a repeat worth remembering
};

struct EncodeOptions {
  size_t row_group_rows = 65'536;
  Compression compression = {};
};

// The bytes of a Parquet file with these columns.
Result<std::string> encode_parquet(const TableColumns& table, const EncodeOptions& options);

// The bytes of a file in the making, one row group after another. One owner thread.
class ParquetBuilder {
 public:
  // The columns are those of `like`; its rows do not matter.
  ParquetBuilder(const TableColumns& like, const Compression& compression);
  ParquetBuilder(ParquetBuilder&&) noexcept;
  ~ParquetBuilder();

  // May write into the spare bytes of columns of bytes.
  Status add_row_group(TableColumns& table);
  // Says something of the file beside its columns.
  void add_metadata(std::string name, std::string text);
  size_t bytes() const;  // so far
  // The whole file; the builder is done.
  std::string finish();

 private:
  friend Result<std::string> encode_parquet(const TableColumns& table,
                                            const EncodeOptions& options);
  class Writer;
  std::unique_ptr<Writer> writer_;
};

// One file, open to read. One owner thread.
class ParquetReader {
 public:
  // With `footers`, the footer is read once only.
  static Result<std::unique_ptr<ParquetReader>> open(Env& env, const std::string& path,
                                                     FooterCache* footers = nullptr);
  virtual ~ParquetReader() = default;

  virtual size_t rows() const = 0;
  virtual size_t row_groups() const = 0;
  virtual size_t rows_in(size_t row_group) const = 0;
  virtual std::vector<std::string> column_names() const = 0;
  virtual bool has_column(const std::string& name) const = 0;
  // What the file says of itself under that name; empty: nothing.
  virtual std::string metadata(const std::string& name) const = 0;
  // Least and most of a whole-number or time column in a row group; false: the file does not say.
  virtual bool bounds(size_t row_group, const std::string& column, int64_t& least,
                      int64_t& most) const = 0;
  // Reads columns of a row group, those the file has, in the order asked.
  virtual Result<TableColumns> read(size_t row_group, const std::vector<std::string>& columns) = 0;
  // One value of a column of bytes, which has no nulls, without a copy of the others. The file has
  // the column.
  virtual Result<std::string> read_bytes(size_t row_group, const std::string& column,
                                         size_t row) = 0;
};

// The version of the library that reads.
std::string parquet_library_version();

}  // namespace telltale
