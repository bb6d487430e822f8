// SeriesJudge: scores each value of a series against that series' past, then learns it, and says
// why when a value, a silence or a stillness is an anomaly. Streaming evidence pooling: cheap
// channels, a tail sketch for each side of each, the mean of -log10 p inside each family and across
// families, one alarm line derived from the false alarms allowed (score.h). Immutable and shared by
// threads; all that changes is in JudgeState, which one thread owns at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "detect/judge_state.h"
#include "detect/score.h"
#include "detect/standard_view.h"
#include "telemetry/anomaly.h"
#include "telemetry/schema.h"

namespace telltale {

// What a sentence needs, and the floor of a tail's scale.
struct SignalInfo {
  std::string_view name;
  std::string_view unit;
  double resolution = 0;  // the smallest difference the sensor can tell; 0: learned
};

struct JudgeOptions {
  // The operator's allowance for one device; together its signals keep to it.
  double false_alarms_per_month = 1;
  int signals_per_device = 1;
  // Rows at the start of each series that only teach, where somebody knows that number; no alarm
  // begins in them and the refractory period is a fifth of them. Else the first 50 rows only teach.
  std::optional<uint64_t> warmup_rows;
  // Rows after an alarm in which none begins, where no warm-up is told. Measured: 50 to 200 rows
  // differ by less than noise; 100 is long enough for 32 new extremes to have become the usual.
  uint16_t refractory_rows = 100;
};

class SeriesJudge {
 public:
  // A score at or above this is an anomaly.
  static constexpr float kAlarmLine = detect::kAlarmLine;

  explicit SeriesJudge(const JudgeOptions& options);

  // Walk a batch with these ahead of judge(): `prefetch` some 16 rows, `prefetch_parts` some 8 (it
  // reads what the first one fetched).
  void prefetch(const JudgeState& state, SeriesId id) const;
  void prefetch_parts(const JudgeState& state, SeriesId id, detect::DayPlace place) const;

  // Whose value it is; needed for sentences only.
  struct Subject {
    SignalInfo signal;
    std::string_view device;
  };

  // Scores the value against the series' past, then learns it; returns the score, 0 … 1. Appends
  // the anomalies that begin with it (rare; the only place that allocates, besides new blocks of
  // state). Any order of times is fine; a value that is not finite is ignored and scores 0.
  float judge(JudgeState& state, SeriesId id, const Observation& seen, const Subject& subject,
              std::vector<Anomaly>& found) const;

  // judge() in two steps, for values of other series to come between them: looking at a value asks
  // for the memory that judging it reads. A value of a series must be judged before the next one of
  // that series is looked at.
  using Look = detect::StandardView;
  Look look(JudgeState& state, SeriesId id, const detect::PlacedObservation& placed,
            const Subject& subject) const;
  float judge(JudgeState& state, SeriesId id, Look& look, const Subject& subject,
              std::vector<Anomaly>& found) const;

 private:
  detect::RationingRule rule_for(float typical_seconds, uint32_t rows) const;
  float judge_standard(JudgeState& state, uint32_t slot, Look& look, const Subject& subject,
                       std::vector<Anomaly>& found) const;
  float judge_basic(JudgeState& state, uint32_t slot, const Observation& seen,
                    const Subject& subject, std::vector<Anomaly>& found) const;

  float chances_per_row_of_month_;  // signals / allowance
  uint64_t rows_before_alarms_;
  uint16_t refractory_rows_;
};

}  // namespace telltale
