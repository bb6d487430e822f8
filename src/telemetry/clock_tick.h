// ClockTick: a moment of the server's clock that became a record of the control log, so that
// silence can be noticed: what is computed from it is the same in every replay. And what it finds:
// devices that have been silent for much longer than they ever are.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "telemetry/anomaly.h"
#include "telemetry/position.h"

namespace telltale {

struct LogInfo;

struct ClockTick {
  Offset control = 0;     // of its record
  int64_t at_micros = 0;  // since 1970, UTC
  // From here on records can come in again: a silence before it was not the devices'.
  bool begins_listening = false;
};

// A tick finds so many silences at most; the rest is for the next.
constexpr size_t kSilencesMax = 4096;

// A device that is silent. Of its anomaly, `row` and `field` say nothing, and the value and the
// interval are seconds of silence.
struct Silence {
  std::string device;
  uint64_t device_hash = 0;
  uint32_t schema_number = 0;  // in the lake: what it reported by last
  bool is_simulated = false;
  Anomaly anomaly;
};

// The control log as a log: number 0, of no schema's records.
const std::shared_ptr<const LogInfo>& control_log();

}  // namespace telltale
