#include "base/child_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

namespace telltale {
namespace {

struct MessageHead {
  uint32_t size;
  char kind;
  std::array<char, 3> unused;
};

Status ended() {
  return Status::unavailable("the other process has ended");
}

Status write_all(int descriptor, const char* bytes, size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(descriptor, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return ended();
    bytes += written;
    size -= static_cast<size_t>(written);
  }
  return {};
}

// Waits until there is something to read, at most so long.
Status wait_for_bytes(int descriptor, const Patience& patience) {
  while (true) {
    const Duration left = patience.until - patience.clock->running();
    if (left <= Duration(0)) return Status::cancelled("nothing came in time");
    const auto millis = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    pollfd waiting{descriptor, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(std::min<int64_t>(millis, 60'000))) > 0) return {};
  }
}

Status read_all(int descriptor, char* bytes, size_t size, const Patience& patience) {
  while (size > 0) {
    if (patience.clock != nullptr) TRY(wait_for_bytes(descriptor, patience));
    const ssize_t got = ::read(descriptor, bytes, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return ended();
    bytes += got;
    size -= static_cast<size_t>(got);
  }
  return {};
}

struct Pipe {
  int out = -1;
  int in = -1;
  ~Pipe() {
    if (out >= 0) ::close(out);
    if (in >= 0) ::close(in);
  }
  bool open() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    out = ends[0];
    in = ends[1];
    return true;
  }
  static int take(int& end) { return std::exchange(end, -1); }
};

// Standard input and output are the pipes; everything else of the parent's is closed.
class SpawnActions {
 public:
  SpawnActions() { ::posix_spawn_file_actions_init(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  ~SpawnActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  void connect(int input, int output) {
    ::posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

Status write_message(int descriptor, char kind, std::string_view bytes) {
  CHECK(bytes.size() <= kMessageBytesMax);
  const MessageHead head{static_cast<uint32_t>(bytes.size()), kind, {}};
  TRY(write_all(descriptor, reinterpret_cast<const char*>(&head), sizeof(head)));
  return write_all(descriptor, bytes.data(), bytes.size());
}

Result<ProcessMessage> read_message(int descriptor, size_t bytes_max, const Patience& patience) {
  MessageHead head{};
  TRY(read_all(descriptor, reinterpret_cast<char*>(&head), sizeof(head), patience));
  if (head.size > bytes_max) return Status::corrupt("the other process sends no messages");
  ProcessMessage said{head.kind, std::string(head.size, '\0')};
  TRY(read_all(descriptor, said.bytes.data(), head.size, patience));
  return said;
}

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(std::string command,
                                                          std::vector<std::string> environment) {
  Pipe to;
  Pipe from;
  if (!to.open() || !from.open())
    return Status::exhausted(fmt::format("cannot start a process: {}", std::strerror(errno)));
  constexpr int kPipeBytes = 1 << 20;
  ::fcntl(from.in, F_SETPIPE_SZ, kPipeBytes);  // fewer turns; a smaller one serves as well
  SpawnActions actions;
  actions.connect(to.out, from.in);
  std::string program = "telltale";
  std::array<char*, 3> arguments = {program.data(), command.data(), nullptr};
  std::vector<char*> variables;
  for (std::string& variable : environment) variables.push_back(variable.data());
  variables.push_back(nullptr);
  pid_t process = 0;
  const int error = ::posix_spawn(&process, "/proc/self/exe", actions.get(), nullptr,
                                  arguments.data(), variables.data());
  if (error != 0)
    return Status::exhausted(fmt::format("cannot start a process: {}", std::strerror(error)));
  return std::unique_ptr<ChildProcess>(
      new ChildProcess(process, Pipe::take(to.in), Pipe::take(from.out)));
}

ChildProcess::~ChildProcess() {
  kill();
  wait();
  ::close(to_);
  ::close(from_);
}

void ChildProcess::kill() {
  const std::lock_guard lock(mutex_);
  if (process_ != 0) ::kill(process_, SIGKILL);
}

int ChildProcess::wait() {
  int state = 0;
  int process = 0;
  {
    const std::lock_guard lock(mutex_);
    process = process_;
  }
  if (process == 0) return 0;
  // Seen to have ended, and still there: its number is nobody else's until it is reaped.
  siginfo_t info{};
  while (::waitid(P_PID, static_cast<id_t>(process), &info, WEXITED | WNOWAIT) != 0 &&
         errno == EINTR) {
  }
  const std::lock_guard lock(mutex_);
  ::waitpid(process, &state, 0);
  process_ = 0;
  return WIFSIGNALED(state) ? WTERMSIG(state) : 0;
}

}  // namespace telltale
