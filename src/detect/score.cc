#include "detect/score.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"

namespace telltale::detect {
namespace {

constexpr float kMonthSeconds = 30 * 86'400;
constexpr float kRowsPerMonthMin = 100;
constexpr float kRowsPerMonthMax = 1e8F;
constexpr float kRowsPerMonthUnknown = 43'200;  // one a minute
constexpr float kLn10Half = 1.1512925F;
constexpr float kMovesHalf = 20;
constexpr float kRowsHalf = 50;
constexpr float kOffsetFrom = 0.5F;  // evidence below this has its share of the line's offset
// What is no news, or comes when no alarm may begin, is at most this.
constexpr float kMutedScore = 0.2F;

}  // namespace

float rows_per_month(float typical_seconds) {
  if (!(typical_seconds > 0)) return kRowsPerMonthUnknown;
  return std::clamp(kMonthSeconds / typical_seconds, kRowsPerMonthMin, kRowsPerMonthMax);
}

float score_of(float decades, float chances) {
  const float likely = std::sqrt(chances);
  if (decades <= 0) return 1 / (1 + likely);
  return 1 / (1 + likely * math::expf(-kLn10Half * decades));
}

float pooled_decades(float evidence, float moves, const PoolingLine& line) {
  const float gain =
      line.offset * std::min(1.0F, evidence / kOffsetFrom) + (line.slope - 1) * evidence;
  return evidence + gain * moves / (moves + kMovesHalf);
}

float shrunk(float evidence, float rows) {
  return evidence * rows / (rows + kRowsHalf);
}

RationedScore ration(Rationing& state, float decades, const RationingRule& rule) {
  if (state.quiet_rows > 0) --state.quiet_rows;
  if (state.peak_rows > 0) --state.peak_rows;
  if (state.peak_rows == 0) state.peak = 0;
  if (decades <= 0) return {score_of(0, rule.chances), false};
  const float full = score_of(decades, rule.chances);
  const bool over = full >= kAlarmLine;
  const bool is_alarm = over && rule.may_alarm && state.quiet_rows == 0;
  if (is_alarm || (!over && decades > state.peak)) {
    state.peak = decades;
    state.peak_rows = rule.refractory_rows;
    if (is_alarm) state.quiet_rows = rule.refractory_rows;
    return {full, is_alarm};
  }
  return {std::min(kMutedScore, score_of(decades / 2, rule.chances)), false};
}

}  // namespace telltale::detect
