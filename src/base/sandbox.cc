#include "base/sandbox.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "base/env.h"
#include "base/thread_name.h"

namespace telltale {
namespace {

Status failed(const char* what) {
  return Status::internal(
      fmt::format("cannot confine the process: {}: {}", what, std::strerror(errno)));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }

 private:
  int number_;
};

// What newer kernels add to the header that Debian 12 has, by the version that brings it.
struct LandlockRules {
  uint64_t files = 0;
  uint64_t network = 0;
  uint64_t scopes = 0;
};

constexpr uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE;

long landlock_version() {
  return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

// Everything the kernel can refuse is refused unless a rule allows it.
LandlockRules all_rules(long version) {
  LandlockRules rules;
  rules.files = (1ULL << 13) - 1;
  if (version >= 2) rules.files |= 1ULL << 13;  // link and rename across folders
  if (version >= 3) rules.files |= 1ULL << 14;  // truncate
  if (version >= 4) rules.network = 3;          // bind and connect by TCP
  if (version >= 5) rules.files |= 1ULL << 15;  // ioctl of devices
  if (version >= 6) rules.scopes = 3;           // abstract sockets and signals, to others
  return rules;
}

size_t size_of_rules(long version) {
  if (version >= 6) return sizeof(LandlockRules);
  return version >= 4 ? offsetof(LandlockRules, scopes) : offsetof(LandlockRules, network);
}

Status allow_reading(int rules, const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_PATH | O_CLOEXEC));
  if (file.get() < 0) return errno == ENOENT ? Status() : failed("a file cannot be opened");
  landlock_path_beneath_attr rule{};
  rule.allowed_access = kReadFile;
  rule.parent_fd = file.get();
  if (::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0) return {};
  return failed("Landlock takes no rule");
}

#if defined(__x86_64__)
constexpr uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t kMachine = AUDIT_ARCH_AARCH64;
#else
constexpr uint32_t kMachine = 0;
#endif

