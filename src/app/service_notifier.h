// ServiceNotifier: tells the service manager (systemd) how the server is: ready, alive, reloading,
// stopping. It speaks the protocol of sd_notify(3) over the socket that the manager names; without
// one it tells nobody. One thread.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"

namespace telltale {

class ServiceNotifier {
 public:
  // Reads where to speak, and how often, from the environment (NOTIFY_SOCKET, WATCHDOG_USEC).
  explicit ServiceNotifier(const Clock& clock);
  ServiceNotifier(const ServiceNotifier&) = delete;
  ServiceNotifier& operator=(const ServiceNotifier&) = delete;
  ~ServiceNotifier();

  void tell_starting(const std::string& status);  // and asks for more time
  void tell_ready();
  void tell_reloading();
  void tell_stopping();
  // Called often while all is well: at times says so.
  void beat();

 private:
  void send(std::string_view message) const;
  bool is_due(Duration& last, Duration every) const;

  const Clock& clock_;
  std::string socket_path_;
  int socket_ = -1;
  Duration watchdog_{0};  // between two beats at most; zero: none are wanted
  Duration last_beat_{0};
  Duration last_status_{0};
};

}  // namespace telltale
