#include "simulate/firmware.h"

#include <array>

#include "base/instant.h"
#include "simulate/noise.h"

namespace telltale::simulate {
namespace {

constexpr int64_t kSecondsPerDay = 86'400;
constexpr int64_t kFirstRelease = 946'684'800;  // 2000-01-01T00:00:00Z
constexpr std::array<int64_t, kDeviceTypeCount> kReleaseDays = {47, 33, 61, 89};
constexpr double kRolloutSeconds = 28 * kSecondsPerDay;  // done before the next release

// Seconds between two releases for its type.
int64_t release_step(const Device& device) {
  return kReleaseDays[static_cast<size_t>(device.type)] * kSecondsPerDay;
}

// When a device takes a release: most late in the roll-out, the first within hours.
uint32_t adoption(const Device& device, int64_t release) {
  const int64_t published = kFirstRelease + release * release_step(device);
  const uint64_t key = derive(derive(device.key, kForFirmware), static_cast<uint64_t>(release));
  const double late = 1 - unit(key) * unit(mix(key));
  return static_cast<uint32_t>(published + static_cast<int64_t>(late * kRolloutSeconds));
}

}  // namespace

void follow_firmware(Device& device, int64_t micros) {
  const int64_t seconds = micros / kMicrosPerSecond;
  if (seconds < device.firmware_until) return;
  int64_t release = (seconds - kFirstRelease) / release_step(device);
  if (seconds < adoption(device, release)) --release;
  release = release < 1 ? 1 : release;  // the first is factory-fitted
  device.release = static_cast<uint32_t>(release);
  device.firmware_since = adoption(device, release);
  device.firmware_until = adoption(device, release + 1);
}

FirmwareVersion version_of(uint32_t release) {
  return {1 + release / 80, release % 80 / 4, release % 4};
}

}  // namespace telltale::simulate
