// Confines itself as a query's process does, then tries what it must not be able to do. Prints what
// could be done after all, a line each; exit code 0: nothing.
//
// usage: sandbox_probe FOLDER OUTSIDE_FILE
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <string>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "base/sandbox.h"

namespace {

int holes = 0;

void expect_refused(const char* what, long outcome) {
  if (outcome < 0) return;
  std::printf("%s\n", what);
  ++holes;
}

void try_files(const std::string& inside, const std::string& outside) {
  const std::string folder = inside.substr(0, inside.rfind('/'));
  expect_refused("read a file outside", ::open(outside.c_str(), O_RDONLY));
  expect_refused("read /etc/passwd", ::open("/etc/passwd", O_RDONLY));
  expect_refused("read /proc/self/environ", ::open("/proc/self/environ", O_RDONLY));
  expect_refused("read its memory as a file", ::open("/proc/self/mem", O_RDONLY));
  expect_refused("list a folder", ::open(folder.c_str(), O_RDONLY | O_DIRECTORY));
  expect_refused("write a file", ::open(inside.c_str(), O_WRONLY));
  expect_refused("write and read a file", ::open(inside.c_str(), O_RDWR));
  expect_refused("cut a file by opening", ::open(inside.c_str(), O_RDONLY | O_TRUNC));
  expect_refused("create a file", ::open((folder + "/new").c_str(), O_WRONLY | O_CREAT, 0600));
  expect_refused("create a file, old call", ::syscall(SYS_creat, (folder + "/new").c_str(), 0600));
  expect_refused("create a nameless file", ::open(folder.c_str(), O_TMPFILE | O_RDWR, 0600));
  expect_refused("create a file of memory", ::memfd_create("x", 0));
  expect_refused("cut a file", ::truncate(inside.c_str(), 0));
  expect_refused("remove a file", ::unlink(inside.c_str()));
  expect_refused("rename a file", ::rename(inside.c_str(), (folder + "/other").c_str()));
  expect_refused("link a file", ::link(inside.c_str(), (folder + "/other").c_str()));
  expect_refused("make a symbolic link", ::symlink("/etc/passwd", (folder + "/link").c_str()));
  expect_refused("make a folder", ::mkdir((folder + "/sub").c_str(), 0700));
  expect_refused("change rights", ::chmod(inside.c_str(), 0777));
  expect_refused("change the owner", ::chown(inside.c_str(), 1, 1));
  expect_refused("change an attribute",
                 ::syscall(SYS_setxattr, inside.c_str(), "user.a", "b", 1, 0));
  expect_refused("change times", ::utimensat(AT_FDCWD, inside.c_str(), nullptr, 0));
  expect_refused("open beneath, new call",
                 ::syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", nullptr, 0));
  const int readable = ::open(inside.c_str(), O_RDONLY);
  if (readable < 0) {
    std::printf("cannot read what it may: %s\n", std::strerror(errno));
    ++holes;
  }
  expect_refused("write by a reading descriptor", ::write(readable, "x", 1));
  expect_refused("cut by a descriptor", ::ftruncate(readable, 0));
  expect_refused("allocate space", ::fallocate(readable, 0, 0, 4096));
  expect_refused("copy between files", ::copy_file_range(readable, nullptr, 1, nullptr, 1, 0));
  expect_refused("lock a file", ::fcntl(readable, F_SETLK, nullptr));
}

void try_network() {
  for (const int family : {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK, AF_PACKET})
    expect_refused("make a socket", ::socket(family, SOCK_STREAM, 0));
  int pair[2];
  expect_refused("make a pair of sockets", ::socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
  expect_refused("set up io_uring", ::syscall(SYS_io_uring_setup, 8, nullptr));
  expect_refused("load a program into the kernel", ::syscall(SYS_bpf, 0, nullptr, 0));
}

void try_processes(pid_t parent) {
  char* const arguments[] = {nullptr};
  expect_refused("start a program", ::execve("/bin/true", arguments, arguments));
  expect_refused("start a program, new call",
                 ::syscall(SYS_execveat, AT_FDCWD, "/bin/true", arguments, arguments, 0));
  expect_refused("fork", ::syscall(SYS_fork));
  expect_refused("vfork", ::syscall(SYS_clone, CLONE_VM | CLONE_VFORK | SIGCHLD, nullptr, nullptr,
                                    nullptr, 0));
  expect_refused("clone3", ::syscall(SYS_clone3, nullptr, 0));
  expect_refused("make a namespace", ::unshare(CLONE_NEWUSER));
  expect_refused("signal its parent", ::kill(parent, 0));
  expect_refused("signal a thread of its parent", ::syscall(SYS_tgkill, parent, parent, 0));
  expect_refused("trace its parent", ::ptrace(PTRACE_ATTACH, parent, nullptr, nullptr));
  expect_refused("be traced", ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr));
  char byte = 0;
  const iovec local{&byte, 1};
  const iovec remote{&byte, 1};
  expect_refused("read another's memory", ::process_vm_readv(1, &local, 1, &remote, 1, 0));
  expect_refused("write another's memory", ::process_vm_writev(1, &local, 1, &remote, 1, 0));
  expect_refused("raise a limit of another", ::syscall(SYS_prlimit64, 1, 9, nullptr, nullptr));
  expect_refused("mount", ::syscall(SYS_mount, "a", "/mnt", "tmpfs", 0, nullptr));
  expect_refused("change its root", ::chroot("/"));
  expect_refused("become another user", ::syscall(SYS_setuid, 1));
}

void try_memory() {
  void* page =
      ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  expect_refused("make memory that can be executed", page == MAP_FAILED ? -1 : 0);
  void* plain = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  expect_refused("make its memory executable", ::mprotect(plain, 4096, PROT_READ | PROT_EXEC));
  constexpr size_t kMore = 4UL << 30;
  void* huge = ::mmap(nullptr, kMore, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  expect_refused("map more than its limit", huge == MAP_FAILED ? -1 : 0);
}

// A query's threads are started after it was confined, and are confined too.
void try_thread(const std::string& outside) {
  std::thread([&] {
    expect_refused("read a file outside, by a thread", ::open(outside.c_str(), O_RDONLY));
    expect_refused("make a socket, by a thread", ::socket(AF_INET, SOCK_STREAM, 0));
  }).join();
}

}  // namespace

int main(int, char** arguments) {
  const pid_t parent = ::getppid();
  const std::string folder = arguments[1];
  const std::string outside = arguments[2];
  const std::vector<std::string> first = {folder};
  const std::vector<std::string> second = {folder + "/one"};
  const auto status = [](const telltale::Status& outcome) {
    if (!outcome.ok()) std::printf("%s\n", outcome.message().c_str());
    return outcome.ok();
  };
  if (!status(telltale::check_sandbox())) return 77;
  if (!status(telltale::limit_process({1UL << 30, std::chrono::seconds(10)})) ||
      !status(telltale::confine_files(first)) || !status(telltale::confine_calls()) ||
      !status(telltale::confine_files(second)))
    return 2;
  expect_refused("read a file that the second step excludes",
                 ::open((folder + "/two").c_str(), O_RDONLY));
  try_files(second.front(), outside);
  try_network();
  try_processes(parent);
  try_memory();
  try_thread(outside);
  std::fflush(stdout);
  return holes == 0 ? 0 : 1;
}
