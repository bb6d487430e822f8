#include "detect/series_judge.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace telltale {

using detect::DayPlace;
using detect::kRowsBeforeAlarms;
using detect::RationingRule;

namespace {

constexpr uint64_t kRefractoryShare = 5;  // a fifth of the warm-up
constexpr uint64_t kRefractoryRowsMax = 10'000;

uint16_t refractory_rows_of(const JudgeOptions& options) {
  if (!options.warmup_rows) return options.refractory_rows;
  return static_cast<uint16_t>(
      std::clamp<uint64_t>(*options.warmup_rows / kRefractoryShare, 1, kRefractoryRowsMax));
}

}  // namespace

SeriesJudge::SeriesJudge(const JudgeOptions& options)
    : chances_per_row_of_month_(
          static_cast<float>(options.signals_per_device / options.false_alarms_per_month)),
      rows_before_alarms_(std::max<uint64_t>(options.warmup_rows.value_or(0), kRowsBeforeAlarms)),
      refractory_rows_(refractory_rows_of(options)) {
  CHECK(options.false_alarms_per_month > 0);
  CHECK(options.signals_per_device > 0);
}

RationingRule SeriesJudge::rule_for(float typical_seconds, uint32_t rows) const {
  return {refractory_rows_, rows >= rows_before_alarms_,
          chances_per_row_of_month_ * detect::rows_per_month(typical_seconds)};
}

void SeriesJudge::prefetch(const JudgeState& state, SeriesId id) const {
  state.prefetch(id);
}

void SeriesJudge::prefetch_parts(const JudgeState& state, SeriesId id, DayPlace place) const {
  if (id.tier == JudgeTier::kStandard) state.prefetch_day(id.slot, place.bin);
}

float SeriesJudge::judge(JudgeState& state, SeriesId id, const Observation& seen,
                         const Subject& subject, std::vector<Anomaly>& found) const {
  Look looked = look(state, id, {seen, detect::day_place(seen.event_time_micros)}, subject);
  return judge(state, id, looked, subject, found);
}

SeriesJudge::Look SeriesJudge::look(JudgeState& state, SeriesId id,
                                    const detect::PlacedObservation& placed,
                                    const Subject& subject) const {
  CHECK(id.tier != JudgeTier::kOff);
  if (id.tier == JudgeTier::kBasic || !std::isfinite(placed.seen.value))
    return {.seen = placed.seen};
  return detect::view_value(state, state.standard(id.slot), placed, subject.signal.resolution);
}

float SeriesJudge::judge(JudgeState& state, SeriesId id, Look& look, const Subject& subject,
                         std::vector<Anomaly>& found) const {
  if (!std::isfinite(look.seen.value)) return 0;
  if (id.tier == JudgeTier::kBasic) return judge_basic(state, id.slot, look.seen, subject, found);
  return judge_standard(state, id.slot, look, subject, found);
}

}  // namespace telltale
