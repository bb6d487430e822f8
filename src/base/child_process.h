// ChildProcess: this same program, started anew with a command of its own, and the two pipes to
// it. The child inherits no file and no environment. Messages
// go both ways: a kind and bytes. One owner thread; any thread may kill.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace telltale {

struct ProcessMessage {
  char kind = 0;
  std::string bytes;
};

constexpr size_t kMessageBytesMax = 256UL << 20;
constexpr size_t kChildMessageBytesMax = 4UL << 20;  // what a child may say at a time

// Messages over two descriptors: how a child speaks to who started it.
Status write_message(int descriptor, char kind, std::string_view bytes);
// How long one waits: until then, of the clock that only goes on; without a clock for ever.
struct Patience {
  const Clock* clock = nullptr;
  Duration until{};
};
// Waits for the next. kUnavailable: the other side has ended. kCancelled: nothing came in time.
// kCorrupt: it is longer than may be.
Result<ProcessMessage> read_message(int descriptor, size_t bytes_max,
                                    const Patience& patience = {});

class ChildProcess {
 public:
  // Starts `command` of this program, with an environment of these only (NAME=VALUE).
  static Result<std::unique_ptr<ChildProcess>> start(std::string command,
                                                     std::vector<std::string> environment = {});
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  // Kills it, if it has not ended, and waits for its end.
  ~ChildProcess();

  Status write(char kind, std::string_view bytes) { return write_message(to_, kind, bytes); }
  Result<ProcessMessage> read(const Clock& clock, Duration until) {
    return read_message(from_, kChildMessageBytesMax, {&clock, until});
  }

  void kill();
  // Waits for its end, which must be near. The number of the signal that ended it; 0: none did.
  int wait();

 private:
  ChildProcess(int process, int to, int from) : process_(process), to_(to), from_(from) {}

  std::mutex mutex_;
  int process_;  // 0: it has ended and its number may be another's
  const int to_;
  const int from_;
};

}  // namespace telltale
