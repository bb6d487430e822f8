#include "detect/standard_tails.h"

#include <algorithm>
#include <bit>
#include <cmath>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/math.h"

namespace telltale::detect {
namespace {

// A tail's scale is at least this share of what the channel ranges over: a fiftieth of a standard
// deviation of normal noise, whose extremes lie some seven apart.
constexpr float kFloorShare = 0.02F / 7;
constexpr uint32_t kDayChannels = 1U << kDayMiss | 1U << kDayMean | 1U << kDaySize;

using ChannelCodes = std::array<TailCode, kChannelCount>;
static_assert(kChannelCount == 16);

// The channels whose code is above its entry, a bit each.
uint32_t exceeding(const ChannelCodes& codes, const ChannelCodes& entries) {
#ifdef __SSE2__
  const auto load = [](const ChannelCodes& from, int half) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from.data()) + half);
  };
  const __m128i first = _mm_cmpgt_epi16(load(codes, 0), load(entries, 0));
  const __m128i second = _mm_cmpgt_epi16(load(codes, 1), load(entries, 1));
  return static_cast<uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(first, second)));
#else
  uint32_t bits = 0;
  for (int i = 0; i < kChannelCount; ++i) bits |= uint32_t{codes[i] > entries[i]} << i;
  return bits;
#endif
}

// The distance between the largest and the smallest value the channel had.
float breadth(const TailBlock& tails, int channel) {
  if (tails.tail(channel).front() == kNoCode) return 0;
  const float top = decode(tails.tail(channel).front());
  if (!kChannels[channel].has_low_side) return std::max(top, 0.0F);
  const TailCode low = tails.tail(kLowTailOf[channel]).front();
  return low == kNoCode ? 0 : std::max(0.0F, top + decode(low));
}

struct Scales {
  float log_rows;
  float log_day_rows;
  float step;
};

// The evidence of one side; the floor of its scale is worked out only where it counts.
float side_evidence(const TailBlock& tails, int channel, bool is_low, TailCode code,
                    const Scales& scales) {
  const std::span<const TailCode> tail = tails.tail(is_low ? kLowTailOf[channel] : channel);
  TailMeasure measure{
      kChannels[channel].family == kTimeOfDay ? scales.log_day_rows : scales.log_rows, 0};
  if (code > tail.front()) {
    const float least = scales.step / static_cast<float>(kChannels[channel].span);
    measure.scale_floor = std::max(least, kFloorShare * breadth(tails, channel));
  }
  return tail_evidence(tail, code, measure);
}

void learn_side(const TailBlock& tails, int number, TailCode code, TailCode& entry) {
  const std::span<TailCode> tail = tails.tail(number);
  enter(tail, code);
  entry = std::max(entry, tail.back());
}

template <typename Act>
void for_each_bit(uint32_t bits, Act act) {
  for (; bits != 0; bits &= bits - 1) act(std::countr_zero(bits));
}

void halve_channels(const TailBlock& tails, bool of_day) {
  for (int channel = 0; channel < kChannelCount; ++channel) {
    if ((kChannels[channel].family == kTimeOfDay) != of_day) continue;
    halve(tails.tail(channel));
    if (kChannels[channel].has_low_side) halve(tails.tail(kLowTailOf[channel]));
  }
}

// The mean over all channels of a family, added in their order; spelled out, no loop is left of it.
template <Family kOf, Channel... kMembers>
float mean_of(const ChannelEvidence& evidence) {
  static_assert(sizeof...(kMembers) == kFamilySizes[kOf]);
  static_assert(((kChannels[kMembers].family == kOf) && ...));
  return (0.0F + ... + evidence[kMembers]) / static_cast<float>(sizeof...(kMembers));
}

// Entries that are real codes move; the code of a low side is that of the value's negative.
void shift_entry(TailCode& entry, float shift) {
  shift_codes({&entry, 1}, shift);
}

