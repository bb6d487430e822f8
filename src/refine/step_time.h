// StepTime: the lane stage that gives event times to records of devices without a clock: start +
// step × the number of the record among its device's records in its log. A record that names its
// device and is refused for its values still counts: its moment passed all the same.
#pragma once

#include "pipeline/stage.h"

namespace telltale {

class StepTime : public LaneStage {
 public:
  explicit StepTime(size_t place) : place_(place) {}
  std::unique_ptr<StageState> new_state() const override;
  void apply(Batch& batch, const LaneRows& rows) const override;

 private:
  const size_t place_;  // of this stage in its group's list
};

}  // namespace telltale
