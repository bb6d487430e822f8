#include "app/upkeeper.h"

#include "app/upkeep_events.h"
#include "base/thread_name.h"

namespace telltale {
namespace {

// An error of the world passes, and files that were not committed are none; a damaged file is told
// of and left alone. After anything else what is durable is not known.
bool is_survivable(Code code) {
  return code == Code::kExhausted || code == Code::kUnavailable || code == Code::kCorrupt ||
         code == Code::kNotFound || code == Code::kInvalid;
}

}  // namespace

Upkeeper::Upkeeper(Options options) : options_(std::move(options)) {
  options_.maintenance.stop = &is_stopping_;
}

void Upkeeper::start(LakeWriter& writer) {
  stop();
  is_stopping_.store(false);
  thread_ = std::thread([this, &writer] { loop(writer); });
}

void Upkeeper::ask_to_stop() {
  is_stopping_.store(true);
  {
    const std::lock_guard lock(mutex_);  // nobody is between looking and waiting
  }
  changed_.notify_all();
}

void Upkeeper::stop() {
  ask_to_stop();
  if (thread_.joinable()) thread_.join();
}

void Upkeeper::loop(LakeWriter& writer) {
  name_thread("upkeep", 0);
  give_way(GivesWay::kToRecords);
  Maintenance maintenance(writer, options_.maintenance);
  while (!is_stopping_.load()) {
    const std::chrono::milliseconds pause = step(maintenance);
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, pause, [&] { return is_stopping_.load(); });
  }
}

std::chrono::milliseconds Upkeeper::step(Maintenance& maintenance) {
  const Instant begun = maintenance.clock().now();
  const Result<std::optional<MaintenanceStep>> step = maintenance.run_next();
  if (step.ok() && step.value()) {
    options_.events.emit(UpkeepDone{*step.value(), maintenance.clock().now() - begun});
    return std::chrono::milliseconds(0);
  }
  if (step.ok()) {
    if (maintenance.needs_snapshot()) options_.wants_snapshot();
    return options_.idle_pause;
  }
  if (step.status().code() == Code::kCancelled) return options_.idle_pause;
  options_.events.emit(UpkeepFailed{step.status().message()});
  if (is_survivable(step.status().code())) return options_.error_pause;
  is_stopping_.store(true);
  options_.failed(step.status());
  return std::chrono::milliseconds(0);
}

}  // namespace telltale
