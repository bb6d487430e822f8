// Vapour: how much water air can hold, which couples humidity to temperature. A table over the
// temperatures of the schema, so that a reading costs one interpolation. Pure.
#pragma once

#include <array>

#include "simulate/exact_math.h"

namespace telltale::simulate {

// Saturation pressure over water in hPa: the Magnus formula with Sonntag's constants (1990).
constexpr double saturation_pressure(double celsius) {
  return 6.112 * exponential(17.62 * celsius / (243.12 + celsius));
}

constexpr int kVapourLeast = -70;
constexpr int kVapourMost = 110;

constexpr auto kSaturation = [] {
  std::array<double, kVapourMost - kVapourLeast + 1> table{};
  for (int i = 0; i <= kVapourMost - kVapourLeast; ++i)
    table[static_cast<size_t>(i)] = saturation_pressure(kVapourLeast + i);
  return table;
}();

// Relative humidity in percent of air at `celsius` with `vapour` hPa of water, below 99. Air near
// saturation is eased towards the bound, since a sensor in fog does not stand still at 100.
constexpr double relative_humidity(double vapour, double celsius) {
  const double place = clamped(celsius, kVapourLeast, kVapourMost - 1) - kVapourLeast;
  const auto index = static_cast<size_t>(place);
  const double part = place - static_cast<double>(index);
  const double full = kSaturation[index] + (kSaturation[index + 1] - kSaturation[index]) * part;
  const double percent = 100 * vapour / full;
  if (percent <= 90) return percent;
  return 90 + 9 * (percent - 90) / (percent - 90 + 9);
}

}  // namespace telltale::simulate
