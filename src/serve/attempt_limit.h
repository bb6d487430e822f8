// AttemptLimit: how often somebody may fail to be identified: so many times at once, and then one
// more after each pause. It holds a fixed number of counts, shared by whoever falls on the same
// one, and says only what a failed attempt is answered: who has the right key is never kept out.
// Any thread may call.
#pragma once

#include <array>
#include <mutex>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace telltale::serve {

class AttemptLimit {
 public:
  struct Options {
    uint32_t at_once = 20;
    Duration pause = std::chrono::seconds(3);
  };
  // `seed` keeps others from choosing with whom they share a count.
  AttemptLimit(Options options, uint64_t seed) : options_(options), seed_(seed) {}

  // Counts a failure of that name at the moment `now` of a clock that only goes on. Zero: it is
  // within bounds; else how long to wait.
  Duration count(std::string_view name, Duration now);
  // What `count` would say, without counting: for what can be guessed and must not be tried then.
  Duration wait(std::string_view name, Duration now);

 private:
  Duration& free_at(std::string_view name);

  const Options options_;
  const uint64_t seed_;
  std::mutex mutex_;
  std::array<Duration, 1 << 14> free_at_{};  // when all that was counted is forgiven
};

// Whose attempts are counted together: an IPv4 address, or the network of an IPv6 one.
std::string attempt_origin(const std::string& address);

}  // namespace telltale::serve
