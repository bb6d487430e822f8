// FleetRun: one pass over time. Round after round it lets every device measure, in the order of
// their phases, and follows each device fault from its first line to its label. Used once, by one
// thread.
#pragma once

#include <vector>

#include "simulate/delivery.h"
#include "simulate/fault_planner.h"
#include "simulate/weather.h"

namespace telltale::simulate {

class FleetRun {
 public:
  FleetRun(const FleetOptions& options, LineSink& records, LineSink* truth);

  Status play();

 private:
  Status play_round(int64_t begin, uint64_t round);
  void step(Device& device, const Moment& moment);
  void step_faulty(Device& device, const Moment& moment);
  void swallow(Device& device);
  void send_affected(Device& device, const Moment& moment);
  void send_after(Device& device, const Moment& moment);
  void end_fault(Device& device);
  Status send_held(int64_t until);
  Status finish();

  Cadence cadence_;
  WeatherMap weather_;
  FaultPlanner planner_;
  Delivery delivery_;
  std::vector<Device> devices_;  // by phase
};

}  // namespace telltale::simulate
