#include "app/lock_holder.h"

#include <charconv>
#include <string_view>
#include <sys/stat.h>
#include <vector>

#include <fmt/format.h>

#include "base/process_facts.h"

namespace telltale {
namespace {

// A line of /proc/locks (proc(5)): `1: FLOCK  ADVISORY  WRITE 4711 fe:00:131093 0 EOF`.
struct LockLine {
  uint64_t process = 0;
  uint64_t inode = 0;
};

std::optional<LockLine> parse_lock(std::string_view line) {
  if (line.find(" FLOCK ") == std::string_view::npos || line.find("->") != std::string_view::npos)
    return std::nullopt;
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(line.size(), word.size() + 1));
    if (!word.empty()) words.push_back(word);
  }
  constexpr size_t kProcess = 4;
  constexpr size_t kFile = 5;
  if (words.size() <= kFile) return std::nullopt;
  LockLine lock;
  const std::string_view process = words[kProcess];
  std::from_chars(process.data(), process.data() + process.size(), lock.process);
  const std::string_view inode = words[kFile].substr(words[kFile].rfind(':') + 1);
  std::from_chars(inode.data(), inode.data() + inode.size(), lock.inode);
  return lock;
}

std::string program_of(Env& env, uint64_t process) {
  const Result<std::string> name = read_stream(env, fmt::format("/proc/{}/comm", process));
  if (!name.ok()) return "a process";
  std::string program = name.value();
  while (program.ends_with('\n')) program.pop_back();
  return program;
}

}  // namespace

std::optional<LockHolder> lock_holder(Env& env, const std::string& path) {
  struct ::stat found{};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  const Result<std::string> locks = read_stream(env, "/proc/locks");
  if (!locks.ok()) return std::nullopt;
  std::string_view rest = locks.value();
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::optional<LockLine> lock = parse_lock(line);
    if (lock && lock->inode == found.st_ino)
      return LockHolder{lock->process, lock->process == 0 ? "" : program_of(env, lock->process)};
  }
  return std::nullopt;
}

}  // namespace telltale
