// JudgeStage: the lane stage that judges fresh readings. Each present signal is scored against its
// series' past and learned; the row's score is the largest of its signals; anomalies go to the
// batch. Late readings are neither scored nor learned. State is in the key groups.
#pragma once

#include <cstddef>

#include "detect/series_judge.h"
#include "pipeline/stage.h"

namespace telltale {

struct JudgeStageOptions {
  JudgeTier tier_max =
      JudgeTier::kStandard;  // no signal gets more than this, whatever its schema says
  // Its `signals_per_device` is replaced by what each schema has judged.
  JudgeOptions judge;
};

class JudgeStage : public LaneStage {
 public:
  // `place` is the stage's place in its groups' list.
  JudgeStage(size_t place, const JudgeStageOptions& options) : place_(place), options_(options) {}
  std::unique_ptr<StageState> new_state() const override;
  void apply(Batch& batch, const LaneRows& rows) const override;
  // Lanes must stand still.
  void set_tier_max(JudgeTier tier) { options_.tier_max = tier; }

 private:
  const size_t place_;
  JudgeStageOptions options_;
};

}  // namespace telltale
