#include "store/file_check.h"

#include <fmt/format.h>

namespace telltale {
FileEntry as_file(const SnapshotEntry& snapshot) {
  FileEntry file;
  file.path = snapshot.path;
  file.bytes = snapshot.bytes;
  file.sha256 = snapshot.sha256;
  return file;
}

Status damaged_file(const FileEntry& file, std::string_view why) {
  return Status::corrupt(fmt::format(
      "file of the lake is damaged: {}: restore it from a backup: path={}", why, file.path));
}

Status check_file_size(Env& env, const std::string& lake_folder, const FileEntry& file) {
  const Result<FileStat> found = env.stat(join_path(lake_folder, file.path));
  if (!found.ok() && found.status().code() == Code::kNotFound)
    return damaged_file(file, "it is missing");
  if (!found.ok()) return found.status();
  if (found.value().size == file.bytes) return {};
  return damaged_file(file,
                      fmt::format("it has {} bytes instead of {}", found.value().size, file.bytes));
}

Status check_file(Env& env, const std::string& lake_folder, const FileEntry& file) {
  TRY(check_file_size(env, lake_folder, file));
  const std::unique_ptr<ByteStream> stream =
      TRY(env.open_stream(join_path(lake_folder, file.path)));
  std::string buffer(1 << 20, '\0');
  Sha256 hash;
  while (const size_t got = TRY(stream->read(buffer))) hash.add({buffer.data(), got});
  if (hash.finish() == file.sha256) return {};
  return damaged_file(file, "its bytes are not those that were written");
}

Status CheckedFiles::check(Env& env, const std::string& lake_folder, const FileEntry& file) {
  const std::string path = join_path(lake_folder, file.path);
  const Result<FileStat> found = env.stat(path);
  const bool is_there = found.ok() && found.value().size == file.bytes;
  {
    const std::lock_guard lock(mutex_);
    const auto known = changed_nanos_.find(path);
    if (is_there && known != changed_nanos_.end() && known->second == found.value().modified_nanos)
      return {};
  }
  TRY(check_file(env, lake_folder, file));
  const std::lock_guard lock(mutex_);
  if (changed_nanos_.size() >= kMost) changed_nanos_.clear();
  changed_nanos_[path] = found.value().modified_nanos;
  return {};
}

}  // namespace telltale
