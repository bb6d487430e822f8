// Faults: a disk that fails, and a machine that stops, when the seed says so. It sits between the
// platform and a MemoryEnv as its fault.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/memory_env.h"
#include "base/random.h"

namespace telltale::simulation {

enum class Fault : uint8_t {
  kKill,        // the process ends between two operations; what it wrote is there
  kPowerCut,    // the machine stops; what was not synced is gone
  kDoubleCut,   // a kill, a restart, and the power goes right after it
  kNoRoom,      // appends and new files fail for want of room, for some time
  kSyncFails,   // a sync fails: the process must end, unacknowledged
  kReadFails,   // a read fails once
  kClockJumps,  // the time of day goes forward or back
  kTakeover,    // another process takes the lake over from one that sleeps, and then goes on
  kLostReply,   // the client never hears, and sends the same request again
};
constexpr int kFaultCount = 9;
std::string_view name_of(Fault fault);

class Faults {
 public:
  Faults(MemoryEnv& env, uint64_t seed);

  // Stops the machine at one of the next operations.
  void stop_soon();
  void stop_now() { is_stopped_ = true; }
  void run_out_of_room(uint64_t operations) { no_room_for_ = operations; }
  void fail_next_sync() { fails_sync_ = true; }
  void fail_next_read() { fails_read_ = true; }

  // The machine does nothing any more: whatever is asked of it fails.
  bool is_stopped() const { return is_stopped_; }
  // Everything works again.
  void heal();

  void count(Fault fault) { ++counts_[static_cast<size_t>(fault)]; }
  const std::array<uint64_t, kFaultCount>& counts() const { return counts_; }

 private:
  Status on(MemoryEnv::Operation operation);
  Status fail_for_room(MemoryEnv::Operation operation);

  Random random_;
  bool is_stopped_ = false;
  uint64_t stops_in_ = 0;
  uint64_t no_room_for_ = 0;
  bool fails_sync_ = false;
  bool fails_read_ = false;
  std::array<uint64_t, kFaultCount> counts_{};
};

}  // namespace telltale::simulation
