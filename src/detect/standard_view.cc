#include "detect/standard_view.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace telltale::detect {
namespace {

constexpr uint32_t kRecentreRowsMin = 16;
constexpr double kStepMax = 1e18;  // as far as values are kept apart

void count_row(uint32_t& rows) {
  rows += rows != UINT32_MAX;
}

// Counts the row as a move or as part of a run.
void count_move(StandardSeries& series, const Observation& seen) {
  if (series.rows > 0 && seen.value == series.last_value) {
    count_row(series.run);
    return;
  }
  if (series.rows > 0) {
    const float step =
        static_cast<float>(std::min(std::abs(seen.value - series.last_value), kStepMax));
    const bool is_first = series.smallest_step == 0;
    series.smallest_step = is_first ? step : std::min(series.smallest_step, step);
    count_row(series.moves);
    series.longest_run = std::max(series.longest_run, series.run);
  }
  series.run = 0;
  series.stuck_told = 0;
  series.run_start = seen.event_time_micros;
  series.last_value = seen.value;
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

}  // namespace

StandardView view_value(JudgeState& state, StandardSeries& series, const PlacedObservation& placed,
                        double resolution) {
  const Observation& seen = placed.seen;
  prepare(state, series, seen.value);
  const DayProfile* profile = series.day == kNone ? nullptr : &state.day(series.day);
  count_move(series, seen);
  StandardView view{seen,         relative_value(series, seen.value),
                    placed.place, {},
                    {},           {},
                    {},           std::max(series.smallest_step, static_cast<float>(resolution))};
  view.channels = observe(series, view.x, view.place, profile);
  view.extremes = find_extremes(series, view.channels);
  prefetch_tails(state.tails(series), view.extremes);
  return view;
}

void weigh_value(JudgeState& state, const StandardSeries& series, StandardView& view) {
  if (!view.extremes.any()) return;
  view.evidence = weigh(series, state.tails(series), view.extremes, view.step);
  view.pooled = pool(view.evidence);
}

void learn_value(JudgeState& state, StandardSeries& series, const StandardView& view) {
  const TailBlock tails = state.tails(series);
  learn_extremes(series, tails, view.extremes);
  series.known_rows += 1;
  series.day_rows += view.channels.has(kDayMiss) ? 1 : 0;
  forget_half(series, tails);
  if (series.rows == 0) series.range = {view.x, view.x};
  widen(series.range, view.x);
  learn_day(state, series, view.x, view.place.bin);
  count_row(series.rows);
}

}  // namespace telltale::detect
