#include "detect/standard_series.h"

#include <algorithm>
#include <cmath>

namespace telltale::detect {
namespace {

constexpr float kRelativeMax = 1e18F;
constexpr float kMeanRows = 1024;     // the memory of mean, variance and covariances
constexpr float kOutlierSpreads = 6;  // deviations beyond count as this many standard deviations

constexpr float span_weight(float span) {
  return 2 / (span + 1);
}

// An exponential mean; until `span` rows were seen, the plain mean of all (weight 1 / rows).
void average(float& mean, float value, float weight, float first_weight) {
  mean += std::max(weight, first_weight) * (value - mean);
}

void observe_levels(StandardSeries& series, float x, float first_weight, ChannelValues& out) {
  const std::array<float, 4> before = series.rows == 0 ? std::array{x, x, x, x} : series.level;
  average(series.level[0], x, span_weight(4), first_weight);
  average(series.level[1], x, span_weight(16), first_weight);
  average(series.level[2], x, span_weight(64), first_weight);
  average(series.level[3], x, span_weight(256), first_weight);
  out.value[kLevel1] = x;
  for (int i = 0; i < 3; ++i) out.value[kLevel4 + i] = series.level[i];
  out.before16 = before[1];
  out.value[kChange16] = x - before[1];
  out.value[kChange64] = series.level[0] - before[2];
  out.value[kChange256] = series.level[1] - before[3];
}

void observe_volatility(StandardSeries& series, float step, float first_weight,
                        ChannelValues& out) {
  const float size = std::abs(step);
  average(series.swing[0], size, span_weight(4), first_weight);
  average(series.swing[1], size, span_weight(16), first_weight);
  average(series.swing[2], size, span_weight(64), first_weight);
  const float away = out.value[kChange16];
  average(series.spread, away * away, span_weight(32), first_weight);
  for (int i = 0; i < 3; ++i) out.value[kSwing4 + i] = series.swing[i];
  out.value[kSpread32] = std::sqrt(series.spread);
}

void observe_forecast(StandardSeries& series, float x, float first_weight, ChannelValues& out) {
  out.forecast = series.forecast.predict(series.mean);
  const float miss = x - out.forecast;
  if (series.rows >= kChannels[kForecastMiss].rows_min)
    average(series.forecast_size, std::abs(miss), span_weight(16), first_weight);
  out.value[kForecastMiss] = miss;
  out.value[kForecastSize] = series.forecast_size;
  const float weight = std::max(1 / kMeanRows, first_weight);
  series.forecast.learn(x, series.mean, weight, kOutlierSpreads * std::sqrt(series.variance));
  const float away = x - series.mean;
  series.mean += weight * away;
  series.variance += weight * (away * away - series.variance);
}

// The channels that say something at that row, those of the day apart.
uint32_t present_at(uint32_t rows) {
  constexpr uint32_t kAll = (1U << kDayMiss) - 1;
  constexpr uint32_t kLastBegins = 32;
  if (rows >= kLastBegins) return kAll;
  uint32_t present = 0;
  for (int i = 0; i < kDayMiss; ++i)
    present |= static_cast<uint32_t>(rows >= kChannels[i].rows_min) << i;
  return present;
}

void observe_day(StandardSeries& series, float x, float usual, ChannelValues& out) {
  const float first_weight = 1 / static_cast<float>(++series.day_seen);
  const float miss = x - usual;
  average(series.day_mean, miss, span_weight(12), first_weight);
  average(series.day_size, std::abs(miss), span_weight(12), first_weight);
  out.day_level = usual;
  out.value[kDayMiss] = miss;
  out.value[kDayMean] = series.day_mean;
  out.value[kDaySize] = series.day_size;
  out.present |= 1U << kDayMiss;
  if (series.day_seen >= kChannels[kDayMean].rows_min)
    out.present |= 1U << kDayMean | 1U << kDaySize;
}

}  // namespace

void begin_series(StandardSeries& series) {
  series.tails = kNone;
  series.day = kNone;
  series.high_entry.fill(kNoCode);
  for (int i = 0; i < kChannelCount; ++i)
    series.low_entry[i] = kChannels[i].has_low_side ? kNoCode : kNeverCode;
}

float relative_value(const StandardSeries& series, double value) {
  const double apart = value - series.anchor;
  return static_cast<float>(
      std::clamp(apart, static_cast<double>(-kRelativeMax), static_cast<double>(kRelativeMax)));
}

ChannelValues observe(StandardSeries& series, float x, DayPlace place, const DayProfile* profile) {
  ChannelValues out;
  const float first_weight = 1 / static_cast<float>(series.rows + 1);
  const float step = series.rows == 0 ? 0 : x - series.forecast.last[0];
  observe_levels(series, x, first_weight, out);
  observe_volatility(series, step, first_weight, out);
  observe_forecast(series, x, first_weight, out);
  out.present = present_at(series.rows + 1);
  float usual = 0;
  if (profile != nullptr && usual_level(*profile, place, usual)) observe_day(series, x, usual, out);
  return out;
}

BinMean add_to_bin(StandardSeries& series, float x, int bin) {
  BinMean done;
  if (bin != series.bin && series.bin_rows > 0) {
    done = {true, series.bin, series.bin_sum / series.bin_rows};
    series.bin_rows = 0;
    series.bin_sum = 0;
  }
  series.bin = static_cast<uint16_t>(bin);
  if (series.bin_rows == UINT16_MAX) {
    series.bin_sum /= 2;
    series.bin_rows /= 2;
  }
  series.bin_sum += x;
  ++series.bin_rows;
  return done;
}

}  // namespace telltale::detect
