// BatchStream: record batches as an Arrow IPC stream (application/vnd.apache.arrow.stream) or a
// Parquet file (application/vnd.apache.parquet), from the C structs of Arrow's data interface.
// Bytes are given on as they are made; of Parquet a group of rows at a time. One owner thread.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "base/result.h"

struct ArrowSchema;
struct ArrowArray;

namespace telltale {

enum class BatchForm : uint8_t { kArrow, kParquet };

class BatchStream {
 public:
  using Write = std::function<Status(std::string_view bytes)>;
  using FillSchema = std::function<Status(ArrowSchema* schema)>;
  using FillBatch = std::function<Status(ArrowArray* batch)>;

  // kInvalid: the form has not the type of a column.
  static Result<std::unique_ptr<BatchStream>> begin(BatchForm form, const FillSchema& fill,
                                                    Write write);
  virtual ~BatchStream() = default;

  virtual Status add(const FillBatch& fill) = 0;
  virtual Status end() = 0;
};

}  // namespace telltale
