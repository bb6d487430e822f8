// LakeStatus: what a lake of this server is doing right now, for probes, metrics and people. Plain
// data; whoever keeps the lake makes it new for each who asks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "store/restore.h"
#include "telemetry/position.h"

namespace telltale::serve {

enum class LakeState : uint8_t { kStarting, kServing, kMending, kStopping, kDown };
constexpr int kLakeStateCount = 5;
std::string_view name_of(LakeState state);

// Something an operator should know of: by a short name, and in a sentence. Neither says more of
// the lake than that.
struct LakeProblem {
  std::string_view name;
  std::string sentence;
  bool is_warning = false;  // all still works
};

struct DiskStatus {
  bool is_known = false;
  uint64_t free_bytes = 0;
  uint64_t reserve_bytes = 0;
  std::optional<double> days_left;
};

// A commit in a few words.
struct CommitNote {
  CommitId commit{0};
  Instant time;
  std::string kinds;
  uint64_t received = 0;
};

struct LakeStatus {
  LakeState state = LakeState::kStarting;
  Status ingest;    // whether requests are taken
  std::string why;  // it is mending or down: what failed, as the system said it
  std::vector<LakeProblem> problems;
  RestoreProgress restored;

  uint64_t waiting_bytes = 0;  // of requests that are not yet durable
  uint64_t backlog_bytes = 0;  // of those that are not yet in the lake
  uint64_t backlog_bytes_max = 0;
  Offset journal_end = 0;  // no record is beyond
  uint64_t lanes = 0;
  std::optional<double> growth_per_day;  // bytes
  DiskStatus disk;
  std::vector<CommitNote> commits;  // some of the newest, the newest first
  uint64_t live_clients = 0;
  uint64_t live_bytes = 0;  // held for those who follow live

  bool can_query() const { return state != LakeState::kStarting; }
};

// Who knows it. Any thread may ask.
class LakeHealth {
 public:
  virtual ~LakeHealth() = default;
  virtual LakeStatus status() const = 0;
};

}  // namespace telltale::serve
