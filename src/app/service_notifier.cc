#include "app/service_notifier.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <fmt/format.h>

namespace telltale {
namespace {

constexpr Duration kStatusEvery = std::chrono::seconds(2);
constexpr Duration kMoreTime = std::chrono::seconds(60);

std::string_view environment(const char* name) {
  const char* value = ::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

}  // namespace

ServiceNotifier::ServiceNotifier(const Clock& clock)
    : clock_(clock), socket_path_(environment("NOTIFY_SOCKET")) {
  if (socket_path_.empty()) return;
  const std::string_view micros_text = environment("WATCHDOG_USEC");
  int64_t micros_between = 0;
  std::from_chars(micros_text.data(), micros_text.data() + micros_text.size(), micros_between);
  watchdog_ = Duration(std::max<int64_t>(0, micros_between));
  socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

ServiceNotifier::~ServiceNotifier() {
  if (socket_ >= 0) ::close(socket_);
}

void ServiceNotifier::tell_starting(const std::string& status) {
  if (!is_due(last_status_, kStatusEvery)) return;
  send(fmt::format("STATUS={}\nEXTEND_TIMEOUT_USEC={}", status, kMoreTime.count()));
}

void ServiceNotifier::tell_ready() {
  send("READY=1\nSTATUS=serving");
}

void ServiceNotifier::tell_reloading() {
  send(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", clock_.running().count()));
}

void ServiceNotifier::tell_stopping() {
  send("STOPPING=1\nSTATUS=stopping");
}

void ServiceNotifier::beat() {
  if (watchdog_.count() > 0 && is_due(last_beat_, watchdog_ / 3)) send("WATCHDOG=1");
}

bool ServiceNotifier::is_due(Duration& last, Duration every) const {
  const Duration now = clock_.running();
  if (last.count() != 0 && now - last < every) return false;
  last = now;
  return true;
}

// A manager that does not listen must not hold up the server.
void ServiceNotifier::send(std::string_view message) const {
  sockaddr_un address{};
  if (socket_ < 0 || socket_path_.size() >= sizeof(address.sun_path)) return;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, socket_path_.data(), socket_path_.size());
  if (address.sun_path[0] == '@') address.sun_path[0] = '\0';  // of the abstract kind
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_path_.size());
  [[maybe_unused]] const ssize_t sent =
      ::sendto(socket_, message.data(), message.size(), MSG_NOSIGNAL,
               reinterpret_cast<const sockaddr*>(&address), size);
}

}  // namespace telltale
