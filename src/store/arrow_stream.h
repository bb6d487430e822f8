// ArrowStream: record batches as an Arrow IPC stream (application/vnd.apache.arrow.stream), from
// the C structs of Arrow's data interface. Bytes are given on as they are made. One owner thread.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "base/result.h"

struct ArrowSchema;
struct ArrowArray;

namespace telltale {

class ArrowStream {
 public:
  using Write = std::function<Status(std::string_view bytes)>;
  using FillSchema = std::function<Status(ArrowSchema* schema)>;
  using FillBatch = std::function<Status(ArrowArray* batch)>;

  // kInternal: the library cannot write the schema.
  static Result<std::unique_ptr<ArrowStream>> begin(const FillSchema& fill, Write write);
  virtual ~ArrowStream() = default;

  virtual Status add(const FillBatch& fill) = 0;
  virtual Status end() = 0;
};

}  // namespace telltale
