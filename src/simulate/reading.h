// Reading: one report of one simulated device, as whole numbers of its sensors' smallest steps, so
// that rounding happens once and the same bytes can be written again hours later. Plain values.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace telltale::simulate {

enum class Signal : uint8_t { kTemperature, kHumidity, kBatteryLevel, kEnergyConsumption, kNone };
constexpr size_t kSignalCount = 4;

constexpr std::string_view name_of(Signal signal) {
  constexpr std::array<std::string_view, kSignalCount + 1> kNames = {
      "temperature", "humidity", "battery_level", "energy_consumption", ""};
  return kNames[static_cast<size_t>(signal)];
}

enum class DeviceStatus : uint8_t {
  kActive,
  kIdle,
  kHeating,
  kCooling,
  kRecording,
  kCharging,
  kLocked,
  kUnlocked,
  kUpdating,
  kLowBattery,
};

constexpr std::string_view name_of(DeviceStatus status) {
  constexpr std::array<std::string_view, 10> kNames = {
      "active",   "idle",   "heating",  "cooling",  "recording",
      "charging", "locked", "unlocked", "updating", "low_battery"};
  return kNames[static_cast<size_t>(status)];
}

// What the firmware's own crude check says of a reading.
enum class SelfTest : uint8_t { kPassed, kHot, kHumid, kEmpty };

template <typename T>
using BySignal = std::array<T, kSignalCount>;

// What a device's sensors feel, before they round.
struct Senses {
  BySignal<double> values{};
  DeviceStatus status = DeviceStatus::kActive;

  double& operator[](Signal signal) { return values[static_cast<size_t>(signal)]; }
  double operator[](Signal signal) const { return values[static_cast<size_t>(signal)]; }
};

struct Reading {
  int64_t time_millis = 0;     // event time by the device's own clock, since 1970
  BySignal<int32_t> values{};  // in steps of the device's decimals
  uint32_t release = 0;        // of its firmware
  DeviceStatus status = DeviceStatus::kActive;
  SelfTest self_test = SelfTest::kPassed;
  uint8_t self_test_percent = 0;  // how sure the self-test is

  int32_t& operator[](Signal signal) { return values[static_cast<size_t>(signal)]; }
  int32_t operator[](Signal signal) const { return values[static_cast<size_t>(signal)]; }
};

// When a device measures: the ideal time of its cadence, and the random bits of that reading.
struct Moment {
  int64_t micros = 0;
  uint64_t bits = 0;
};

}  // namespace telltale::simulate
