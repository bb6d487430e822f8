// RecentRate: how fast a counter grew lately: a mean over about the last five seconds, so that what
// comes in batches gives a steady number, and nothing that comes gives 0. Of who asks more seldom,
// over the time since he asked. Bounded; one owner thread.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "base/clock.h"

namespace telltale::serve {

class RecentRate {
 public:
  // Takes what the counter is, and gives its growth a second; nothing: it was not looked at lately.
  std::optional<double> look(Duration now, uint64_t count);

 private:
  struct Sample {
    Duration at;
    uint64_t count;
  };
  std::deque<Sample> samples_;  // the first is as old as the mean goes back
};

}  // namespace telltale::serve
