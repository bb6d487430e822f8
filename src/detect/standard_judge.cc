// The standard tier of SeriesJudge.
#include <algorithm>
#include <bit>
#include <cmath>

#include "detect/explain.h"
#include "detect/series_judge.h"
#include "detect/stuck.h"

namespace telltale {

using namespace detect;  // NOLINT: this file is the front of that namespace

namespace {

constexpr uint32_t kRecentreRowsMin = 16;

Naming naming_of(const SeriesJudge::Subject& subject) {
  return {subject.signal.name, subject.signal.unit, subject.signal.resolution, subject.device};
}

float seconds_between(int64_t from_micros, int64_t to_micros) {
  return static_cast<float>(static_cast<double>(to_micros - from_micros) * 1e-6);
}

void count_row(uint32_t& rows) {
  rows += rows != UINT32_MAX;
}

// What a value would be an anomaly by, each in decades.
struct Decades {
  float pooled = 0;
  float range = 0;
  float stuck = 0;

  float most() const { return std::max({pooled, range, stuck}); }
};

// One value on its way through the standard tier.
struct StandardView {
  const Observation& seen;
  float x = 0;
  ChannelValues channels;
  Extremes extremes;
  ChannelEvidence evidence{};
  Pooled pooled;
};

Judged judged_of(const StandardSeries& series, const StandardView& view) {
  return {
      view.seen.event_time_micros, view.seen.value,   series.anchor,   view.channels, view.evidence,
      view.pooled.family,          series.high_entry, series.low_entry};
}

Stillness stillness_of(const StandardSeries& series) {
  return {series.run, series.longest_run, series.moves, static_cast<float>(series.rows)};
}

// Counts the row as a move or as part of a run.
void count_move(StandardSeries& series, const Observation& seen) {
  if (series.rows > 0 && seen.value == series.last_value) {
    count_row(series.run);
    return;
  }
  if (series.rows > 0) {
    const float step = std::abs(static_cast<float>(seen.value - series.last_value));
    const bool is_first = series.smallest_step == 0;
    series.smallest_step = is_first ? step : std::min(series.smallest_step, step);
    count_row(series.moves);
    series.longest_run = std::max(series.longest_run, series.run);
  }
  series.run = 0;
  series.run_start = seen.event_time_micros;
  series.last_value = seen.value;
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
                    const RationingRule& rule, float& decades) {
  const float silence = seconds_between(series.last_time, seen.event_time_micros);
  if (series.rows == 0 || silence <= 0) return 0;
  decades = gap_decades(series.cadence, silence, series.known_rows);
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
  const float seconds = seconds_between(series.last_time, seen.event_time_micros);
  if (series.rows > 0 && seconds > 0)
    learn_step(series.cadence, seconds, 1 / static_cast<float>(series.rows));
  if (series.rows == 0 || seconds > 0) series.last_time = seen.event_time_micros;
}

// Prepares the series for a value: room for it, and a zero near it.
void prepare(JudgeState& state, StandardSeries& series, double value) {
  state.make_room(series);
  if (series.rows == 0) series.anchor = value;
  const bool is_due = series.rows >= kRecentreRowsMin && std::has_single_bit(series.rows);
  DayProfile* profile = series.day == kNone ? nullptr : &state.day(series.day);
  if (is_due) recentre(series, state.tails(series), profile);
}

void learn_day(JudgeState& state, StandardSeries& series, float x, int bin) {
  const BinMean done = add_to_bin(series, x, bin);
  if (!done.is_done) return;
  state.give_day(series);
  state.day(series.day).learn(done.bin, done.mean);
}

void learn_value(JudgeState& state, StandardSeries& series, const StandardView& view,
                 DayPlace place) {
  const TailBlock tails = state.tails(series);
  learn_extremes(series, tails, view.extremes);
  series.known_rows += 1;
  series.day_rows += view.channels.has(kDayMiss) ? 1 : 0;
  forget_half(series, tails);
  if (series.rows == 0) series.range = {view.x, view.x};
  widen(series.range, view.x);
  learn_day(state, series, view.x, place.bin);
  learn_time(series, view.seen);
  count_row(series.rows);
}

Decades decades_of(const StandardSeries& series, const StandardView& view) {
  Decades decades;
  decades.range = range_decades(series.range, view.x, static_cast<float>(series.rows));
  decades.stuck = stuck_decades(stillness_of(series));
  if (!view.extremes.any()) return decades;
  const float evidence = shrunk(view.pooled.evidence, static_cast<float>(series.rows));
  decades.pooled = pooled_decades(evidence, static_cast<float>(series.moves), kStandardPooling);
  return decades;
}

}  // namespace

float SeriesJudge::judge_standard(JudgeState& state, uint32_t slot, const Observation& seen,
                                  const Subject& subject, std::vector<Anomaly>& found) const {
  StandardSeries& series = state.standard(slot);
  prepare(state, series, seen.value);
  const DayPlace place = day_place(seen.event_time_micros);
  const DayProfile* profile = series.day == kNone ? nullptr : &state.day(series.day);
  const TailBlock tails = state.tails(series);
  count_move(series, seen);
  StandardView view{seen, relative_value(series, seen.value), {}, {}, {}, {}};
  view.channels = observe(series, view.x, place, profile);
  view.extremes = find_extremes(series, view.channels);
  const float step = std::max(series.smallest_step, static_cast<float>(subject.signal.resolution));
  if (view.extremes.any()) {
    prefetch_tails(tails, view.extremes);
    view.evidence = weigh(series, tails, view.extremes, step);
    view.pooled = pool(view.evidence);
  }

  const RationingRule rule = rule_for(series.cadence.typical_seconds, series.rows);
  float gap = 0;
  const float silence = judge_silence(series, seen, rule, gap);
  if (silence >= kAlarmLine) found.push_back(explain_silence(series, seen, subject, silence));
  const Decades decades = decades_of(series, view);
  const RationedScore rationed = ration(series.rationing, decades.most(), rule);
  if (rationed.is_alarm)
    found.push_back(explain_value(series, view, decades, subject, rationed.score));
  learn_value(state, series, view, place);
  return std::max(rationed.score, silence);
}

}  // namespace telltale
