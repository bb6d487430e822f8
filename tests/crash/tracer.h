// Tracer: runs a program with all its threads and children under ptrace, counts its calls to files
// below one folder over all threads together, and does something to it at the n-th. A seccomp
// filter stops the program at calls of the table only, so that the rest runs at full speed. One
// thread; x86-64 Linux. Failures of the machinery itself end the process with a sentence.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "call_table.h"

namespace telltale::crash {

enum class Deed : uint8_t {
  kNothing,     // count only
  kKillBefore,  // SIGKILL to the whole process; the call is not made
  kKillAfter,   // SIGKILL right after the call has returned
  kFail,        // the call is not made and returns an error
  kShorten,     // the call is made for half of its bytes
  kPause,       // a command runs before the call is made
};

struct Plan {
  std::string folder;  // absolute, without a slash at its end: files below it count, and itself
  Kind kind = Kind::kWrite;
  Deed deed = Deed::kNothing;
  uint64_t at = 0;             // the point at which it is done, from 1
  bool from_there_on = false;  // kFail: also at every later point
  int error = 0;               // kFail
  std::string command;         // kPause
  std::string trace_file;      // empty: none
  std::vector<std::string> program;
};

// One counted call. `begun` and `ended` number what the tracer saw over all threads: a call that
// ended before another began was complete when that one was let go.
struct TracedCall {
  uint64_t point = 0;
  pid_t thread = 0;
  const Call* call = nullptr;
  std::string path;
  std::string path2;
  uint64_t flags = 0;
  uint64_t size = 0;
  uint64_t begun = 0;
  uint64_t ended = 0;  // 0: it never returned
  int64_t result = 0;  // minus the error number when it failed
};

struct Outcome {
  int wait_status = 0;
  uint64_t points = 0;
  std::map<std::string, uint64_t> points_by_call;
  std::optional<TracedCall> hit;  // where the deed was done
  std::string hidden;             // how the program may have written unseen; empty: not at all
};

class Tracer {
 public:
  explicit Tracer(Plan plan) : plan_(std::move(plan)) {}

  Outcome run();

 private:
  // A thread between the beginning and the end of a call that matters.
  struct Thread {
    bool is_known = false;
    std::optional<TracedCall> inside;
    std::optional<int64_t> forced_result;
  };

  void follow();
  void stopped(pid_t thread, int status);
  void at_begin(pid_t thread);
  void at_end(pid_t thread);
  bool is_due() const;
  void act_before(pid_t thread, TracedCall& traced);
  void resolve(pid_t thread, const Call& call, const uint64_t* arguments, TracedCall& traced) const;
  bool counts(const TracedCall& traced) const;
  void write_trace(const TracedCall& traced);
  void kill_all();

  const Plan plan_;
  Outcome outcome_;
  pid_t child_ = 0;
  bool is_killed_ = false;
  uint64_t events_ = 0;
  std::map<pid_t, Thread> threads_;
  std::string trace_;
};

}  // namespace telltale::crash
