#include "detect/day_profile.h"

#include <algorithm>

#include "base/instant.h"

namespace telltale::detect {
namespace {

constexpr int64_t kBinMicros = kMicrosPerDay / DayProfile::kBins;

uint32_t packed(float level, int days) {
  return (std::bit_cast<uint32_t>(level) & ~0xffU) | static_cast<uint32_t>(days);
}

}  // namespace

void DayProfile::learn(int bin, float mean) {
  const int seen = std::min(days(bin) + 1, 255);
  const float weight = std::max(kNewestDay, 1 / static_cast<float>(seen));
  bins[bin] = packed(level(bin) + weight * (mean - level(bin)), seen);
}

void DayProfile::shift(float by) {
  for (int bin = 0; bin < kBins; ++bin) {
    if (days(bin) > 0) bins[bin] = packed(level(bin) - by, days(bin));
  }
}

DayPlace day_place(int64_t event_time_micros) {
  const int64_t in_day = event_time_micros - day_number(event_time_micros) * kMicrosPerDay;
  const int64_t bin = in_day / kBinMicros;
  const auto offset = static_cast<float>(in_day - bin * kBinMicros);
  return {static_cast<int>(bin), offset / static_cast<float>(kBinMicros)};
}

bool usual_level(const DayProfile& profile, DayPlace place, float& level) {
  if (profile.days(place.bin) == 0) return false;
  level = profile.level(place.bin);
  const int step = place.offset < 0.5F ? DayProfile::kBins - 1 : 1;
  const int other = (place.bin + step) % DayProfile::kBins;
  if (profile.days(other) == 0) return true;
  const float weight = place.offset < 0.5F ? 0.5F - place.offset : place.offset - 0.5F;
  level += weight * (profile.level(other) - level);
  return true;
}

}  // namespace telltale::detect
