// The basic tier of SeriesJudge: pooled evidence of three channels, and gaps.
#include <algorithm>
#include <cmath>

#include "detect/explain.h"
#include "detect/series_judge.h"

namespace telltale {

using namespace detect;  // NOLINT: this file is the front of that namespace

namespace {

// Each of the three channels is a family of its own.
Pooled pool_basic(const ChannelEvidence& evidence) {
  Pooled pooled;
  pooled.family[kLevel] = evidence[kLevel1] / kBasicFamilies;
  pooled.family[kChange] = evidence[kChange64] / kBasicFamilies;
  pooled.family[kVolatility] = evidence[kSwing16] / kBasicFamilies;
  pooled.evidence = pooled.family[kLevel] + pooled.family[kChange] + pooled.family[kVolatility];
  return pooled;
}

Naming naming_of(const SeriesJudge::Subject& subject) {
  return {subject.signal.name, subject.signal.unit, subject.signal.resolution, subject.device};
}

// The tails' entries in the form the explanation reads; channels without tails stay open.
Judged judged_of(const BasicSeries& series, const Observation& seen, const ChannelValues& channels,
                 const ChannelEvidence& evidence, const Pooled& pooled) {
  Judged judged{
      seen.event_time_micros, seen.value, series.anchor, channels, evidence, pooled.family, {}, {}};
  judged.high_entry.fill(kNoCode);
  judged.low_entry.fill(kNoCode);
  for (int i = 0; i < kBasicTailCount; ++i) {
    auto& entries = kBasicSides[i].is_low ? judged.low_entry : judged.high_entry;
    entries[kBasicSides[i].channel] = series.tail[i].back();
  }
  return judged;
}

float judge_silence(const BasicSeries& series, int64_t now_micros, const RationingRule& rule) {
  const float silence = static_cast<float>(seconds_between(series.last_time, now_micros));
  if (series.known_rows == 0 || silence <= 0) return 0;
  const float decades = gap_decades(series.cadence(), silence, series.known_rows);
  const bool may_alarm = rule.may_alarm && series.quiet_rows == 0 && decades > 0;
  return may_alarm ? score_of(decades, rule.chances) : 0;
}

Anomaly explain_silence(const BasicSeries& series, int64_t now_micros, float score,
                        const Naming& naming) {
  const GapFacts facts{series.last_time, now_micros, static_cast<double>(series.typical_seconds),
                       static_cast<double>(series.cadence().longest_seconds)};
  return explain_gap(facts, static_cast<double>(score), naming);
}

float decades_of(const BasicSeries& series, float evidence) {
  if (evidence <= 0) return 0;
  const float weighed = shrunk(evidence, series.known_rows);
  return pooled_decades(weighed, static_cast<float>(series.moves), kBasicPooling);
}

void learn_time(BasicSeries& series, int64_t now_micros) {
  const float seconds = static_cast<float>(seconds_between(series.last_time, now_micros));
  if (series.known_rows > 0 && seconds > 0) {
    Cadence cadence = series.cadence();
    learn_step(cadence, seconds, newest_weight(series.known_rows));
    series.set_cadence(cadence);
  }
  if (series.known_rows == 0 || seconds > 0) series.last_time = now_micros;
}

}  // namespace

float SeriesJudge::judge_basic(JudgeState& state, uint32_t slot, const Observation& seen,
                               const Subject& subject, std::vector<Anomaly>& found) const {
  BasicSeries& series = state.basic(slot);
  if (series.known_rows == 0) series.anchor = seen.value;
  const float x = static_cast<float>(std::clamp(seen.value - series.anchor, -1e18, 1e18));
  const ChannelValues channels = observe(series, x);
  const float step =
      std::max(decode(series.smallest_step), static_cast<float>(subject.signal.resolution));
  const ChannelEvidence evidence = weigh(series, channels, step);
  const Pooled pooled = pool_basic(evidence);

  const RationingRule rule =
      rule_for(series.typical_seconds, static_cast<uint32_t>(series.known_rows));
  const float silence = judge_silence(series, seen.event_time_micros, rule);
  if (silence >= kAlarmLine) {
    found.push_back(explain_silence(series, seen.event_time_micros, silence, naming_of(subject)));
  }
  const float decades = decades_of(series, pooled.evidence);
  Rationing rationing = series.rationing();
  const RationedScore rationed = ration(rationing, decades, rule);
  series.set_rationing(rationing);
  if (rationed.is_alarm) {
    found.push_back(explain_unusual(judged_of(series, seen, channels, evidence, pooled),
                                    static_cast<double>(rationed.score), naming_of(subject)));
  }
  learn_time(series, seen.event_time_micros);
  learn_extremes(series, channels);
  return std::max(rationed.score, silence);
}

}  // namespace telltale
