#include "app/stop_signal.h"

#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace telltale {
namespace {

std::atomic<bool> stop{false};
std::atomic<bool> reload{false};
static_assert(std::atomic<bool>::is_always_lock_free);
int wake_pipe[2] = {-1, -1};

void on_signal(int signal) {
  if (stop.exchange(true)) std::signal(signal, SIG_DFL);
  [[maybe_unused]] const ssize_t written = ::write(wake_pipe[1], "", 1);
}

void on_hang_up(int) {
  reload.store(true);
  [[maybe_unused]] const ssize_t written = ::write(wake_pipe[1], "", 1);
}

}  // namespace

void install_stop_signals() {
  // Without a descriptor left for it a wish is seen when the patience of who waits ends.
  if (::pipe2(wake_pipe, O_CLOEXEC | O_NONBLOCK) != 0) wake_pipe[0] = wake_pipe[1] = -1;
  struct sigaction action{};
  action.sa_handler = on_signal;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  // A full disk or a closed pipe is an error to report, not a way to die.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
}

void end_at_stop_signals() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

void install_reload_signal() {
  struct sigaction action{};
  action.sa_handler = on_hang_up;
  ::sigaction(SIGHUP, &action, nullptr);
}

bool take_reload_wish() {
  return reload.exchange(false);
}

bool wait_for_stop(std::chrono::milliseconds patience) {
  pollfd signal{wake_pipe[0], POLLIN, 0};
  if (stop_requested()) return true;
  if (::poll(&signal, 1, static_cast<int>(patience.count())) > 0) {
    char woken[16];
    [[maybe_unused]] const ssize_t size = ::read(wake_pipe[0], woken, sizeof(woken));
  }
  return stop_requested();
}

const std::atomic<bool>& stop_flag() {
  return stop;
}

}  // namespace telltale
