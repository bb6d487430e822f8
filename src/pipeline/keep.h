// Keep: where batches end. It is given every batch once, in the order they were taken from their
// logs, after all lanes are done with it, and decides when to cut. One thread calls it.
#pragma once

#include "base/result.h"
#include "telemetry/batch.h"

namespace telltale {

class Keep {
 public:
  virtual ~Keep() = default;

  // Takes the rows of a batch; may cut and commit what it has so far.
  virtual Status take(Batch& batch) = 0;

  // All lanes stand still and every batch was taken: the state of the key groups is the state after
  // the last batch. Cuts, and may write a snapshot. `is_last`: no batch follows in this run.
  virtual Status barrier(bool is_last) = 0;
};

}  // namespace telltale
