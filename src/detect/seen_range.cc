#include "detect/seen_range.h"

#include <algorithm>

#include "base/math.h"

namespace telltale::detect {
namespace {

constexpr float kLog10E = 0.4342944819F;
constexpr float kDecadesMax = 30;
constexpr float kRowsMin = 50;
constexpr float kFarWidths = 0.5F;  // closer than this is not `far`: new extremes are ordinary
// The exponential scale beyond the extreme, as a share of the width: four times that of normal
// noise after a thousand rows, so that it also covers tails much heavier.
constexpr float kScaleWidths = 0.125F;
constexpr float kGrowthWidths = 0.5F;
// A width below so many steps of the sensor counts as so many: a battery that has shown two values
// will show a third.
constexpr float kStepsMin = 8;

}  // namespace

float range_decades(const SeenRange& range, float value, const RangeKnowledge& known) {
  const float width = std::max(range.high - range.low, kStepsMin * known.step);
  const float excess = std::max(range.low - value, value - range.high);
  if (known.rows < kRowsMin || !(width > 0) || excess <= kFarWidths * width) return 0;
  const float rarest = static_cast<float>(math::log10(static_cast<double>(known.rows) + 1));
  return rarest + std::min(kDecadesMax, kLog10E * excess / (kScaleWidths * width));
}

void widen(SeenRange& range, float value) {
  const float width = range.high - range.low;
  const float step =
      width > 0 ? kGrowthWidths * width : std::max(range.low - value, value - range.high);
  if (value < range.low) range.low = std::max(value, range.low - step);
  if (value > range.high) range.high = std::min(value, range.high + step);
}

}  // namespace telltale::detect
