// SetupToken: what makes the first key of a lake that has none which may administer it: whoever
// started the server reads it there. It counts once, for an hour, and is kept nowhere. Any thread
// may call.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/instant.h"

namespace telltale::serve {

class SetupToken {
 public:
  static constexpr std::chrono::hours kLifetime{1};

  // Makes one, in place of any before.
  std::string make(Instant now);
  // Whether it is the one and counts. One that does not takes as long.
  bool fits(std::string_view token, Instant now) const;
  // It has been used.
  void end();

 private:
  mutable std::mutex mutex_;
  Sha256Digest digest_{};  // of no token, while there is none
  Instant until_;
};

}  // namespace telltale::serve
