// The tails of one standard series: which sides a value enters, what evidence that is, and learning
// it. The hot part of the series decides which tails are read at all.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "detect/channels.h"
#include "detect/standard_series.h"

namespace telltale::detect {

// The tails a series has now, wherever they lie.
struct TailBlock {
  TailCode* first = nullptr;
  int size = 0;  // codes a tail

  std::span<TailCode> tail(int number) const {
    return {first + static_cast<std::ptrdiff_t>(number) * size, static_cast<size_t>(size)};
  }
};

// The codes of a value's channels, and the sides on which they exceed the entry, a bit a channel.
struct Extremes {
  std::array<TailCode, kChannelCount> code{};
  uint32_t high = 0;
  uint32_t low = 0;

  bool any() const { return (high | low) != 0; }
};
Extremes find_extremes(const StandardSeries& series, const ChannelValues& values);
void prefetch_tails(const TailBlock& tails, const Extremes& extremes);

using ChannelEvidence = std::array<float, kChannelCount>;
// The evidence of each channel; `step` is the sensor's resolution, known or learned.
ChannelEvidence weigh(const StandardSeries& series, const TailBlock& tails,
                      const Extremes& extremes, float step);

// The mean inside each family, and the mean of those.
struct Pooled {
  std::array<float, kFamilyCount> family{};
  float evidence = 0;
};
Pooled pool(const ChannelEvidence& evidence);

// Lets the value enter its tails, and counts it.
void learn_extremes(StandardSeries& series, const TailBlock& tails, const Extremes& extremes);

// After this many rows a sketch forgets half: 32 codes then speak of the most extreme 0.2 %.
constexpr float kKnownRowsMax = 32'768;
void forget_half(StandardSeries& series, const TailBlock& tails);

// Moves the series' zero to `mean`, when it has drifted off far enough to cost precision.
void recentre(StandardSeries& series, const TailBlock& tails, DayProfile* profile);

}  // namespace telltale::detect
