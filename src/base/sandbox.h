// Sandbox: how a process gives up, for good, what it may do: which files it may read, which system
// calls it may make, how much memory and processor it may use. The operating system holds it to
// that (Landlock, seccomp, resource limits). What is confined is the calling thread and what it
// starts, for calls all threads: confine before others are started. Linux only.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"

namespace telltale {

struct ProcessLimits {
  uint64_t memory_bytes = 0;  // of address space, beyond what is mapped already
  std::chrono::seconds cpu{0};
};

// kUnavailable: this system cannot confine a process, and why.
Status check_sandbox();

// From here on only these files, and what lies in these folders, can be opened, to be read; no
// port can be bound or connected to. Each call narrows what the ones before left. Paths that are
// not there are passed over.
Status confine_files(std::span<const std::string> readable);

// From here on the process can read, compute, write to the two standard outputs, and end. It
// cannot create, cut, rename or remove files, use sockets, start programs or look into others.
Status confine_calls();

// Also: no core file, no file grows, lower priority than the process that serves.
Status limit_process(const ProcessLimits& limits);

// Threads of this process.
Result<size_t> count_threads();

}  // namespace telltale
