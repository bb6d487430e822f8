// Fleet: simulated smart devices, their records and the truth about them. The same options give the
// same bytes on every machine; every record is marked `"simulated":true`. Pure: output goes to the
// caller's sinks. One thread at a time.
//
// A record is a line of compact JSON with the 14 fields of the schema smart_device and the mark.
// Each injected fault is one line of truth, written when its last record is out:
//   {"fault":"gap","device":"lock-000091","signal":null,"start":"2025-01-01T04:44:13.791Z",
//    "end":"2025-01-01T07:38:13.795Z","lines":[56855,91494],"count":0,"detail":{"missing":173}}
// `start` and `end` are event times as the device wrote them. Lines count from 1.
//   spike shift drift stuck noise battery_cliff: `lines` are the first and last affected; so are
//     all `count` lines of the device from one to the other that no other label names
//   clock_skew: the same; detail.late_line and late_count: so many of its lines in a row, from that
//     one, are older than what it had sent (they begin where a clock goes back)
//   gap: `lines` are the last before and the first after, count 0; detail.missing: readings lost
//   duplicate conflict out_of_order malformed: `lines` is the one line that arrives wrongly
//     (detail.of: the line it repeats or contradicts; detail.newer_line: a newer one before it;
//     detail.reason: the RejectReason it must get)
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "simulate/fault_kind.h"

namespace telltale {

// Takes text lines.
class LineSink {
 public:
  virtual ~LineSink() = default;
  // `lines` are whole, each with its newline. Malformed records may be no UTF-8.
  virtual Status write(std::string_view lines) = 0;
};

struct FleetOptions {
  uint32_t devices = 200;                      // 1 to 10,000,000
  Duration duration = std::chrono::hours(48);  // above 0
  double readings_per_device_minute = 1;       // 0.0001 to 600
  uint64_t seed = 1;
  Instant start = instant_of(1'735'689'600'000'000);  // 2025-01-01; all lies in 2000 to 2099
  // Kinds that may happen. Each one does at least once if the fleet has the time for it.
  std::vector<FaultKind> faults = all_fault_kinds();
  // How often, if all kinds are wanted: a smaller list makes fewer faults, not other ones.
  double device_faults_per_fortnight = 1;  // for each device; 0 to 100
  double delivery_fault_share = 0.0005;    // of the records; 0 to 0.5
};

class Fleet {
 public:
  explicit Fleet(FleetOptions options) : options_(std::move(options)) {}

  // Writes the records in the order the platform would receive them, and their labels unless
  // `truth` is null. kInvalid: an option is out of bounds; otherwise the first error of a sink.
  // Holds about 200 bytes for each device, and at most 100 more for records that come late.
  Status run(LineSink& records, LineSink* truth) const;

 private:
  FleetOptions options_;
};

}  // namespace telltale
