// Cadence: when the fleet measures. Every device once in each round, at its own phase; all of it
// known from the options. Plain values.
#pragma once

#include <cstdint>

#include "simulate/fleet.h"
#include "simulate/noise.h"
#include "simulate/reading.h"

namespace telltale::simulate {

struct Cadence {
  int64_t start = 0;     // micros since 1970
  int64_t end = 0;       // no reading is due at or after it
  int64_t interval = 0;  // micros from round to round
  int64_t jitter = 0;    // a device measures up to so many micros after it is due

  // A jitter below a twentieth of the interval keeps each device's event times in order and apart.
  static Cadence of(const FleetOptions& options) {
    Cadence cadence;
    cadence.start = micros(options.start);
    cadence.end = cadence.start + options.duration.count();
    cadence.interval = static_cast<int64_t>(60e6 / options.readings_per_device_minute + 0.5);
    cadence.jitter = cadence.interval / 50 < kJitterMost ? cadence.interval / 50 : kJitterMost;
    return cadence;
  }

  int64_t time_millis(const Moment& moment) const {
    const double late = unit(mix(moment.bits + 5)) * static_cast<double>(jitter);
    return (moment.micros + static_cast<int64_t>(late)) / 1000;
  }

 private:
  static constexpr int64_t kJitterMost = 400'000;
};

}  // namespace telltale::simulate
