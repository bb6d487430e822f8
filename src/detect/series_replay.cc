#include "detect/series_replay.h"

#include <algorithm>
#include <cmath>

namespace telltale {

using detect::Interval;

namespace {

SeriesJudge judge_for(int signals_per_device) {
  JudgeOptions options;
  options.signals_per_device = signals_per_device;
  return SeriesJudge(options);
}

}  // namespace

SeriesReplay::SeriesReplay(const Options& options)
    : judge_(judge_for(options.signals_per_device)),
      subject_{{{}, {}, options.resolution}, {}},
      id_(state_.add(options.tier)) {}

std::optional<Interval> SeriesReplay::next(const Observation& seen) {
  if (!std::isfinite(seen.value)) return std::nullopt;
  SeriesJudge::Look look =
      judge_.look(state_, id_, {seen, detect::day_place(seen.event_time_micros)}, subject_);
  const std::optional<Interval> interval = expected(look);
  found_.clear();
  judge_.judge(state_, id_, look, subject_, found_);
  for (const Anomaly& anomaly : found_) {
    if (anomaly.kind == AnomalyKind::kUnusual)
      return Interval{anomaly.expected_low, anomaly.expected_high};
  }
  return interval;
}

std::optional<Interval> SeriesReplay::expected(const SeriesJudge::Look& look) {
  if (is_learning()) return std::nullopt;
  if (id_.tier == JudgeTier::kBasic) return expected_basic(look.seen.value);
  return expected_standard(look);
}

bool SeriesReplay::is_learning() {
  const float rows = id_.tier == JudgeTier::kBasic
                         ? state_.basic(id_.slot).known_rows
                         : static_cast<float>(state_.standard(id_.slot).rows);
  return rows < static_cast<float>(detect::kRowsBeforeAlarms);
}

// Of the basic tier's channels, one is of a single value: the level.
Interval SeriesReplay::expected_basic(double value) {
  const detect::BasicSeries& series = state_.basic(id_.slot);
  const detect::ChannelEvidence none{};
  const std::array<float, detect::kFamilyCount> no_family{};
  detect::ChannelValues channels;
  channels.value[detect::kLevel1] = static_cast<float>(value - series.anchor);
  detect::Judged judged{0, value, series.anchor, channels, none, no_family, {}, {}};
  judged.high_entry.fill(detect::kNoCode);
  judged.low_entry.fill(detect::kNoCode);
  judged.high_entry[detect::kLevel1] = series.tail[0].back();
  judged.low_entry[detect::kLevel1] = series.tail[1].back();
  return detect::usual_interval(judged);
}

Interval SeriesReplay::expected_standard(const SeriesJudge::Look& look) {
  const detect::StandardSeries& series = state_.standard(id_.slot);
  return detect::expected_interval({look.seen.event_time_micros, look.seen.value, series.anchor,
                                    look.channels, look.evidence, look.pooled.family,
                                    series.high_entry, series.low_entry});
}

}  // namespace telltale
