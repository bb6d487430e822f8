// Tracee: the memory, descriptors and registers of a stopped thread, and the start of a program
// that stops at the calls of the table. x86-64 Linux.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "call_table.h"

namespace telltale::crash {

// Starts the program, stopped before its first instruction and traced by the caller.
pid_t start_tracee(const std::vector<std::string>& program);

struct CallArguments {
  long number = 0;
  uint64_t arguments[6] = {};
};

// The call a thread is stopped at the beginning of; nothing when it is stopped elsewhere.
std::optional<CallArguments> call_begun(pid_t thread);
// What the call has returned that a thread is stopped at the end of.
std::optional<int64_t> call_result(pid_t thread);

// The file a path argument names, absolute; empty when it cannot be told.
std::string path_at(pid_t thread, uint64_t address, std::optional<int> folder);
// The file behind a descriptor; empty for none.
std::string path_of(pid_t thread, int fd);

// Makes the call that has begun not happen.
void skip_call(pid_t thread);
void set_result(pid_t thread, int64_t result);
// Makes the call that has begun see `size` as its third argument.
void set_size(pid_t thread, uint64_t size);

[[noreturn]] void give_up(const std::string& why);

}  // namespace telltale::crash
