// SilenceStage: the lane stage that notices devices which fall silent. It learns from the readings
// of logs whose clock is arrival when each device reports; a tick of the clock asks which of them
// have been silent for much longer than they ever are, by the same measure as a gap between
// readings (gap.h, score.h), and tells each silence once. A device is judged by its arrivals,
// whatever its readings say of their time, and all its signals at once.
//
// Nothing is learned or told before the first tick that begins listening, and a silence during
// which nobody listened is nobody's. State is in the key groups, 32 bytes a device.
#pragma once

#include <cstddef>

#include "pipeline/stage.h"

namespace telltale {

class SilenceStage : public LaneStage {
 public:
  // `place` is the stage's place in its groups' list; `false_alarms_per_month` the operator's
  // allowance for one device.
  explicit SilenceStage(size_t place, double false_alarms_per_month = 1)
      : place_(place), chances_per_row_of_month_(static_cast<float>(1 / false_alarms_per_month)) {}

  std::unique_ptr<StageState> new_state() const override;
  void apply(Batch& batch, const LaneRows& rows) const override;
  void tick(const ClockTick& tick, KeyGroup& group, std::vector<Silence>& found) const override;
  bool would_find(const KeyGroup& group, int64_t at_micros) const override;

 private:
  const size_t place_;
  const float chances_per_row_of_month_;
};

}  // namespace telltale