void shift_level_tails(StandardSeries& series, const TailBlock& tails, float shift) {
  for (int channel = kLevel1; channel <= kLevel64; ++channel) {
    shift_codes(tails.tail(channel), shift);
    shift_codes(tails.tail(kLowTailOf[channel]), -shift);
    shift_entry(series.high_entry[channel], shift);
    shift_entry(series.low_entry[channel], -shift);
  }
}

}  // namespace

// Sixteen lanes of sixteen bits: one pass of vector instructions, whatever was found.
Extremes find_extremes(const StandardSeries& series, const ChannelValues& values) {
  Extremes found;
  std::array<TailCode, kChannelCount> mirrored;
  for (int i = 0; i < kChannelCount; ++i) found.code[i] = encode(values.value[i]);
  for (int i = 0; i < kChannelCount; ++i) mirrored[i] = static_cast<TailCode>(-found.code[i]);
  found.high = exceeding(found.code, series.high_entry) & values.present;
  found.low = exceeding(mirrored, series.low_entry) & values.present;
  return found;
}

void prefetch_tails(const TailBlock& tails, const Extremes& extremes) {
  const auto fetch = [&](int number) { __builtin_prefetch(tails.tail(number).data(), 1); };
  for_each_bit(extremes.high, fetch);
  for_each_bit(extremes.low, [&](int i) { fetch(kLowTailOf[i]); });
}

ChannelEvidence weigh(const StandardSeries& series, const TailBlock& tails,
                      const Extremes& extremes, float step) {
  ChannelEvidence evidence{};
  Scales scales{math::log10f(series.known_rows + 1), 0, step};
  if (((extremes.high | extremes.low) & kDayChannels) != 0)
    scales.log_day_rows = math::log10f(series.day_rows + 1);
  for_each_bit(extremes.high, [&](int i) {
    evidence[i] = side_evidence(tails, i, false, extremes.code[i], scales);
  });
  for_each_bit(extremes.low, [&](int i) {
    const auto code = static_cast<TailCode>(-extremes.code[i]);
    evidence[i] = std::max(evidence[i], side_evidence(tails, i, true, code, scales));
  });
  return evidence;
}

Pooled pool(const ChannelEvidence& evidence) {
  Pooled pooled;
  pooled.family = {
      mean_of<kLevel, kLevel1, kLevel4, kLevel16, kLevel64>(evidence),
      mean_of<kChange, kChange16, kChange64, kChange256>(evidence),
      mean_of<kVolatility, kSwing4, kSwing16, kSwing64, kSpread32>(evidence),
      mean_of<kForecast, kForecastMiss, kForecastSize>(evidence),
      mean_of<kTimeOfDay, kDayMiss, kDayMean, kDaySize>(evidence),
  };
  for (const float family : pooled.family) pooled.evidence += family;
  pooled.evidence /= kFamilyCount;
  return pooled;
}

void learn_extremes(StandardSeries& series, const TailBlock& tails, const Extremes& extremes) {
  for_each_bit(extremes.high,
               [&](int i) { learn_side(tails, i, extremes.code[i], series.high_entry[i]); });
  for_each_bit(extremes.low, [&](int i) {
    learn_side(tails, kLowTailOf[i], static_cast<TailCode>(-extremes.code[i]), series.low_entry[i]);
  });
}

void forget_half(StandardSeries& series, const TailBlock& tails) {
  if (series.known_rows >= kKnownRowsMax) {
    halve_channels(tails, false);
    series.known_rows /= 2;
  }
  if (series.day_rows >= kKnownRowsMax) {
    halve_channels(tails, true);
    series.day_rows /= 2;
  }
}

void recentre(StandardSeries& series, const TailBlock& tails, DayProfile* profile) {
  const float shift = series.mean;
  if (shift * shift <= series.variance) return;
  series.anchor += static_cast<double>(shift);
  series.mean = 0;
  for (float& level : series.level) level -= shift;
  series.range.low -= shift;
  series.range.high -= shift;
  series.forecast.shift(shift);
  series.bin_sum -= shift * series.bin_rows;
  shift_level_tails(series, tails, shift);
  if (profile != nullptr) profile->shift(shift);
}

}  // namespace telltale::detect
