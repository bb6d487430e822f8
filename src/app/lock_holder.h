// LockHolder: which process writes to a lake, as the operating system tells it.
#pragma once

#include <optional>
#include <string>

#include "base/env.h"

namespace telltale {

struct LockHolder {
  uint64_t process = 0;  // 0: one that this process cannot see, as in another container
  std::string program;
};

// Who holds the lock on that file; nothing: nobody does.
std::optional<LockHolder> lock_holder(Env& env, const std::string& path);

}  // namespace telltale
