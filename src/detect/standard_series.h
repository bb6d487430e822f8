// StandardSeries: all that the standard tier keeps of one series where every value touches it: four
// cache lines. The day profile and the tails lie elsewhere and are numbered from here; they exist
// once the series needs them. Numbers are relative to `anchor`, so that floats suffice.
#pragma once

#include <array>
#include <cstdint>

#include "detect/autoregression.h"
#include "detect/channels.h"
#include "detect/day_profile.h"
#include "detect/gap.h"
#include "detect/score.h"
#include "detect/seen_range.h"
#include "detect/tail_sketch.h"

namespace telltale::detect {

constexpr uint32_t kNone = 0xffffffff;

struct alignas(64) StandardSeries {
  // What the series is and where it stands.
  double anchor;
  double last_value;
  int64_t last_time;
  int64_t run_start;  // event time of the first row that had `last_value`
  uint32_t rows;      // all of them
  uint32_t tails;     // number of its block of tails: a young one first, then a full one
  uint32_t day;       // number of its day profile
  uint32_t moves;     // rows that differed from the one before
  uint32_t run;       // rows since that did not
  uint32_t longest_run;
  Rationing rationing;

  Cadence cadence;
  SeenRange range;
  float smallest_step;  // the smallest change seen: the sensor's resolution, or less
  float mean;           // of the last thousand rows or so, and the variance about it
  float variance;
  std::array<float, 4> level;  // means over 4, 16, 64 and 256 rows
  std::array<float, 3> swing;  // mean sizes of a step over 4, 16 and 64 rows
  float spread;                // mean square about level 16, over 32 rows
  float known_rows;            // rows the tails speak of: halved now and then

  Autoregression forecast;
  float forecast_size;
  float day_mean;
  float day_size;
  float bin_sum;   // of the values in the day's bin so far
  float day_rows;  // rows the tails of the day's channels speak of
  uint16_t bin;
  uint16_t bin_rows;
  uint32_t day_seen;    // rows with a usual level for their time of day
  uint32_t stuck_told;  // 1: that the run is stuck has been told

  // The code a value must exceed to enter a tail.
  std::array<TailCode, kChannelCount> high_entry;
  std::array<TailCode, kChannelCount> low_entry;
};
static_assert(sizeof(StandardSeries) == 256);

// The tails of a series' first rows, and of its others: one cache line a tail.
constexpr int kYoungTail = 8;
constexpr int kFullTail = 32;
constexpr uint32_t kYoungRows = 128;
struct YoungTails {
  std::array<std::array<TailCode, kYoungTail>, kTailCount> tail;
};
struct alignas(64) FullTails {
  std::array<std::array<TailCode, kFullTail>, kTailCount> tail;
};
static_assert(sizeof(FullTails) == kTailCount * 64);
static_assert(sizeof(StandardSeries) + sizeof(FullTails) + sizeof(DayProfile) <= 4096);

// Makes a zeroed item into a series that has seen nothing.
void begin_series(StandardSeries& series);

// The value relative to the anchor, kept where the squares of floats are finite.
float relative_value(const StandardSeries& series, double value);

// Advances the running state by one value and returns what the channels make of it. `profile` may
// be null. Nothing of the tails is touched: the value is learned by them later.
ChannelValues observe(StandardSeries& series, float x, DayPlace place, const DayProfile* profile);

// Adds the value to its bin of the day; when a new bin begins, the old one's mean goes to
// `profile`.
struct BinMean {
  bool is_done = false;
  int bin = 0;
  float mean = 0;
};
BinMean add_to_bin(StandardSeries& series, float x, int bin);

}  // namespace telltale::detect
