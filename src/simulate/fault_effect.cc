#include "simulate/fault_effect.h"

#include "simulate/noise.h"

namespace telltale::simulate {
namespace {

constexpr double kCliffDepth = 0.93;  // of the level that was left
constexpr double kCliffFall = 0.3;    // of the fault's time; then it stays down

// Keeps the faulty value inside what the sensor can show: humidity errs towards its middle, energy
// upwards. Temperature has room on both sides.
void settle(Fault& fault, const Senses& senses) {
  const float size = fault.size < 0 ? -fault.size : fault.size;
  if (fault.kind == FaultKind::kBatteryCliff)
    fault.size = static_cast<float>(-kCliffDepth * senses[Signal::kBatteryLevel]);
  if (fault.signal == Signal::kHumidity) fault.size = senses[Signal::kHumidity] > 50 ? -size : size;
  if (fault.signal == Signal::kEnergyConsumption || fault.kind == FaultKind::kNoise)
    fault.size = size;
}

double part_of(const Fault& fault, const Moment& moment) {
  return static_cast<double>(moment.micros - fault.start) /
         static_cast<double>(fault.end - fault.start);
}

// The error at that moment, in the signal's unit.
double error_at(const Fault& fault, const Moment& moment) {
  switch (fault.kind) {
    case FaultKind::kSpike:
    case FaultKind::kShift:
      return fault.size;
    case FaultKind::kDrift:
      return fault.size * part_of(fault, moment);
    case FaultKind::kNoise:
      return fault.size * bell(derive(moment.bits, kForFaults));
    case FaultKind::kBatteryCliff: {
      const double fallen = part_of(fault, moment) / kCliffFall;
      return fault.size * (fallen < 1 ? fallen : 1);
    }
    default:
      return 0;
  }
}

}  // namespace

void disturb(Device& device, const Moment& moment, Senses& senses) {
  Fault& fault = device.fault;
  if (fault.signal == Signal::kNone) return;
  if (fault.line_count == 0) settle(fault, senses);
  senses[fault.signal] += error_at(fault, moment);
}

void distort(Device& device, Reading& reading) {
  Fault& fault = device.fault;
  if (fault.kind == FaultKind::kClockSkew) reading.time_millis += static_cast<int64_t>(fault.size);
  if (fault.kind != FaultKind::kStuck) return;
  if (fault.line_count == 0) fault.held = reading[fault.signal];
  reading[fault.signal] = fault.held;
}

}  // namespace telltale::simulate
