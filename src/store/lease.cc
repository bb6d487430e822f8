#include "store/lease.h"

#include <charconv>

#include <fmt/format.h>

namespace telltale {
namespace {

constexpr const char* kFolder = "_leases";

std::string lease_text(CommitId commit) {
  return fmt::format("{}\n", static_cast<uint64_t>(commit));
}

// A lease whose number cannot be read is of a reader that has only begun: it may read anything.
CommitId commit_in(std::string_view text) {
  uint64_t commit = 0;
  std::from_chars(text.data(), text.data() + text.size(), commit);
  return CommitId{commit};
}

}  // namespace

// Between making the file and locking it, a sweep may take it for one of the dead: then again.
std::unique_ptr<Lease> Lease::take(Env& env, const std::string& lake_folder, CommitId commit) {
  constexpr int kTries = 8;
  const std::string folder = join_path(lake_folder, kFolder);
  if (!env.make_folders(folder).ok()) return nullptr;
  for (int i = 0; i < kTries; ++i) {
    const std::string path = join_path(folder, fmt::format("{:016x}", env.entropy()));
    const std::string text = lease_text(commit);
    Result<std::unique_ptr<AppendFile>> file = env.create_file(path);
    if (!file.ok() || !file.value()->append(text).ok()) return nullptr;
    Result<std::unique_ptr<FileLock>> lock = env.lock_file(path);
    if (!lock.ok()) continue;
    const Result<std::string> found = read_file(env, path);
    if (found.ok() && found.value() == text)
      return std::unique_ptr<Lease>(new Lease(env, path, std::move(lock).value()));
  }
  return nullptr;
}

// Whoever cannot remove it leaves one of the dead, which the next sweep removes.
Lease::~Lease() {
  const Status removed = env_.remove_file(path_);
  static_cast<void>(removed.ok());
}

Result<std::optional<CommitId>> oldest_lease(Env& env, const std::string& lake_folder) {
  std::optional<CommitId> oldest;
  const std::string folder = join_path(lake_folder, kFolder);
  const Result<std::vector<std::string>> names = env.list_folder(folder);
  if (names.status().code() == Code::kNotFound) return oldest;
  if (!names.ok()) return names.status();
  for (const std::string& name : names.value()) {
    const std::string path = join_path(folder, name);
    const Result<std::unique_ptr<FileLock>> lock = env.lock_file(path);
    if (lock.ok()) {
      const Status removed = env.remove_file(path);
      if (!removed.ok() && removed.code() != Code::kNotFound) return removed;
      continue;
    }
    if (lock.status().code() != Code::kUnavailable) return lock.status();
    const Result<std::string> text = read_file(env, path);
    if (!text.ok() && text.status().code() == Code::kNotFound) continue;
    if (!text.ok()) return text.status();
    oldest = std::min(oldest.value_or(commit_in(text.value())), commit_in(text.value()));
  }
  return oldest;
}

}  // namespace telltale
