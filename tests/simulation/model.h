// The reference: what must become of every record, by the plainest means there are. It knows no
// lanes, cuts, commits or files: records in log order, one map of what is kept of each identity.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "telemetry/disposition.h"

namespace telltale::simulation {

// A record as its sender meant it. Every record of a run has other bytes.
struct SentRecord {
  bool is_good = true;  // else it is refused
  std::string device;
  int64_t time = 0;  // seconds
  std::optional<double> v;
  std::optional<double> w;
  std::string bytes;
};

class Model {
 public:
  // What becomes of the next record of the logs, in the order they were taken.
  Disposition take(const SentRecord& record);

 private:
  struct Reading {
    std::optional<double> v;
    std::optional<double> w;
  };
  struct Identity {
    std::vector<Reading> stored;
    std::vector<Reading> conflicts;
  };
  std::map<std::pair<std::string, int64_t>, Identity> identities_;
};

}  // namespace telltale::simulation
