// Clock: the only way to learn the time. Stages never see one: time reaches them as a value of a
// record. Any thread may ask.
#pragma once

#include "base/instant.h"

namespace telltale {

class Clock {
 public:
  virtual ~Clock() = default;
  // The time of day, which people and machines put forward and back.
  virtual Instant now() const = 0;
  // Time that only goes on, since some moment of no meaning: for how long things take.
  virtual Duration running() const = 0;
};

// The machine's clock.
const Clock& system_clock();

// A clock that stands where a test put it.
class ManualClock : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  Instant now() const override { return now_; }
  Duration running() const override { return running_; }
  void advance(Duration step) {
    now_ += step;
    running_ += step;
  }
  // Puts the time of day somewhere else.
  void set(Instant now) { now_ = now; }

 private:
  Instant now_;
  Duration running_{0};
};

}  // namespace telltale
