// DayProfile: what a series usually is at a time of day (UTC): 48 bins of half an hour, each an
// exponential mean over days of the bin's mean. Works from event times alone, so irregular,
// missing, equal and backward times are all fine. 192 bytes, one cache line a value.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace telltale::detect {

struct DayProfile {
  static constexpr int kBins = 48;
  // Weight of the newest day once enough were seen: 0.7^5 of the weight is older than five days.
  static constexpr float kNewestDay = 0.3F;

  // A bin's level with the days seen (at most 255) in place of its lowest eight bits.
  std::array<uint32_t, kBins> bins{};

  int days(int bin) const { return static_cast<int>(bins[bin] & 0xff); }
  float level(int bin) const { return std::bit_cast<float>(bins[bin] & ~0xffU); }
  void learn(int bin, float mean);
  void shift(float by);
};

struct DayPlace {
  int bin;
  float offset;  // within the bin, 0 … 1
};
DayPlace day_place(int64_t event_time_micros);

// The usual level at that place, between the middles of bins; false when the bin is new.
bool usual_level(const DayProfile& profile, DayPlace place, float& level);

}  // namespace telltale::detect
