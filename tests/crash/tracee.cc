#include "tracee.h"

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>

namespace telltale::crash {
namespace {

#if !defined(__x86_64__)
#error "the registers below are those of x86-64"
#endif

// Stops at every call of the table, lets the rest pass.
std::vector<sock_filter> make_filter() {
  std::vector<sock_filter> filter = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
  };
  for (const Call& call : call_table()) {
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<uint32_t>(call.number), 0, 1));
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE));
  }
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  return filter;
}

// In the child: only calls that are safe after fork.
[[noreturn]] void become(char* const* arguments, const sock_fprog& filter) {
  const bool ready = ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0 && ::raise(SIGSTOP) == 0 &&
                     ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                     ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0;
  if (ready) ::execvp(arguments[0], arguments);
  ::_exit(127);
}

user_regs_struct registers_of(pid_t thread) {
  user_regs_struct registers{};
  if (::ptrace(PTRACE_GETREGS, thread, nullptr, &registers) != 0) give_up("cannot read registers");
  return registers;
}

void set_registers(pid_t thread, const user_regs_struct& registers) {
  if (::ptrace(PTRACE_SETREGS, thread, nullptr, &registers) != 0) give_up("cannot set registers");
}

std::string link_target(const std::string& path) {
  char target[PATH_MAX];
  const ssize_t size = ::readlink(path.c_str(), target, sizeof(target));
  return size < 0 ? std::string() : std::string(target, static_cast<size_t>(size));
}

std::string text_at(pid_t thread, uint64_t address) {
  constexpr uint64_t kPageBytes = 4096;
  std::string text;
  char buffer[kPageBytes];
  while (text.size() < PATH_MAX) {
    const size_t wanted = kPageBytes - address % kPageBytes;  // the next page may not be there
    const iovec here{buffer, wanted};
    const iovec there{reinterpret_cast<void*>(address), wanted};
    const ssize_t got = ::process_vm_readv(thread, &here, 1, &there, 1, 0);
    if (got <= 0) return text;
    const size_t length = ::strnlen(buffer, static_cast<size_t>(got));
    text.append(buffer, length);
    if (length < static_cast<size_t>(got)) return text;
    address += static_cast<uint64_t>(got);
  }
  return text;
}

}  // namespace

void give_up(const std::string& why) {
  std::fprintf(stderr, "kill_harness: %s: %s\n", why.c_str(), std::strerror(errno));
  std::exit(2);
}

pid_t start_tracee(const std::vector<std::string>& program) {
  std::vector<char*> arguments;
  for (const std::string& argument : program)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  std::vector<sock_filter> filter = make_filter();
  const sock_fprog whole{static_cast<unsigned short>(filter.size()), filter.data()};
  const pid_t child = ::fork();
  if (child < 0) give_up("cannot start the program");
  if (child == 0) become(arguments.data(), whole);
  int status = 0;
  if (::waitpid(child, &status, __WALL) != child || !WIFSTOPPED(status))
    give_up("cannot trace the program");
  constexpr long kOptions = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACECLONE |
                            PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC |
                            PTRACE_O_TRACESECCOMP;
  if (::ptrace(PTRACE_SETOPTIONS, child, nullptr, kOptions) != 0)
    give_up("cannot trace the program");
  return child;
}

std::optional<CallArguments> call_begun(pid_t thread) {
  __ptrace_syscall_info info{};
  if (::ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof(info), &info) <= 0) return std::nullopt;
  if (info.op != PTRACE_SYSCALL_INFO_SECCOMP) return std::nullopt;
  CallArguments call;
  call.number = static_cast<long>(info.seccomp.nr);
  for (size_t i = 0; i < 6; ++i) call.arguments[i] = info.seccomp.args[i];
  return call;
}

std::optional<int64_t> call_result(pid_t thread) {
  __ptrace_syscall_info info{};
  if (::ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof(info), &info) <= 0) return std::nullopt;
  if (info.op != PTRACE_SYSCALL_INFO_EXIT) return std::nullopt;
  return info.exit.rval;
}

std::string path_of(pid_t thread, int fd) {
  const std::string target =
      link_target("/proc/" + std::to_string(thread) + "/fd/" + std::to_string(fd));
  constexpr std::string_view kGone = " (deleted)";
  return target.ends_with(kGone) ? target.substr(0, target.size() - kGone.size()) : target;
}

std::string path_at(pid_t thread, uint64_t address, std::optional<int> folder) {
  const std::string path = text_at(thread, address);
  if (path.starts_with('/')) return path;
  const bool is_here = !folder || *folder == AT_FDCWD;
  const std::string base =
      is_here ? link_target("/proc/" + std::to_string(thread) + "/cwd") : path_of(thread, *folder);
  return path.empty() ? base : base + "/" + path;
}

// What the kernel looks at after the stop: a number below zero is no call, and the result stays.
void skip_call(pid_t thread) {
  user_regs_struct registers = registers_of(thread);
  registers.orig_rax = static_cast<unsigned long long>(-1);
  set_registers(thread, registers);
}

void set_result(pid_t thread, int64_t result) {
  user_regs_struct registers = registers_of(thread);
  registers.rax = static_cast<unsigned long long>(result);
  set_registers(thread, registers);
}

void set_size(pid_t thread, uint64_t size) {
  user_regs_struct registers = registers_of(thread);
  registers.rdx = size;
  set_registers(thread, registers);
}

}  // namespace telltale::crash
