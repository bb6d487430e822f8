#include "simulate/battery.h"

#include <array>

#include "base/instant.h"
#include "simulate/exact_math.h"
#include "simulate/noise.h"

namespace telltale::simulate {
namespace {

// Percent left at each twelfth of a cell's life: a quick start, a long plain, a knee at the end.
constexpr std::array<double, 13> kDischarge = {100, 95.5, 91.5, 87.5, 83, 78.5, 73.5,
                                               68,  61.5, 53.5, 43,   28, 9};

double primary_cell(const Device& device, double celsius, int64_t micros) {
  const double lives =
      static_cast<double>(micros) / (static_cast<double>(kMicrosPerDay) * device.battery_days) +
      device.battery_phase;
  const double place = (lives - static_cast<double>(floor_of(lives))) * 12;
  const auto index = static_cast<size_t>(clamped(place, 0, 11));
  const double part = place - static_cast<double>(index);
  const double level = kDischarge[index] + (kDischarge[index + 1] - kDischarge[index]) * part;
  const double cold = clamped((20 - celsius) * 0.06, 0, 4);
  return level - (level < 2 * cold ? level / 2 : cold);
}

// Charged from 8 to 14 o'clock, used the rest of the day; how deep changes from day to day.
BatteryLevel daily_cell(const Device& device, int64_t micros) {
  const int64_t local = micros + device.local_seconds * kMicrosPerSecond;
  const double hour = static_cast<double>(local % kMicrosPerDay) / kMicrosPerHour;
  const bool is_charging = hour >= 8 && hour < 14;
  const double since_full = hour < 8 ? hour + 10 : hour - 14;
  const double used = is_charging ? (14 - hour) / 6 : since_full / 18;
  const double depth =
      device.battery_days *
      (1 + 0.3 * smooth_noise(derive(device.key, kForNature + 100), micros, 2 * kMicrosPerDay));
  return {98 - depth * used, is_charging};
}

}  // namespace

BatteryLevel battery_level(const Device& device, double celsius, int64_t micros) {
  if (device.type == DeviceType::kCamera) return daily_cell(device, micros);
  return {primary_cell(device, celsius, micros), false};
}

}  // namespace telltale::simulate
