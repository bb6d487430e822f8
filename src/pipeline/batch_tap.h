// BatchTap: sees every batch once all lanes are done with it, before it is kept, and in log order:
// for what must not wait for a commit. Called by whichever lane ends last, one call at a time; the
// batch goes on when it returns, so it copies what it needs and waits for nobody.
#pragma once

#include "telemetry/batch.h"

namespace telltale {

class BatchTap {
 public:
  virtual ~BatchTap() = default;
  virtual void see(const Batch& batch) = 0;
};

}  // namespace telltale
