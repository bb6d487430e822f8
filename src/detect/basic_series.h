// BasicSeries: the basic tier's whole state of one series, two cache lines: three channels (the
// value, its mean over 4 rows less that over 64, the mean size of a step over 16 rows) with tails
// of eight codes, the cadence, and the rationing of alarms.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "detect/channels.h"
#include "detect/gap.h"
#include "detect/score.h"
#include "detect/tail_sketch.h"

namespace telltale::detect {

constexpr int kBasicTail = 8;
constexpr int kBasicTailCount = 5;
constexpr int kBasicFamilies = 3;

struct alignas(64) BasicSeries {
  double anchor;
  int64_t last_time;
  float last;
  float level4;
  float level64;
  float swing16;
  float known_rows;          // rows the tails speak of; at the bound they forget half
  float typical_seconds;     // the cadence,
  TailCode longest_silence;  // its seconds as a code
  TailCode smallest_step;    // the smallest change seen, as a code
  uint8_t moves;             // rows that differed from the one before, up to 255
  uint8_t peak_eighths;
  uint8_t peak_rows;
  uint8_t quiet_rows;
  std::array<std::array<TailCode, kBasicTail>, kBasicTailCount> tail;

  Cadence cadence() const { return {typical_seconds, decode(longest_silence)}; }
  void set_cadence(const Cadence& cadence);
  Rationing rationing() const;
  void set_rationing(const Rationing& rationing);
};
static_assert(sizeof(BasicSeries) == 128);

// Eight codes of this many rows are the most extreme 0.1 %.
constexpr float kBasicKnownRowsMax = 8'192;

// The channel each tail watches; the second tail of a channel is its low side.
struct BasicSide {
  Channel channel;
  bool is_low;
};
constexpr std::array<BasicSide, kBasicTailCount> kBasicSides = {
    {{kLevel1, false}, {kLevel1, true}, {kChange64, false}, {kChange64, true}, {kSwing16, false}}};

void begin_series(BasicSeries& series);

// Advances the running state by one value (relative to the anchor); the tails are left alone.
ChannelValues observe(BasicSeries& series, float x);

// The evidence of the three channels, by their numbers; others stay 0.
std::array<float, kChannelCount> weigh(const BasicSeries& series, const ChannelValues& values,
                                       float step);

void learn_extremes(BasicSeries& series, const ChannelValues& values);

}  // namespace telltale::detect
