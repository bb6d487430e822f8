#include "store/file_copier.h"

#include <algorithm>

#include <fmt/format.h>

#include "store/file_check.h"

namespace telltale {
namespace {

constexpr uint64_t kPieceBytes = 1 << 20;
// What a file is called until it is whole.
constexpr const char* kUnfinished = ".part";

Status ends_early(const std::string& path) {
  return Status::corrupt(fmt::format("cannot copy file: it ends before its length: path={}", path));
}

// How many bytes at the beginning of both are the same, `most` at most.
Result<uint64_t> count_same(const RandomFile& a, const RandomFile& b, uint64_t most) {
  std::string of_a(kPieceBytes, '\0');
  std::string of_b(kPieceBytes, '\0');
  for (uint64_t done = 0; done < most;) {
    const uint64_t wanted = std::min(kPieceBytes, most - done);
    const uint64_t size = std::min(TRY(a.read(done, std::span(of_a).first(wanted))),
                                   TRY(b.read(done, std::span(of_b).first(wanted))));
    const auto end = of_a.begin() + static_cast<std::ptrdiff_t>(size);
    const auto differs = std::mismatch(of_a.begin(), end, of_b.begin()).first;
    done += static_cast<uint64_t>(differs - of_a.begin());
    if (differs != end || size < wanted) return done;
  }
  return most;
}

Status remove_if_there(Env& env, const std::string& path) {
  const Status removed = env.remove_file(path);
  return removed.code() == Code::kNotFound ? Status() : removed;
}

}  // namespace

Status FileCopier::append(const Piece& piece, AppendFile& target, Sha256* hash) {
  std::string bytes(kPieceBytes, '\0');
  for (uint64_t at = piece.begin; at < piece.end;) {
    const uint64_t wanted = std::min(kPieceBytes, piece.end - at);
    const size_t got = TRY(piece.file.read(at, std::span(bytes).first(wanted)));
    if (got == 0) return ends_early(to_);
    const std::string_view read(bytes.data(), got);
    if (hash != nullptr) hash->add(read);
    TRY(target.append(read));
    at += got;
  }
  counts_.bytes += piece.end - piece.begin;
  return target.sync();
}

Result<std::unique_ptr<AppendFile>> FileCopier::begin_file(const std::string& path) {
  const std::string folder = parent_path(path);
  if (folders_.insert(folder).second) TRY(make_durable_folder(env_, folder));
  TRY(remove_if_there(env_, path + kUnfinished));
  return env_.create_file(path + kUnfinished);
}

Status FileCopier::name_file(const std::string& path) {
  TRY(env_.link_file(path + kUnfinished, path));
  TRY(env_.remove_file(path + kUnfinished));
  unsynced_.insert(parent_path(path));
  ++counts_.copied;
  return {};
}

Status FileCopier::copy(const FileEntry& file) {
  const std::string target = join_path(to_, file.path);
  const Result<FileStat> found = env_.stat(target);
  if (found.ok() && found.value().size == file.bytes) {
    // Whoever gave it its name may have been killed before that was durable.
    unsynced_.insert(parent_path(target));
    ++counts_.present;
    return {};
  }
  const std::unique_ptr<RandomFile> source = TRY(env_.open_file(join_path(from_, file.path)));
  if (source->size() != file.bytes) return check_file_size(env_, from_, file);
  if (found.ok()) TRY(env_.remove_file(target));
  const std::unique_ptr<AppendFile> copy = TRY(begin_file(target));
  Sha256 hash;
  TRY(append({*source, 0, file.bytes}, *copy, &hash));
  if (hash.finish() == file.sha256) return name_file(target);
  TRY(env_.remove_file(target + kUnfinished));
  return damaged_file(file, "its bytes are not those that were written");
}

Status FileCopier::copy_growing(const GrowingFile& file) {
  const std::string target = join_path(to_, file.path);
  const Result<FileStat> found = env_.stat(target);
  if (found.ok()) return extend(file, found.value().size);
  const std::unique_ptr<AppendFile> copy = TRY(begin_file(target));
  TRY(append({*file.file, 0, file.bytes}, *copy, nullptr));
  return name_file(target);
}

// Synced even where nothing is missing: whoever appended may have been killed before its sync.
Status FileCopier::extend(const GrowingFile& file, uint64_t size) {
  const std::string target = join_path(to_, file.path);
  const uint64_t both = std::min(size, file.bytes);
  const uint64_t same = TRY(count_same(*file.file, *TRY(env_.open_file(target)), both));
  if (same < both) TRY(env_.truncate_file(target, same));
  unsynced_.insert(parent_path(target));
  const std::unique_ptr<AppendFile> copy = TRY(env_.extend_file(target));
  if (same == file.bytes) {
    ++counts_.present;
    return copy->sync();
  }
  ++counts_.copied;
  return append({*file.file, same, file.bytes}, *copy, nullptr);
}

Status FileCopier::make(const std::string& path, std::string_view bytes) {
  const std::string target = join_path(to_, path);
  if (env_.stat(target).ok()) return {};
  const std::unique_ptr<AppendFile> file = TRY(begin_file(target));
  TRY(file->append(bytes));
  TRY(file->sync());
  TRY(env_.link_file(target + kUnfinished, target));
  TRY(env_.remove_file(target + kUnfinished));
  return env_.sync_folder(parent_path(target));
}

Status FileCopier::remove(const std::string& path) {
  TRY(remove_if_there(env_, join_path(to_, path)));
  ++counts_.removed;
  return {};
}

Status FileCopier::sync() {
  for (const std::string& folder : unsynced_) {
    TRY(env_.sync_folder(folder));
    if (folder != to_) TRY(env_.sync_folder(parent_path(folder)));
  }
  unsynced_.clear();
  return {};
}

}  // namespace telltale
