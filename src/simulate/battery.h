// Battery: the level a device reports. Primary cells discharge along their curve for months and are
// then replaced; cameras discharge by night and charge by day. Pure.
#pragma once

#include <cstdint>

#include "simulate/device.h"

namespace telltale::simulate {

struct BatteryLevel {
  double percent;
  bool is_charging;
};

// `celsius` is the temperature of the cells: cold ones show less.
BatteryLevel battery_level(const Device& device, double celsius, int64_t micros);

}  // namespace telltale::simulate
