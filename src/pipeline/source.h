// Source: brings records in. It serves one log at a time and knows where it stands in it. One
// thread polls; commit() may come from another.
#pragma once

#include "base/result.h"
#include "telemetry/batch.h"

namespace telltale {

class Source {
 public:
  virtual ~Source() = default;

  // Starts the batch with the next records of one log, in log order, and sets [from, to); every
  // byte between is accounted for by a record or holds none. A batch without rows says that nothing
  // came for a while; one that is a tick's stands between those before and after it. False: nothing
  // is left.
  // kUnavailable: the outside is away, the Pipeline may retry.
  virtual Result<bool> poll(Batch& batch) = 0;

  // Everything of the log before `to` is committed, so the outside may forget it.
  virtual void commit(LogId log, Offset to) = 0;
};

}  // namespace telltale
