// LakeMeter: counts what goes through a lake's lanes, and how long it takes until a commit holds
// it; hands each batch on to whoever follows live. A lane's thread sees batches, the thread that
// commits counts them off.
#pragma once

#include <atomic>
#include <deque>
#include <mutex>

#include "base/clock.h"
#include "base/events.h"
#include "pipeline/batch_tap.h"

namespace telltale {

class LakeMeter : public BatchTap {
 public:
  // `next` may be null.
  LakeMeter(const Clock& clock, Emitter events, BatchTap* next)
      : clock_(clock), events_(events), next_(next) {}

  void see(const Batch& batch) override;
  // All batches up to there are in a commit.
  void count_committed(Offset to);
  // What is on its way will come again.
  void forget();
  // Whether what goes through is to be passed over: it is of a journal that nobody follows.
  void pass_over(bool passes) { passes_over_.store(passes, std::memory_order_relaxed); }

 private:
  struct Arrival {
    Offset to = 0;
    uint64_t records = 0;
    int64_t received = 0;  // the first of them
    int64_t measured = 0;  // the newest of them
  };
  void note(const Batch& batch);

  const Clock& clock_;
  const Emitter events_;
  BatchTap* const next_;
  std::atomic<bool> passes_over_{false};
  std::mutex mutex_;
  std::deque<Arrival> under_way_;
};

}  // namespace telltale
