#include "app/stop_signal.h"

#include <csignal>

namespace telltale {
namespace {

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void on_signal(int signal) {
  if (stop.exchange(true)) std::signal(signal, SIG_DFL);
}

}  // namespace

void install_stop_signals() {
  struct sigaction action{};
  action.sa_handler = on_signal;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  // A full disk or a closed pipe is an error to report, not a way to die.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
}

const std::atomic<bool>& stop_flag() {
  return stop;
}

}  // namespace telltale
