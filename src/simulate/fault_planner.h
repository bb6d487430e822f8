// FaultPlanner: decides which device has which fault, and when. Time is cut into windows; a device
// has at most one fault in each, with quiet time around it, so that labels never overlap. A plan is
// a function of (device, window) and of the wanted kinds, but allowing one kind moves no other.
// Immutable once made.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "simulate/cadence.h"
#include "simulate/device.h"
#include "simulate/fault_set.h"

namespace telltale::simulate {

struct FaultPlannerOptions {
  uint64_t root = 0;
  uint32_t devices = 1;
  Cadence cadence;
  FaultSet wanted{{}};
  double per_fortnight = 1;
};

class FaultPlanner {
 public:
  explicit FaultPlanner(const FaultPlannerOptions& options);

  // Gives the device the fault, if any, of the window around `micros`, and the window's end.
  void open_window(Device& device, int64_t micros) const;

 private:
  // The kinds that must happen, and where: one place each, apart from each other.
  struct Promise {
    uint32_t device;
    int64_t window;
    FaultKind kind;
  };
  void promise_each();
  Fault plan(const Device& device, int64_t window) const;
  Fault make(FaultKind kind, const Device& device, Random& random, int64_t window) const;
  void set_clock(Fault& fault, Random& random, int64_t most) const;

  FaultPlannerOptions options_;
  int64_t window_ = 0;  // micros
  double chance_ = 0;   // of a fault in a window
  std::vector<Promise> promises_;
};

}  // namespace telltale::simulate
