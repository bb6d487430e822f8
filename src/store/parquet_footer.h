// The footer of a Parquet file: what columns it has and where their pages are
// (parquet-format/src/main/thrift/parquet.thrift). Pure functions of plain data.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "store/table_columns.h"

namespace telltale {

// Numbers of parquet.thrift.
enum class Physical : int32_t {
  kBoolean = 0,
  kInt32 = 1,
  kInt64 = 2,
  kFloat = 4,
  kDouble = 5,
  kByteArray = 6,
};
enum class Encoding : int32_t {
  kPlain = 0,
  kRle = 3,
  kDelta = 5,
  kDeltaLength = 6,
  kRleDictionary = 8,
};
enum class Codec : int32_t { kUncompressed = 0, kZstd = 6 };

// A column as the schema names it.
struct ColumnForm {
  enum class Kind : uint8_t { kPlain, kText, kTime, kContributions };
  std::string name;
  Physical physical;  // of the only leaf, where it is not nested
  Kind kind;
};
ColumnForm form_of(const TableColumn& column);

// Least and most as Parquet writes them; empty when there is none.
struct Bounds {
  std::string least;
  std::string most;
};

// What the footer says of a written column chunk.
struct ChunkMetadata {
  Physical type;
  std::vector<std::string> path;
  Encoding encoding;
  bool has_dictionary;
  size_t values;
  size_t nulls;
  Bounds bounds;
  size_t offset;  // of its first page
  size_t data_offset = 0;
  Codec codec = Codec::kZstd;
  size_t uncompressed_bytes = 0;
  size_t compressed_bytes = 0;
};

struct RowGroupMetadata {
  std::vector<ChunkMetadata> chunks;
  size_t rows;
};

// What a file says of itself beside its schema: texts by name.
using FileMetadata = std::vector<std::pair<std::string, std::string>>;

std::string parquet_footer(std::span<const ColumnForm> columns,
                           std::span<const RowGroupMetadata> groups, const FileMetadata& metadata);

}  // namespace telltale
