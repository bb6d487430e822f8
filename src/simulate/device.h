// Device: one member of the fleet: what it is, where it hangs, what is wrong with it just now. A
// fleet holds them in the order of their cadence, so that time passes over memory from front to
// back. Plain values; one owner thread.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "simulate/fault.h"
#include "simulate/reading.h"

namespace telltale::simulate {

enum class DeviceType : uint8_t { kThermostat, kCamera, kSensor, kLock };
constexpr size_t kDeviceTypeCount = 4;

struct DeviceTraits {
  std::string_view name;
  BySignal<uint8_t> decimals;  // of its sensors
  BySignal<double> sigma;      // scatter of its sensors from one reading to the next
  bool meters_energy;          // draws enough for its energy to tell anything
};
const DeviceTraits& traits_of(DeviceType type);

struct Device {
  uint64_t key = 0;           // what its random numbers derive from
  int64_t phase = 0;          // micros after each round's begin at which it measures
  int64_t window_end = 0;     // until when its faults are planned
  int64_t newest_millis = 0;  // newest event time delivered; 0: none
  uint64_t last_line = 0;     // of its latest regular delivery; 0: none
  Fault fault;
  uint32_t firmware_since = 0;  // seconds since 1970
  uint32_t firmware_until = 0;
  uint32_t number = 0;
  uint32_t release = 0;  // of its firmware
  int32_t latitude = 0;  // in steps of 0.00001°
  int32_t longitude = 0;
  int32_t local_seconds = 0;  // from UTC to the clock its people live by, habits included
  int32_t cycle_seconds = 0;  // a heating goes on and off in this time
  float temperature_offset = 0;
  float humidity_offset = 0;
  float comfort_low = 0;  // °C kept while nobody is there
  float comfort_high = 0;
  float heat_loss = 0;  // kWh in an hour for each degree kept up
  float moisture = 0;   // hPa that people add indoors
  float battery_days = 0;
  float battery_phase = 0;  // 0..1: how used the battery was at 1970-01-01
  uint16_t site = 0;
  DeviceType type = DeviceType::kSensor;
  bool is_indoors = false;
  bool has_self_test = false;
};
static_assert(sizeof(Device) <= 200, "a million devices should fit 200 MB");

// The device of that number: a function of (root key, number, sites in use) alone, but for `phase`,
// which lies within `interval` micros.
struct DeviceOptions {
  uint64_t root = 0;
  size_t sites = 1;
  int64_t interval = 1;
};
Device make_device(const DeviceOptions& options, uint32_t number);

// `thermostat-000017`.
std::string device_id(const Device& device);

}  // namespace telltale::simulate