// A program for the kernel's packet filter, which decides on each system call.
class CallFilter {
 public:
  CallFilter() {
    load(offsetof(seccomp_data, arch));
    add(BPF_JMP | BPF_JEQ | BPF_K, kMachine, 1, 0);
    add(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    load(offsetof(seccomp_data, nr));
  }

  void allow(uint32_t call) { answer(call, SECCOMP_RET_ALLOW); }
  void refuse(uint32_t call, int error) {
    answer(call, SECCOMP_RET_ERRNO | static_cast<uint32_t>(error));
  }
  // Allowed when the argument's bits of `mask` are `wanted`, else refused.
  void allow_when(uint32_t call, int argument, uint32_t mask, uint32_t wanted) {
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 5);
    load_argument(argument);
    add(BPF_ALU | BPF_AND | BPF_K, mask);
    add(BPF_JMP | BPF_JEQ | BPF_K, wanted, 0, 1);
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    add(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  }
  // Allowed when the argument is one of two values.
  void allow_either(uint32_t call, int argument, uint32_t one, uint32_t other) {
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 5);
    load_argument(argument);
    add(BPF_JMP | BPF_JEQ | BPF_K, one, 1, 0);
    add(BPF_JMP | BPF_JEQ | BPF_K, other, 0, 1);
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    add(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  }

  Status apply() {
    add(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    const sock_fprog program{static_cast<unsigned short>(code_.size()), code_.data()};
    if (::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0)
      return {};
    return failed("seccomp takes no filter");
  }

 private:
  void answer(uint32_t call, uint32_t verdict) {
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1);
    add(BPF_RET | BPF_K, verdict);
  }
  void load(size_t offset) { add(BPF_LD | BPF_W | BPF_ABS, static_cast<uint32_t>(offset)); }
  // Its low half, on machines with the low byte first.
  void load_argument(int number) {
    load(offsetof(seccomp_data, args) + static_cast<size_t>(number) * sizeof(uint64_t));
  }
  void add(int code, uint32_t value, int if_true = 0, int if_false = 0) {
    code_.push_back({static_cast<uint16_t>(code), static_cast<uint8_t>(if_true),
                     static_cast<uint8_t>(if_false), value});
  }

  std::vector<sock_filter> code_;
};

void allow_memory_and_threads(CallFilter& filter) {
  for (const long call : {SYS_munmap,
                          SYS_mremap,
                          SYS_madvise,
                          SYS_brk,
                          SYS_futex,
                          SYS_set_robust_list,
                          SYS_rt_sigaction,
                          SYS_rt_sigprocmask,
                          SYS_rt_sigreturn,
                          SYS_sigaltstack,
                          SYS_sched_yield,
                          SYS_sched_getaffinity,
                          SYS_gettid,
                          SYS_getpid,
                          SYS_exit,
                          SYS_exit_group,
                          SYS_clock_gettime,
                          SYS_clock_getres,
                          SYS_clock_nanosleep,
                          SYS_nanosleep,
                          SYS_gettimeofday,
                          SYS_getrandom,
                          SYS_restart_syscall,
                          SYS_sysinfo,
                          SYS_uname,
                          SYS_getcpu,
                          SYS_getrusage,
                          SYS_membarrier,
                          SYS_rseq})
    filter.allow(static_cast<uint32_t>(call));
  filter.allow_when(SYS_mmap, 2, 4, 0);      // not to be executed
  filter.allow_when(SYS_mprotect, 2, 4, 0);  // PROT_EXEC
  filter.allow_when(SYS_clone, 0, CLONE_THREAD, CLONE_THREAD);
  filter.refuse(SYS_clone3, ENOSYS);  // its arguments cannot be seen: clone is used then
  filter.allow_when(SYS_prlimit64, 0, 0xffffffff, 0);
  filter.allow_when(SYS_tgkill, 0, 0xffffffff, static_cast<uint32_t>(::getpid()));
  filter.allow_either(SYS_prctl, 0, PR_SET_NAME, PR_SET_NO_NEW_PRIVS);
}

void allow_reading_files(CallFilter& filter) {
  for (const long call : {SYS_read, SYS_pread64, SYS_readv, SYS_preadv, SYS_lseek, SYS_close,
                          SYS_fstat, SYS_newfstatat, SYS_statx, SYS_faccessat, SYS_faccessat2,
                          SYS_readlinkat, SYS_fadvise64, SYS_getcwd})
    filter.allow(static_cast<uint32_t>(call));
#if defined(__x86_64__)
  for (const long call : {SYS_stat, SYS_lstat, SYS_access, SYS_readlink})
    filter.allow(static_cast<uint32_t>(call));
#endif
  constexpr uint32_t kChanges = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | __O_TMPFILE;
  filter.allow_when(SYS_openat, 2, kChanges, O_RDONLY);
  filter.allow_either(SYS_fcntl, 1, F_GETFD, F_GETFL);
  filter.allow_either(SYS_write, 0, STDOUT_FILENO, STDERR_FILENO);
  filter.allow_either(SYS_writev, 0, STDOUT_FILENO, STDERR_FILENO);
}

void allow_confining_more(CallFilter& filter) {
  for (const long call :
       {SYS_landlock_create_ruleset, SYS_landlock_add_rule, SYS_landlock_restrict_self})
    filter.allow(static_cast<uint32_t>(call));
}

Status set_limit(int resource, rlim_t most) {
  const rlimit limit{most, most};
  return ::setrlimit(static_cast<__rlimit_resource>(resource), &limit) == 0
             ? Status()
             : failed("a resource cannot be limited");
}

// Bytes of address space that are mapped now.
Result<uint64_t> mapped_bytes() {
  const std::string text = TRY(read_file(posix_env(), "/proc/self/statm", 4096));
  uint64_t pages = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') break;
    pages = pages * 10 + static_cast<uint64_t>(c - '0');
  }
  return pages * static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

Status check_sandbox() {
  if (kMachine == 0) return Status::unavailable("the machine's kind is not known to the sandbox");
  if (landlock_version() < 1)
    return Status::unavailable("this system has no Landlock, which Linux has from 5.13 on");
  const uint32_t wanted = SECCOMP_RET_ERRNO;
  if (::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &wanted) != 0)
    return Status::unavailable("this system has no seccomp filters");
  return {};
}

Status confine_files(std::span<const std::string> readable) {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("privileges stay");
  const long version = landlock_version();
  if (version < 1) return failed("there is no Landlock");
  const LandlockRules rules = all_rules(version);
  const Descriptor set(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, size_of_rules(version), 0)));
  if (set.get() < 0) return failed("Landlock makes no set of rules");
  for (const std::string& path : readable) TRY(allow_reading(set.get(), path));
  if (::syscall(SYS_landlock_restrict_self, set.get(), 0) == 0) return {};
  return failed("Landlock does not restrict");
}

Status confine_calls() {
  if (kMachine == 0) return check_sandbox();
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("privileges stay");
  CallFilter filter;
  allow_memory_and_threads(filter);
  allow_reading_files(filter);
  allow_confining_more(filter);
  return filter.apply();
}

Status limit_process(const ProcessLimits& limits) {
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  give_way(GivesWay::kToAnswers);
  TRY(set_limit(RLIMIT_CORE, 0));
  TRY(set_limit(RLIMIT_FSIZE, 0));
  TRY(set_limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu.count())));
  return set_limit(RLIMIT_AS, TRY(mapped_bytes()) + limits.memory_bytes);
}

Result<size_t> count_threads() {
  return TRY(posix_env().list_folder("/proc/self/task")).size();
}

}  // namespace telltale
