#include "simulate/fleet.h"

#include <fmt/format.h>

#include "simulate/fleet_run.h"

namespace telltale {
namespace {

constexpr uint32_t kDevicesMax = 10'000'000;
constexpr Instant kStartLeast = instant_of(946'684'800'000'000);  // 2000-01-01T00:00:00Z
constexpr Instant kEndMost = instant_of(4'102'444'800'000'000);   // 2100-01-01T00:00:00Z

// False for numbers that are none, too.
bool is_within(double value, double least, double most) {
  return value >= least && value <= most;
}

Status check_numbers(const FleetOptions& options) {
  if (!is_within(options.readings_per_device_minute, 0.0001, 600))
    return Status::invalid(fmt::format(
        "cannot simulate: readings per device and minute must be 0.0001 to 600: rate={}",
        options.readings_per_device_minute));
  if (!is_within(options.device_faults_per_fortnight, 0, 100))
    return Status::invalid(
        fmt::format("cannot simulate: device faults in a fortnight must be 0 to 100: faults={}",
                    options.device_faults_per_fortnight));
  if (!is_within(options.delivery_fault_share, 0, 0.5))
    return Status::invalid(fmt::format(
        "cannot simulate: the share of records delivered wrongly must be 0 to 0.5: share={}",
        options.delivery_fault_share));
  return {};
}

Status check(const FleetOptions& options) {
  if (options.devices < 1 || options.devices > kDevicesMax)
    return Status::invalid(fmt::format("cannot simulate: devices must be 1 to {}: devices={}",
                                       kDevicesMax, options.devices));
  if (options.duration <= Duration{0})
    return Status::invalid(fmt::format("cannot simulate: the duration must be above 0: duration={}",
                                       format_duration(options.duration)));
  if (options.start < kStartLeast || options.start > kEndMost ||
      options.duration > kEndMost - options.start)
    return Status::invalid(
        fmt::format("cannot simulate: the run must lie in the years 2000 to 2099: start={} "
                    "duration={}",
                    format_instant(options.start), format_duration(options.duration)));
  return check_numbers(options);
}

}  // namespace

Status Fleet::run(LineSink& records, LineSink* truth) const {
  TRY(check(options_));
  return simulate::FleetRun(options_, records, truth).play();
}

}  // namespace telltale
