#include "serve/attempt_limit.h"

#include <algorithm>
#include <arpa/inet.h>

#include "base/hash.h"

namespace telltale::serve {

Duration& AttemptLimit::free_at(std::string_view name) {
  std::string salted(reinterpret_cast<const char*>(&seed_), sizeof(seed_));
  salted.append(name);
  return free_at_[hash64(salted) % free_at_.size()];
}

// A count is a time: each failure moves it on by a pause, and it may be ahead of now by so many.
Duration AttemptLimit::count(std::string_view name, Duration now) {
  const Duration most = options_.pause * options_.at_once;
  const std::lock_guard lock(mutex_);
  Duration& counted = free_at(name);
  const Duration next = std::max(counted, now) + options_.pause;
  if (next - now > most) return next - now - most;
  counted = next;
  return Duration(0);
}

Duration AttemptLimit::wait(std::string_view name, Duration now) {
  const Duration most = options_.pause * options_.at_once;
  const std::lock_guard lock(mutex_);
  const Duration next = std::max(free_at(name), now) + options_.pause;
  return std::max(next - now - most, Duration(0));
}

std::string attempt_origin(const std::string& address) {
  constexpr size_t kNetworkBytes = 8;
  std::array<char, 16> bytes;
  const bool is_mapped = address.starts_with("::ffff:");
  if (is_mapped || ::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
  return {bytes.data(), kNetworkBytes};
}

}  // namespace telltale::serve
