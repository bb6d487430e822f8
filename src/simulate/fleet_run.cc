#include "simulate/fleet_run.h"

#include <algorithm>

#include "simulate/fault_effect.h"
#include "simulate/firmware.h"
#include "simulate/model.h"
#include "simulate/site_map.h"

namespace telltale::simulate {
namespace {

constexpr uint32_t kDevicesPerSite = 16;  // so that small fleets have peers, too

uint64_t root_of(const FleetOptions& options) {
  return mix(options.seed + kGolden);
}

FaultPlannerOptions planner_options(const FleetOptions& options) {
  return {root_of(options), options.devices, Cadence::of(options), FaultSet(options.faults),
          options.device_faults_per_fortnight};
}

std::vector<Device> make_devices(const FleetOptions& options) {
  const size_t sites = std::clamp<size_t>(options.devices / kDevicesPerSite, 1, site_map().size());
  const DeviceOptions shared{root_of(options), sites, Cadence::of(options).interval};
  std::vector<Device> devices;
  devices.reserve(options.devices);
  for (uint32_t number = 0; number < options.devices; ++number)
    devices.push_back(make_device(shared, number));
  std::sort(devices.begin(), devices.end(), [](const Device& a, const Device& b) {
    return a.phase != b.phase ? a.phase < b.phase : a.number < b.number;
  });
  return devices;
}

void note_late(Fault& fault, const Sent& sent) {
  if (!sent.is_late) return;
  if (fault.late_count++ == 0) fault.late_line = sent.line;
}

}  // namespace

FleetRun::FleetRun(const FleetOptions& options, LineSink& records, LineSink* truth)
    : cadence_(Cadence::of(options)),
      weather_(derive(root_of(options), kForSites)),
      planner_(planner_options(options)),
      delivery_(options, records, truth),
      devices_(make_devices(options)) {}

Status FleetRun::play() {
  uint64_t round = 0;
  for (int64_t begin = cadence_.start; begin < cadence_.end; begin += cadence_.interval)
    TRY(play_round(begin, round++));
  return finish();
}

Status FleetRun::play_round(int64_t begin, uint64_t round) {
  for (Device& device : devices_) {
    Moment moment{begin + device.phase, derive(derive(device.key, kForReadings), round)};
    if (moment.micros >= cadence_.end) break;
    if (delivery_.next_arrival() <= moment.micros) TRY(send_held(moment.micros));
    step(device, moment);
    if (delivery_.is_full()) TRY(delivery_.flush());
  }
  return {};
}

void FleetRun::step(Device& device, const Moment& moment) {
  if (moment.micros >= device.window_end) planner_.open_window(device, moment.micros);
  follow_firmware(device, moment.micros);
  if (moment.micros >= device.fault.start) return step_faulty(device, moment);
  const Senses senses = sense(device, weather_.at(device.site, moment.micros), moment);
  delivery_.send_by_chance(device, report(device, senses, cadence_.time_millis(moment)), moment);
}

void FleetRun::step_faulty(Device& device, const Moment& moment) {
  if (moment.micros >= device.fault.end) return send_after(device, moment);
  if (device.fault.kind == FaultKind::kGap) return swallow(device);
  send_affected(device, moment);
}

void FleetRun::swallow(Device& device) {
  Fault& fault = device.fault;
  if (fault.missing++ > 0) return;
  fault.first_line = device.last_line;
  fault.first_millis = device.newest_millis;
}

void FleetRun::send_affected(Device& device, const Moment& moment) {
  Senses senses = sense(device, weather_.at(device.site, moment.micros), moment);
  disturb(device, moment, senses);
  Reading reading = report(device, senses, cadence_.time_millis(moment));
  distort(device, reading);
  const Sent sent = delivery_.send(device, reading);
  Fault& fault = device.fault;
  note_late(fault, sent);
  if (fault.line_count++ == 0) {
    fault.first_line = sent.line;
    fault.first_millis = reading.time_millis;
  }
  fault.last_line = sent.line;
  fault.last_millis = reading.time_millis;
}

// The fault is over when a reading comes that is newer than all before; a clock that was ahead
// keeps it open until then.
void FleetRun::send_after(Device& device, const Moment& moment) {
  const Senses senses = sense(device, weather_.at(device.site, moment.micros), moment);
  const Reading reading = report(device, senses, cadence_.time_millis(moment));
  const Sent sent = delivery_.send(device, reading);
  Fault& fault = device.fault;
  note_late(fault, sent);
  if (fault.kind == FaultKind::kGap) {
    fault.last_line = sent.line;
    fault.last_millis = reading.time_millis;
  }
  if (!sent.is_late) end_fault(device);
}

void FleetRun::end_fault(Device& device) {
  delivery_.write_label(label_of(device));
  device.fault = {};
}

Status FleetRun::send_held(int64_t until) {
  while (delivery_.next_arrival() <= until) {
    delivery_.send_next_held();
    if (delivery_.is_full()) TRY(delivery_.flush());
  }
  return {};
}

// What is held arrives before the end of the run; a fault that found no reading after it is
// labelled with what it has.
Status FleetRun::finish() {
  TRY(send_held(cadence_.end));
  for (Device& device : devices_) {
    if (device.fault.line_count + device.fault.missing > 0) end_fault(device);
    if (delivery_.is_full()) TRY(delivery_.flush());
  }
  return delivery_.flush();
}

}  // namespace telltale::simulate
