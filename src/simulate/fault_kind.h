// FaultKind: what can be wrong with a device or with the delivery of its records. The simulator
// labels each one it makes; the names are those of the truth file. Pure.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace telltale {

enum class FaultKind : uint8_t {
  // Of a device: its readings are wrong, or missing, for a while.
  kSpike,         // a few readings far off
  kShift,         // a constant error
  kDrift,         // an error that grows
  kStuck,         // one value again and again
  kNoise,         // the sensor scatters
  kGap,           // no readings at all
  kBatteryCliff,  // the battery collapses
  kClockSkew,     // the device's clock is ahead or behind
  // Of a delivery: a good reading arrives wrongly.
  kDuplicate,   // the same bytes again
  kConflict,    // the same device and time with another value
  kOutOfOrder,  // after newer ones
  kMalformed,   // damaged, so that it must be rejected
};
constexpr int kFaultKindCount = 12;
constexpr int kDeviceFaultCount = 8;  // the first ones; the rest are of deliveries

std::string_view name_of(FaultKind kind);
std::vector<FaultKind> all_fault_kinds();

// Reads `all`, `none` or names separated by commas: `spike,gap`. kInvalid names the unknown word
// and lists the known ones; a repeated name counts once.
Result<std::vector<FaultKind>> parse_fault_kinds(std::string_view list);

}  // namespace telltale
