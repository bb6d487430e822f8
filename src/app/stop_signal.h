// The wish to stop, as a person or a supervisor expresses it: SIGINT or SIGTERM. Work in progress
// ends at the next whole batch.
#pragma once

#include <atomic>
#include <chrono>

namespace telltale {

// Routes the signals to the flag; a second SIGINT ends the process at once.
void install_stop_signals();
// They end the process at once again: of work that keeps nothing and may wait long in a write.
void end_at_stop_signals();
const std::atomic<bool>& stop_flag();
// Takes SIGHUP for the wish to read files again, from now on.
void install_reload_signal();
// Whether that was wished since the last time somebody asked.
bool take_reload_wish();
// Waits for a wish, at most so long; whether it is to stop.
bool wait_for_stop(std::chrono::milliseconds patience);
inline bool stop_requested() {
  return stop_flag().load(std::memory_order_relaxed);
}

}  // namespace telltale
