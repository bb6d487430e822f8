// Upkeeper: maintains a lake beside the thread that takes its records: does what is due a step at a
// time, in a thread that gives way to others. The owner starts it on a writer and stops it before
// the writer goes; one that was stopped may be started again.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "base/events.h"
#include "store/maintenance.h"

namespace telltale {

class Upkeeper {
 public:
  struct Options {
    MaintenanceOptions maintenance;
    Emitter events;
    // Raw has had its time: a snapshot should be written. Called again until there is one.
    std::function<void()> wants_snapshot = [] {};
    // What the disk holds is not what the writer believes: nobody may go on with it.
    std::function<void(const Status& why)> failed = [](const Status&) {};
    std::chrono::milliseconds idle_pause{2'000};    // after nothing was due
    std::chrono::milliseconds error_pause{30'000};  // after the world failed
  };
  explicit Upkeeper(Options options);
  Upkeeper(const Upkeeper&) = delete;
  Upkeeper& operator=(const Upkeeper&) = delete;
  ~Upkeeper() { stop(); }

  void start(LakeWriter& writer);
  // Ends the step at hand, which then has changed nothing, and waits for that.
  void stop();
  // As stop, and does not wait: for any thread.
  void ask_to_stop();

 private:
  void loop(LakeWriter& writer);
  // Does what is due most; how long to wait then.
  std::chrono::milliseconds step(Maintenance& maintenance);

  Options options_;
  std::atomic<bool> is_stopping_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::thread thread_;
};

}  // namespace telltale
