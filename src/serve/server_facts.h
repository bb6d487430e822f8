// ServerFacts: what the server as a whole is doing, for probes, metrics and people. Plain data.
#pragma once

#include <cstdint>
#include <string>

#include "base/instant.h"
#include "base/process_facts.h"

namespace telltale::serve {

struct ServerFacts {
  std::string version;
  Instant started;
  Duration loop_age{0};  // since the thread that supervises last looked
  ProcessFacts process;
  uint64_t connections_open = 0;
  uint64_t connections_accepted = 0;
  uint64_t connections_refused = 0;
  uint64_t requests_malformed = 0;
  uint64_t timeouts = 0;
  uint64_t bytes_received = 0;
  uint64_t bytes_sent = 0;
  uint64_t work_waiting = 0;  // answers that wait for a worker
  uint64_t log_lines_dropped = 0;
};

}  // namespace telltale::serve
