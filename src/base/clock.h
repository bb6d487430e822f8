// Clock: the only way to learn the time of day. Stages never see one: time reaches them as a value
// of a record. Any thread may call now().
#pragma once

#include "base/instant.h"

namespace telltale {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

// The machine's clock.
const Clock& system_clock();

// A clock that stands where a test put it.
class ManualClock : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  Instant now() const override { return now_; }
  void advance(Duration step) { now_ += step; }

 private:
  Instant now_;
};

}  // namespace telltale
