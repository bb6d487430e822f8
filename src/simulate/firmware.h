// Firmware: releases come out every few weeks for each type of device and roll out in a wave, a few
// devices first. Pure.
#pragma once

#include <cstdint>

#include "simulate/device.h"

namespace telltale::simulate {

// Brings the device's release up to date with `micros`; cheap until its next update is due.
void follow_firmware(Device& device, int64_t micros);

struct FirmwareVersion {
  uint32_t major;
  uint32_t minor;
  uint32_t patch;
};
FirmwareVersion version_of(uint32_t release);

}  // namespace telltale::simulate
