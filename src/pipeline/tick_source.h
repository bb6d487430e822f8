// TickSource: one tick, as a source: what runs the pipeline once when the clock has something to
// say.
#pragma once

#include "pipeline/source.h"

namespace telltale {

class TickSource : public Source {
 public:
  explicit TickSource(const ClockTick& tick) : tick_(tick) {}

  Result<bool> poll(Batch& batch) override {
    if (is_given_) return false;
    batch.start(tick_);
    is_given_ = true;
    return true;
  }
  void commit(LogId, Offset) override {}

 private:
  const ClockTick tick_;
  bool is_given_ = false;
};

}  // namespace telltale
