// Freshness: the lane stage that tells fresh readings from suspects. A reading is fresh when its
// (event time, sequence number) is newer than the newest of every series it carries; attributes
// count as one series, which a reading that carries nothing is taken to carry too. Fresh readings
// cannot repeat anything kept, so they are stored at once; suspects are settled at the cut.
#pragma once

#include "pipeline/stage.h"

namespace telltale {

class Freshness : public LaneStage {
 public:
  explicit Freshness(size_t place) : place_(place) {}
  std::unique_ptr<StageState> new_state() const override;
  void apply(Batch& batch, const LaneRows& rows) const override;

 private:
  const size_t place_;  // of this stage in its group's list
};

}  // namespace telltale
