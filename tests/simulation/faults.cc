#include "tests/simulation/faults.h"

namespace telltale::simulation {

using Operation = MemoryEnv::Operation;

std::string_view name_of(Fault fault) {
  constexpr std::array<std::string_view, kFaultCount> kNames = {
      "kill",       "power cut",   "double cut", "no room",   "sync fails",
      "read fails", "clock jumps", "takeover",   "lost reply"};
  return kNames[static_cast<size_t>(fault)];
}

Faults::Faults(MemoryEnv& env, uint64_t seed) : random_(seed) {
  env.set_fault([this](Operation operation, const std::string&) { return on(operation); });
}

void Faults::stop_soon() {
  stops_in_ = 1 + random_.below(random_.below(2) == 0 ? 8 : 60);
}

void Faults::heal() {
  is_stopped_ = fails_sync_ = fails_read_ = false;
  stops_in_ = no_room_for_ = 0;
}

Status Faults::on(Operation operation) {
  if (stops_in_ > 0 && --stops_in_ == 0) is_stopped_ = true;
  if (is_stopped_) return Status::internal("the machine is off");
  const bool is_sync = operation == Operation::kSyncFile || operation == Operation::kSyncFolder;
  if (fails_sync_ && is_sync) {
    fails_sync_ = false;
    count(Fault::kSyncFails);
    return Status::internal("input/output error");
  }
  if (fails_read_ && operation == Operation::kRead) {
    fails_read_ = false;
    count(Fault::kReadFails);
    return Status::internal("input/output error");
  }
  return fail_for_room(operation);
}

Status Faults::fail_for_room(Operation operation) {
  const bool needs_room = operation == Operation::kAppend || operation == Operation::kCreateFile ||
                          operation == Operation::kMakeFolders || operation == Operation::kLinkFile;
  if (no_room_for_ == 0 || !needs_room) return {};
  --no_room_for_;
  count(Fault::kNoRoom);
  return Status::exhausted("no space left on device");
}

}  // namespace telltale::simulation
