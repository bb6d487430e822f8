// SeriesReplay: gives the values of one series to a judge of its own, in order, and says of each in
// which interval it was expected. So it is known of every reading what is kept of anomalies only.
// One owner; pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "detect/explain.h"
#include "detect/series_judge.h"

namespace telltale {

class SeriesReplay {
 public:
  struct Options {
    JudgeTier tier = JudgeTier::kStandard;  // not kOff
    double resolution = 0;                  // the sensor's; 0: not known
    int signals_per_device = 1;             // that are judged
  };
  explicit SeriesReplay(const Options& options);

  // The interval in which the judge expects the value: of one that is unusual, what its anomaly
  // tells. Then it learns the value. Nothing while the judge has seen too little for an alarm, and
  // of a value that is not finite.
  std::optional<detect::Interval> next(const Observation& seen);

 private:
  std::optional<detect::Interval> expected(const SeriesJudge::Look& look);
  detect::Interval expected_basic(double value);
  detect::Interval expected_standard(const SeriesJudge::Look& look);
  bool is_learning();

  const SeriesJudge judge_;
  const SeriesJudge::Subject subject_;
  JudgeState state_;
  const SeriesId id_;
  std::vector<Anomaly> found_;
};

}  // namespace telltale
