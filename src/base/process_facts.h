// ProcessFacts: what the operating system says of this process, as metrics show it. What cannot be
// learned stays zero. Any thread may ask.
#pragma once

#include <cstdint>

#include "base/env.h"

namespace telltale {

struct ProcessFacts {
  double cpu_seconds = 0;
  uint64_t resident_bytes = 0;
  uint64_t virtual_bytes = 0;
  uint64_t descriptors = 0;
  uint64_t descriptors_max = 0;
  uint64_t threads = 0;
  double start_seconds = 0;  // since 1970
};

ProcessFacts process_facts(Env& env);

// The whole of a file whose length is not known before it is read, such as those of /proc.
Result<std::string> read_stream(Env& env, const std::string& path, size_t bytes_max = 1 << 20);

}  // namespace telltale
