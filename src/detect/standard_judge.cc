// The standard tier of SeriesJudge.
#include <algorithm>
#include <cmath>

#include "detect/explain.h"
#include "detect/series_judge.h"
#include "detect/standard_view.h"
#include "detect/stuck.h"

namespace telltale {

using namespace detect;  // NOLINT: this file is the front of that namespace

namespace {

Naming naming_of(const SeriesJudge::Subject& subject) {
  return {subject.signal.name, subject.signal.unit, subject.signal.resolution, subject.device};
}

// What a value would be an anomaly by, each in decades.
struct Decades {
  float pooled = 0;
  float range = 0;
  float stuck = 0;

  float most() const { return std::max({pooled, range, stuck}); }
};

Judged judged_of(const StandardSeries& series, const StandardView& view) {
  return {
      view.seen.event_time_micros, view.seen.value,   series.anchor,   view.channels, view.evidence,
      view.pooled.family,          series.high_entry, series.low_entry};
}

Stillness stillness_of(const StandardSeries& series) {
  return {series.run, series.longest_run, series.moves, static_cast<float>(series.rows)};
}

Anomaly explain_value(const StandardSeries& series, const StandardView& view,
                      const Decades& decades, const SeriesJudge::Subject& subject, float score) {
  const Naming naming = naming_of(subject);
  const Judged judged = judged_of(series, view);
  if (decades.stuck == decades.most()) {
    return explain_stuck({view.seen.value, usual_interval(judged), series.run_start,
                          view.seen.event_time_micros, series.run, series.longest_run},
                         static_cast<double>(score), naming);
  }
  if (decades.range == decades.most()) {
    const Interval range{series.anchor + static_cast<double>(series.range.low),
                         series.anchor + static_cast<double>(series.range.high)};
    return explain_range({view.seen.event_time_micros, view.seen.value, range},
                         static_cast<double>(score), naming);
  }
  return explain_unusual(judged, static_cast<double>(score), naming);
}

// Whether a silence before this reading is an anomaly of its own; it starts no refractory period,
// so that what the series says after it is still judged.
float judge_silence(const StandardSeries& series, const Observation& seen,
                    const RationingRule& rule) {
  const float silence =
      static_cast<float>(seconds_between(series.last_time, seen.event_time_micros));
  if (series.rows == 0 || silence <= 0) return 0;
  const float decades = gap_decades(series.cadence, silence, series.known_rows);
  const bool may_alarm = rule.may_alarm && series.rationing.quiet_rows == 0;
  const float score = decades > 0 ? score_of(decades, rule.chances) : 0;
  return may_alarm ? score : 0;
}

Anomaly explain_silence(const StandardSeries& series, const Observation& seen,
                        const SeriesJudge::Subject& subject, float score) {
  const GapFacts facts{series.last_time, seen.event_time_micros,
                       static_cast<double>(series.cadence.typical_seconds),
                       static_cast<double>(series.cadence.longest_seconds)};
  return explain_gap(facts, static_cast<double>(score), naming_of(subject));
}

void learn_time(StandardSeries& series, const Observation& seen) {
  const float seconds =
      static_cast<float>(seconds_between(series.last_time, seen.event_time_micros));
  if (series.rows > 0 && seconds > 0)
    learn_step(series.cadence, seconds, newest_weight(static_cast<float>(series.rows)));
  if (series.rows == 0 || seconds > 0) series.last_time = seen.event_time_micros;
}

Decades decades_of(const StandardSeries& series, const StandardView& view) {
  Decades decades;
  decades.range = range_decades(series.range, view.x, {static_cast<float>(series.rows), view.step});
  decades.stuck = series.stuck_told != 0 ? 0 : stuck_decades(stillness_of(series));
  if (!view.extremes.any()) return decades;
  const float evidence = shrunk(view.pooled.evidence, static_cast<float>(series.rows));
  decades.pooled = pooled_decades(evidence, static_cast<float>(series.moves), kStandardPooling);
  return decades;
}

}  // namespace

float SeriesJudge::judge_standard(JudgeState& state, uint32_t slot, StandardView& view,
                                  const Subject& subject, std::vector<Anomaly>& found) const {
  StandardSeries& series = state.standard(slot);
  const Observation& seen = view.seen;
  weigh_value(state, series, view);
  const RationingRule rule = rule_for(series.cadence.typical_seconds, series.rows);
  const float silence = judge_silence(series, seen, rule);
  if (silence >= kAlarmLine) found.push_back(explain_silence(series, seen, subject, silence));
  const Decades decades = decades_of(series, view);
  const RationedScore rationed = ration(series.rationing, decades.most(), rule);
  if (rationed.is_alarm) {
    found.push_back(explain_value(series, view, decades, subject, rationed.score));
    if (decades.stuck == decades.most()) series.stuck_told = 1;
  }
  learn_time(series, seen);
  learn_value(state, series, view);
  return std::max(rationed.score, silence);
}

}  // namespace telltale
