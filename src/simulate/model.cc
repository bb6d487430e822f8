#include "simulate/model.h"

#include <array>

#include "base/instant.h"
#include "simulate/battery.h"
#include "simulate/exact_math.h"
#include "simulate/noise.h"
#include "simulate/rhythm.h"
#include "simulate/vapour.h"

namespace telltale::simulate {
namespace {

constexpr int64_t kMinute = 60 * kMicrosPerSecond;
constexpr int64_t kUpdateSeconds = 600;
constexpr double kLowBattery = 15;

// What surrounds a device, and what is done about it.
struct Air {
  double temperature = 0;
  double vapour = 0;
  double demand = 0;  // kWh in an hour: heating above 0, cooling below
  bool is_running = false;
};

int64_t local_micros(const Device& device, int64_t micros) {
  return micros + device.local_seconds * kMicrosPerSecond;
}

// A house follows the weather slowly; heating holds it up, cooling holds it down and dries the air.
Air indoors(const Device& device, const Weather& weather, int64_t micros) {
  const double comfort = rhythm(Rhythm::kComfort, local_micros(device, micros));
  const double target = device.comfort_low + (device.comfort_high - device.comfort_low) * comfort;
  const double most = 27.5 - 3 * comfort;
  const double left_alone = 0.55 * weather.temperature_slow + 0.1 * weather.temperature + 9.85;
  Air air;
  air.temperature = clamped(left_alone, target, most);
  const double dried = 1 - clamped(0.08 * (left_alone - air.temperature), 0, 0.4);
  air.vapour = (weather.vapour + device.moisture * (0.5 + 0.5 * comfort)) * dried;
  air.demand = (air.temperature - left_alone) * device.heat_loss;
  return air;
}

Air outdoors(const Weather& weather) {
  return {weather.temperature, weather.vapour, 0, false};
}

// A thermostat hangs where the heating works in cycles around the target.
Air beside_heating(const Device& device, const Weather& weather, int64_t micros) {
  Air air = indoors(device, weather, micros);
  if (air.demand == 0) return air;
  const int64_t cycle = device.cycle_seconds * kMicrosPerSecond;
  const double part = static_cast<double>(micros % cycle) / static_cast<double>(cycle);
  air.is_running = part < 0.5;
  air.temperature += 0.2 * (air.is_running ? 4 * part - 1 : 3 - 4 * part);
  return air;
}

Air inside_door(const Device& device, const Weather& weather, int64_t micros) {
  const Air inside = indoors(device, weather, micros);
  return {(inside.temperature + weather.temperature) / 2, (inside.vapour + weather.vapour) / 2, 0,
          false};
}

// A camera warms itself, and the sun warms it.
Air inside_camera(const Weather& weather) {
  Air air = outdoors(weather);
  air.temperature += 3.5 + 3 * weather.daylight * (1 - weather.cloud);
  return air;
}

Air air_around(const Device& device, const Weather& weather, int64_t micros) {
  switch (device.type) {
    case DeviceType::kThermostat:
      return beside_heating(device, weather, micros);
    case DeviceType::kCamera:
      return inside_camera(weather);
    case DeviceType::kLock:
      return inside_door(device, weather, micros);
    case DeviceType::kSensor:
      return device.is_indoors ? indoors(device, weather, micros) : outdoors(weather);
  }
  return {};
}

// True for a share of the stretches of time, each `step` long.
bool happens(const Device& device, int64_t micros, int64_t step, double share) {
  const auto stretch = static_cast<uint64_t>(micros / step);
  return unit(derive(derive(device.key, kForDoor), stretch)) < share;
}

// Energy is what the device and what it steers drew in the last hour, in kWh.
struct Work {
  double energy;
  DeviceStatus status;
};

Work work_of_thermostat(const Air& air, double scatter) {
  const double drawn = air.demand < 0 ? -air.demand * 1.4 : air.demand;
  const DeviceStatus running = air.demand < 0 ? DeviceStatus::kCooling : DeviceStatus::kHeating;
  return {0.003 + drawn * (1 + 0.02 * scatter) + 0.0002 * scatter,
          air.is_running ? running : DeviceStatus::kIdle};
}

Work work_of_camera(const Device& device, const Weather& weather, int64_t micros) {
  const double activity = rhythm(Rhythm::kActivity, local_micros(device, micros));
  const bool is_recording = happens(device, micros, kMinute, 0.6 * activity);
  return {0.0042 + 0.0028 * (1 - weather.daylight) + 0.0018 * activity,
          is_recording ? DeviceStatus::kRecording : DeviceStatus::kIdle};
}

Work work_of_lock(const Device& device, int64_t micros) {
  const double use = rhythm(Rhythm::kDoor, local_micros(device, micros));
  const bool is_open = happens(device, micros, 2 * kMinute, 0.35 * use);
  return {0.0002 + 0.0009 * use, is_open ? DeviceStatus::kUnlocked : DeviceStatus::kLocked};
}

Work work_of(const Device& device, const Weather& weather, const Air& air, const Moment& moment) {
  const double scatter = bell(mix(moment.bits + 4));
  const double spread = traits_of(device.type).sigma[3] * scatter;
  Work work{0.0006, DeviceStatus::kActive};
  if (device.type == DeviceType::kThermostat) return work_of_thermostat(air, scatter);
  if (device.type == DeviceType::kCamera) work = work_of_camera(device, weather, moment.micros);
  if (device.type == DeviceType::kLock) work = work_of_lock(device, moment.micros);
  work.energy += spread;
  return work;
}

// The firmware's fixed limits, the same everywhere: crude, as such checks are.
void test_self(const Senses& senses, Reading& reading) {
  const auto judge = [&](SelfTest verdict, double excess) {
    if (excess <= 0) return;
    reading.self_test = verdict;
    reading.self_test_percent = static_cast<uint8_t>(clamped(60 + excess * 4, 60, 99));
  };
  judge(SelfTest::kHumid, senses[Signal::kHumidity] - 85);
  judge(SelfTest::kHot, senses[Signal::kTemperature] - 30);
  judge(SelfTest::kEmpty, 10 - senses[Signal::kBatteryLevel]);
}

constexpr BySignal<double> kLeast = {-50, 0, 0, 0};
constexpr BySignal<double> kMost = {100, 100, 100, 10'000};

int32_t rounded(double value, size_t signal, uint8_t decimals) {
  constexpr std::array<double, 5> kSteps = {1, 10, 100, 1'000, 10'000};
  return static_cast<int32_t>(
      nearest(clamped(value, kLeast[signal], kMost[signal]) * kSteps[decimals]));
}

}  // namespace

Senses sense(const Device& device, const Weather& weather, const Moment& moment) {
  const int64_t micros = moment.micros;
  const BySignal<double>& sigma = traits_of(device.type).sigma;
  const Air air = air_around(device, weather, micros);
  const double corner = 0.25 * smooth_noise(derive(device.key, kForCorner), micros, 40 * kMinute);
  const double celsius = air.temperature + device.temperature_offset + corner;
  const BatteryLevel battery = battery_level(device, celsius, micros);
  const Work work = work_of(device, weather, air, moment);
  Senses senses;
  senses[Signal::kTemperature] = celsius + sigma[0] * bell(mix(moment.bits + 1));
  senses[Signal::kHumidity] = relative_humidity(air.vapour, air.temperature + corner) +
                              device.humidity_offset + sigma[1] * bell(mix(moment.bits + 2));
  senses[Signal::kBatteryLevel] = battery.percent + sigma[2] * bell(mix(moment.bits + 3));
  senses[Signal::kEnergyConsumption] = work.energy;
  senses.status = battery.is_charging && work.status == DeviceStatus::kIdle
                      ? DeviceStatus::kCharging
                      : work.status;
  if (micros / kMicrosPerSecond - device.firmware_since < kUpdateSeconds)
    senses.status = DeviceStatus::kUpdating;
  return senses;
}

Reading report(const Device& device, const Senses& senses, int64_t time_millis) {
  const BySignal<uint8_t>& decimals = traits_of(device.type).decimals;
  Reading reading;
  reading.time_millis = time_millis;
  reading.release = device.release;
  reading.status =
      senses[Signal::kBatteryLevel] < kLowBattery ? DeviceStatus::kLowBattery : senses.status;
  for (size_t i = 0; i < kSignalCount; ++i)
    reading.values[i] = rounded(senses.values[i], i, decimals[i]);
  if (device.has_self_test) test_self(senses, reading);
  return reading;
}

}  // namespace telltale::simulate
