// OfflineJudge: judges the records of one log in the order they come, by the stages an ingest
// uses, but without a lake: every reading counts, late and repeated ones too. One owner.
#pragma once

#include <memory>
#include <string>

#include "base/rows.h"
#include "detect/judge_stage.h"
#include "pipeline/lane.h"
#include "pipeline/source.h"
#include "refine/decode_stage.h"
#include "refine/rules.h"
#include "refine/step_time.h"

namespace telltale {

// Takes every reading that was not refused for fresh, so that it is judged and learned.
class TakeAllFresh : public LaneStage {
 public:
  std::unique_ptr<StageState> new_state() const override;
  void apply(Batch& batch, const LaneRows& rows) const override;
};

struct OfflineCounts {
  uint64_t rows = 0;
  uint64_t rejected = 0;
  uint64_t anomalous = 0;
};

class OfflineJudge {
 public:
  explicit OfflineJudge(const JudgeOptions& options);
  OfflineJudge(const OfflineJudge&) = delete;
  OfflineJudge& operator=(const OfflineJudge&) = delete;

  // Judges all that the source has and writes one row a record, in order:
  // row · event_time · device · score · is_anomaly · reason. A refused record has no score; its
  // reason says why it was refused.
  Result<OfflineCounts> run(Source& source, RowSink& out);

  const FieldCensus& unknown_fields() const { return decode_.unknown_fields(); }

 private:
  void judge(Batch& batch);
  Status write(const Batch& batch, RowSink& out);

  DecodeStage decode_;
  ApplyRules rules_;
  StepTime step_time_;
  TakeAllFresh take_all_fresh_;
  JudgeStage judge_;
  KeyGroups groups_;
  Lane lane_;
  OfflineCounts counts_;
};

}  // namespace telltale
