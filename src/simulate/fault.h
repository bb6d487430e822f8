// Fault: what is or will be wrong with one device, and what its label needs to know: the lines it
// touched so far. Lives inside the device; plain values.
#pragma once

#include <cstdint>
#include <limits>

#include "simulate/fault_kind.h"
#include "simulate/reading.h"

namespace telltale::simulate {

constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

struct Fault {
  int64_t start = kNever;  // readings whose ideal time lies in [start, end) are affected
  int64_t end = kNever;
  int64_t first_millis = 0;  // event times of the first and last line of the label
  int64_t last_millis = 0;
  uint64_t first_line = 0;
  uint64_t last_line = 0;
  uint64_t late_line = 0;   // first line older than what its device had sent: a clock went back
  uint32_t line_count = 0;  // lines it affected, of its device
  uint32_t late_count = 0;  // so many in a row are older
  uint32_t missing = 0;     // readings that a gap swallowed
  int32_t held = 0;         // the value that is stuck, in steps
  float size = 0;           // in the signal's unit, with its sign; milliseconds of a clock skew
  FaultKind kind = FaultKind::kSpike;
  Signal signal = Signal::kNone;

  bool is_planned() const { return start != kNever; }
};

}  // namespace telltale::simulate
