#include "detect/gap.h"

#include <algorithm>

#include "base/math.h"

namespace telltale::detect {
namespace {

constexpr float kLog10E = 0.4342944819F;
constexpr float kDecadesMax = 30;
// A silence must be out of proportion too: several readings missing, and half as long again as any.
constexpr float kTypicalStepsMin = 4;
constexpr float kLongestFactorMin = 1.5F;
constexpr float kNewestWeightMin = 0.02F;
// One outage may not become the measure of the next: what is learned grows by these factors.
constexpr float kTypicalGrowthMax = 4;
constexpr float kLongestGrowthMax = 4;
// The longest silence fades over so many readings, and no quicker than over so long a time: who
// sends much by day and nothing on Sundays is to be known by that.
constexpr float kFadeRows = 4096;
constexpr float kFadeSeconds = 28 * 86'400;
// Of so many readings the longest silence is the measure, as it fades; measured on random arrivals.
constexpr float kReadingsRemembered = 700;

}  // namespace

// Beyond the longest of n silences, 1/n is left; steps of a random arrival fall off by e for each
// mean step, and those of a regular one faster.
float gap_decades(const Cadence& cadence, float silence_seconds, float readings) {
  if (cadence.typical_seconds <= 0) return 0;
  if (silence_seconds < kTypicalStepsMin * cadence.typical_seconds ||
      silence_seconds < kLongestFactorMin * cadence.longest_seconds)
    return 0;
  const float steps = (silence_seconds - cadence.longest_seconds) / cadence.typical_seconds;
  const double remembered = static_cast<double>(std::min(readings, kReadingsRemembered));
  const auto rarest = static_cast<float>(math::log10(remembered + 1));
  return rarest + std::min(kDecadesMax, kLog10E * steps);
}

float newest_weight(float readings) {
  return std::max(kNewestWeightMin, 1 / readings);
}

void learn_step(Cadence& cadence, float seconds, float weight) {
  float& typical = cadence.typical_seconds;
  float& longest = cadence.longest_seconds;
  if (typical <= 0) {
    typical = longest = seconds;
    return;
  }
  const float step = std::min(seconds, kTypicalGrowthMax * typical);
  typical += weight * (step - typical);
  longest -= (longest - typical) * std::min(1 / kFadeRows, seconds / kFadeSeconds);
  if (seconds > longest) longest = std::min(seconds, kLongestGrowthMax * longest);
}

}  // namespace telltale::detect
