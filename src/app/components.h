// Everything that is plugged together, in one place: the stages a record passes, in order. Live,
// replayed and verified records take this same path.
#pragma once

#include <memory>
#include <vector>

#include "app/options.h"
#include "detect/judge_stage.h"
#include "detect/silence_stage.h"
#include "pipeline/pipeline.h"
#include "refine/decode_stage.h"
#include "refine/freshness.h"
#include "refine/rules.h"
#include "refine/step_time.h"
#include "store/restore.h"

namespace telltale {

// The stages and the state behind them. One per lake in a process.
class RecordPath {
 public:
  explicit RecordPath(JsonReading reading = JsonReading::kByShape);
  RecordPath(const RecordPath&) = delete;
  RecordPath& operator=(const RecordPath&) = delete;

  KeyGroups& groups() { return *groups_; }
  std::vector<Stage*> stages() { return {&decode_, &rules_}; }
  // Lanes must stand still.
  void begin_epoch(const Catalog::Epoch& epoch);
  // How stored records go through this path again.
  Replay replay(const Options& options);
  const FieldCensus& unknown_fields() const { return decode_.unknown_fields(); }
  // Called after a replay, whose records were counted when they came.
  void forget_unknown_fields() { decode_.forget_unknown_fields(); }

 private:
  DecodeStage decode_;
  ApplyRules rules_;
  StepTime step_time_;
  Freshness freshness_;
  JudgeStage judge_;
  SilenceStage silence_;
  std::unique_ptr<KeyGroups> groups_;
};

PipelineOptions pipeline_options(const Options& options);

}  // namespace telltale
