#include "simulate/device.h"

#include <array>

#include <fmt/format.h>

#include "base/random.h"
#include "simulate/exact_math.h"
#include "simulate/noise.h"
#include "simulate/site_map.h"

namespace telltale::simulate {
namespace {

constexpr std::array<DeviceTraits, kDeviceTypeCount> kTraits = {{
    {"thermostat", {1, 1, 1, 4}, {0.12, 0.5, 0.06, 0.02}, true},
    {"camera", {1, 1, 1, 4}, {0.15, 0.6, 0.10, 0.00015}, true},
    {"sensor", {2, 2, 1, 4}, {0.05, 0.3, 0.05, 0.00005}, false},
    {"lock", {1, 1, 1, 4}, {0.12, 0.6, 0.06, 0.00005}, false},
}};

double from_to(Random& random, double least, double most) {
  return least + (most - least) * random.uniform();
}

float narrow(Random& random, double least, double most) {
  return static_cast<float>(from_to(random, least, most));
}

DeviceType draw_type(Random& random) {
  const double share = random.uniform();
  if (share < 0.28) return DeviceType::kThermostat;
  if (share < 0.46) return DeviceType::kCamera;
  if (share < 0.82) return DeviceType::kSensor;
  return DeviceType::kLock;
}

// Devices of a site lie within a few kilometres, denser towards its centre. The sites in use are
// neighbours on a ring that the seed turns.
void place(Device& device, const DeviceOptions& options, Random& random) {
  const size_t turn = derive(options.root, kForSites) % site_map().size();
  device.site = static_cast<uint16_t>((turn + random.below(options.sites)) % site_map().size());
  const Site& site = site_map()[device.site];
  const double north = (bell(random.next()) * 0.022 + site.latitude) * 1e5;
  const double east = (bell(random.next()) * 0.035 + site.longitude) * 1e5;
  device.latitude = static_cast<int32_t>(nearest(north));
  device.longitude = static_cast<int32_t>(nearest(east));
  device.local_seconds =
      site.utc_offset_minutes * 60 + static_cast<int32_t>(random.below(3600)) - 1800;
  device.is_indoors = device.type != DeviceType::kCamera && random.uniform() < 0.6;
}

// Days that a set of batteries lasts.
float draw_battery_days(DeviceType type, Random& random) {
  switch (type) {
    case DeviceType::kThermostat:
      return narrow(random, 280, 420);
    case DeviceType::kLock:
      return narrow(random, 180, 330);
    case DeviceType::kSensor:
      return narrow(random, 400, 800);
    case DeviceType::kCamera:
      return narrow(random, 20, 45);  // percent by night instead: it charges every day
  }
  return 0;
}

void give_habits(Device& device, Random& random) {
  device.comfort_low = narrow(random, 16.5, 18.5);
  device.comfort_high = narrow(random, 20, 22.5);
  device.heat_loss = narrow(random, 0.06, 0.14);
  device.moisture = narrow(random, 0.8, 2.8);
  device.cycle_seconds = 1080 + static_cast<int32_t>(random.below(1020));
  device.temperature_offset = static_cast<float>(0.3 * bell(random.next()));
  device.humidity_offset = static_cast<float>(1.2 * bell(random.next()));
  device.battery_days = draw_battery_days(device.type, random);
  device.battery_phase = narrow(random, 0, 1);
  device.has_self_test = random.uniform() < 0.15;
}

}  // namespace

const DeviceTraits& traits_of(DeviceType type) {
  return kTraits[static_cast<size_t>(type)];
}

Device make_device(const DeviceOptions& options, uint32_t number) {
  Device device;
  device.number = number;
  device.key = derive(derive(options.root, kForDevices), number);
  Random random(derive(device.key, kForNature));
  device.type = draw_type(random);
  place(device, options, random);
  give_habits(device, random);
  device.phase = static_cast<int64_t>(random.below(static_cast<uint64_t>(options.interval)));
  return device;
}

std::string device_id(const Device& device) {
  return fmt::format("{}-{:06}", traits_of(device.type).name, device.number);
}

}  // namespace telltale::simulate
