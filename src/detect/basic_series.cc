#include "detect/basic_series.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"

namespace telltale::detect {
namespace {

constexpr float kFloorShare = 0.02F / 7;  // as for the standard tails
constexpr float kPeakSteps = 8;
constexpr float kSwing16Rows = 8;  // before it says anything

void average(float& mean, float value, float span, float first_weight) {
  mean += std::max(2 / (span + 1), first_weight) * (value - mean);
}

TailCode side_code(const BasicSide& side, const ChannelValues& values) {
  const TailCode code = encode(values.value[side.channel]);
  return side.is_low ? static_cast<TailCode>(-code) : code;
}

float breadth(const BasicSeries& series, int number) {
  const int first = kBasicSides[number].is_low ? number - 1 : number;
  const float top = decode(series.tail[first].front());
  const bool has_low = first + 1 < kBasicTailCount && kBasicSides[first + 1].is_low;
  const float low = has_low ? decode(series.tail[first + 1].front()) : 0;
  return std::max(0.0F, top + low);
}

// Forgets half of the rows. The places freed hold the old entry, so that it stays the entry.
void forget_half(BasicSeries& series) {
  for (auto& tail : series.tail) {
    const TailCode entry = tail.back();
    halve(tail);
    std::replace(tail.begin(), tail.end(), kNoCode, entry);
  }
  series.known_rows /= 2;
}

}  // namespace

void BasicSeries::set_cadence(const Cadence& cadence) {
  typical_seconds = cadence.typical_seconds;
  longest_silence = encode(cadence.longest_seconds);
}

Rationing BasicSeries::rationing() const {
  return {static_cast<float>(peak_eighths) / kPeakSteps, peak_rows, quiet_rows};
}

void BasicSeries::set_rationing(const Rationing& rationing) {
  // Rounded up, so that the same evidence again is no news.
  const float steps = std::min(254.0F, rationing.peak * kPeakSteps);
  const auto whole = static_cast<uint8_t>(steps);
  peak_eighths = static_cast<uint8_t>(whole + (static_cast<float>(whole) < steps));
  peak_rows = static_cast<uint8_t>(std::min<int>(255, rationing.peak_rows));
  quiet_rows = static_cast<uint8_t>(std::min<int>(255, rationing.quiet_rows));
}

void begin_series(BasicSeries& series) {
  for (auto& tail : series.tail) tail.fill(kNoCode);
}

ChannelValues observe(BasicSeries& series, float x) {
  ChannelValues out;
  const float rows = series.known_rows + 1;
  const float before64 = rows > 1 ? series.level64 : x;
  const float size = rows > 1 ? std::abs(x - series.last) : 0;
  const float first_weight = 1 / rows;
  average(series.level4, x, 4, first_weight);
  average(series.level64, x, 64, first_weight);
  average(series.swing16, size, 16, first_weight);
  if (size > 0) {
    series.moves += series.moves < UINT8_MAX;
    const TailCode step = encode(size);
    if (series.smallest_step == 0 || step < series.smallest_step) series.smallest_step = step;
  }
  series.last = x;
  out.value[kLevel1] = x;
  out.value[kChange64] = series.level4 - before64;
  out.value[kSwing16] = series.swing16;
  out.present = 1U << kLevel1 | static_cast<uint32_t>(rows >= 4) << kChange64 |
                static_cast<uint32_t>(rows >= kSwing16Rows) << kSwing16;
  return out;
}

std::array<float, kChannelCount> weigh(const BasicSeries& series, const ChannelValues& values,
                                       float step) {
  std::array<float, kChannelCount> evidence{};
  float log_rows = -1;
  for (int number = 0; number < kBasicTailCount; ++number) {
    const BasicSide side = kBasicSides[number];
    const TailCode code = side_code(side, values);
    if (code <= series.tail[number].back() || !values.has(side.channel)) continue;
    if (log_rows < 0) log_rows = math::log10f(series.known_rows + 1);
    const float least = step / static_cast<float>(kChannels[side.channel].span);
    const TailMeasure measure{log_rows, std::max(least, kFloorShare * breadth(series, number))};
    evidence[side.channel] =
        std::max(evidence[side.channel], tail_evidence(series.tail[number], code, measure));
  }
  return evidence;
}

void learn_extremes(BasicSeries& series, const ChannelValues& values) {
  for (int number = 0; number < kBasicTailCount; ++number) {
    const BasicSide side = kBasicSides[number];
    const TailCode code = side_code(side, values);
    if (values.has(side.channel) && code > series.tail[number].back())
      enter(series.tail[number], code);
  }
  series.known_rows += 1;
  if (series.known_rows >= kBasicKnownRowsMax) forget_half(series);
}

}  // namespace telltale::detect
