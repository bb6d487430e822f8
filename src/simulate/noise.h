// Noise: random numbers by place instead of by order. Each is a hash of a key and of where it is
// used (a reading's number, a point in time), so that what one purpose draws never moves another.
// Pure. The hash is SplitMix64's finaliser (Steele, Lea and Flood, "Fast splittable pseudorandom
// number generators", 2014).
#pragma once

#include <cstdint>

namespace telltale::simulate {

constexpr uint64_t kGolden = 0x9e3779b97f4a7c15;

constexpr uint64_t mix(uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

// The key of one use of another key.
constexpr uint64_t derive(uint64_t key, uint64_t use) {
  return mix(key + kGolden * (use + 1));
}

// What keys are derived for. A number stands for one purpose for ever: changing it changes bytes.
enum Purpose : uint64_t {
  kForDevices = 1,
  kForSites = 2,
  kForNature = 3,    // what a device is: type, place, habits
  kForReadings = 4,  // noise of one reading
  kForCorner = 5,    // slow noise of a device's own corner
  kForDoor = 6,      // when a lock is open, when a camera records
  kForFirmware = 7,
  kForFaults = 8,
  kForDelivery = 9,
  kForMinimum = 10,  // where the guaranteed faults lie
};

// Uniform in [0, 1).
constexpr double unit(uint64_t bits) {
  return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

// Nearly normal, mean 0 and variance 1, within ±3.47: the sum of the word's four 16-bit parts.
constexpr double bell(uint64_t bits) {
  const uint64_t sum =
      (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48);
  return (static_cast<double>(sum) - 131070.0) * (1 / 37837.227);
}

// Smooth noise over time in (-1, 1): random values `step` micros apart, eased from one to the next.
// `micros` must not be negative.
constexpr double smooth_noise(uint64_t key, int64_t micros, int64_t step) {
  const int64_t index = micros / step;
  const double part = static_cast<double>(micros - index * step) / static_cast<double>(step);
  const double from = unit(derive(key, static_cast<uint64_t>(index)));
  const double to = unit(derive(key, static_cast<uint64_t>(index + 1)));
  const double ease = part * part * (3 - 2 * part);
  return (from + (to - from) * ease) * 2 - 1;
}

}  // namespace telltale::simulate
