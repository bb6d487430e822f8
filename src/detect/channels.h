// Channels: the cheap views of one series, and the families they belong to. Each channel's evidence
// is pooled by a plain mean inside its family and a plain mean across families: choosing or
// weighing channels by a benchmark's score overfits, broad unweighted pooling does not.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace telltale::detect {

enum Family : uint8_t { kLevel, kChange, kVolatility, kForecast, kTimeOfDay };
constexpr int kFamilyCount = 5;
// Words an operator understands; part of what anomalies show.
constexpr std::array<std::string_view, kFamilyCount> kFamilyNames = {
    "level", "change", "volatility", "forecast", "time of day"};

// Means are exponential with a span: weight 2 / (span + 1) for the newest value.
enum Channel : uint8_t {
  kLevel1,  // the value
  kLevel4,  // its mean over 4 rows
  kLevel16,
  kLevel64,
  kChange16,   // the value less its mean over the 16 rows before
  kChange64,   // the mean over 4 rows less that over 64
  kChange256,  // the mean over 16 rows less that over 256
  kSwing4,     // the mean size of a step over 4 rows
  kSwing16,
  kSwing64,
  kSpread32,      // the standard deviation from the mean over 16 rows, over 32 rows
  kForecastMiss,  // the value less what the last three predict
  kForecastSize,  // the mean size of that miss over 16 rows
  kDayMiss,       // the value less what is usual at this time of day
  kDayMean,       // the mean of that miss over 12 rows
  kDaySize,       // the mean size of that miss over 12 rows
};
constexpr int kChannelCount = 16;

struct ChannelTraits {
  Family family;
  uint8_t span;       // rows averaged: a step of the sensor moves the channel by a step / span
  uint8_t rows_min;   // rows of the series before the channel says anything
  bool has_low_side;  // too small is evidence as well
};

constexpr std::array<ChannelTraits, kChannelCount> kChannels = {{
    {kLevel, 1, 1, true},
    {kLevel, 4, 2, true},
    {kLevel, 16, 8, true},
    {kLevel, 64, 32, true},
    {kChange, 1, 2, true},
    {kChange, 4, 4, true},
    {kChange, 16, 16, true},
    {kVolatility, 4, 3, true},
    {kVolatility, 16, 8, true},
    {kVolatility, 64, 32, true},
    {kVolatility, 32, 16, true},
    {kForecast, 1, 8, true},
    {kForecast, 16, 16, false},
    {kTimeOfDay, 1, 1, true},
    {kTimeOfDay, 12, 3, true},
    {kTimeOfDay, 12, 3, false},
}};

constexpr std::array<int, kFamilyCount> kFamilySizes = [] {
  std::array<int, kFamilyCount> sizes{};
  for (const ChannelTraits& channel : kChannels) ++sizes[channel.family];
  return sizes;
}();

// A tail for each side that is watched: the upper ones first.
constexpr int kLowSideCount = [] {
  int count = 0;
  for (const ChannelTraits& channel : kChannels) count += channel.has_low_side;
  return count;
}();
constexpr int kTailCount = kChannelCount + kLowSideCount;
constexpr std::array<uint8_t, kChannelCount> kLowTailOf = [] {
  std::array<uint8_t, kChannelCount> tails{};
  uint8_t next = kChannelCount;
  for (int i = 0; i < kChannelCount; ++i) tails[i] = kChannels[i].has_low_side ? next++ : 0;
  return tails;
}();

// What the channels of one value are, and what some of them measured it against.
struct ChannelValues {
  std::array<float, kChannelCount> value{};
  uint32_t present = 0;  // a bit each: the channel says something
  float before16 = 0;    // the mean that kChange16 is measured from
  float forecast = 0;    // what kForecastMiss is measured from
  float day_level = 0;   // what kDayMiss is measured from

  bool has(int channel) const { return (present >> channel & 1) != 0; }
};

}  // namespace telltale::detect
