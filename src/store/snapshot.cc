#include "store/snapshot.h"

#include <fmt/format.h>

namespace telltale {
namespace {

constexpr std::string_view kMagic = "TTSTATE1";
constexpr const char* kStateFolder = "_state";

// Appends to a file and its digest at once, in pieces, so that a large state is never held twice.
class DigestedFile {
 public:
  explicit DigestedFile(std::unique_ptr<AppendFile> file) : file_(std::move(file)) {}
  Status append(std::string_view bytes) {
    constexpr size_t kPieceBytes = 1 << 20;
    piece_ += bytes;
    return piece_.size() < kPieceBytes ? Status() : write_piece();
  }
  Status finish(SnapshotEntry& entry) {
    TRY(write_piece());
    entry.bytes = bytes_;
    entry.sha256 = hash_.finish();
    return file_->sync();
  }

 private:
  Status write_piece() {
    hash_.add(piece_);
    bytes_ += piece_.size();
    TRY(file_->append(piece_));
    piece_.clear();
    return {};
  }

  std::unique_ptr<AppendFile> file_;
  std::string piece_;
  Sha256 hash_;
  uint64_t bytes_ = 0;
};

Status append_group(DigestedFile& file, const KeyGroup& group, StateWriter& state) {
  state.clear();
  group.save(state);
  StateWriter head;
  head.put(static_cast<uint64_t>(state.bytes().size()));
  TRY(file.append(head.bytes()));
  return file.append(state.bytes());
}

Status damaged(const SnapshotEntry& snapshot, std::string_view why) {
  return Status::corrupt(fmt::format(
      "cannot read snapshot: {}: restore the file from a backup: path={}", why, snapshot.path));
}

}  // namespace

Result<SnapshotEntry> write_snapshot(Env& env, const std::string& lake_folder,
                                     const KeyGroups& groups) {
  SnapshotEntry entry;
  const std::string folder = join_path(lake_folder, kStateFolder);
  entry.path = fmt::format("{}/{:016x}.state", kStateFolder, env.entropy());
  TRY(env.make_folders(folder));
  DigestedFile file(TRY(env.create_file(join_path(lake_folder, entry.path))));
  StateWriter state;
  for (const char c : kMagic) state.put(c);
  state.put(kStateVersion);
  TRY(file.append(state.bytes()));
  for (size_t group = 0; group < kKeyGroups; ++group)
    TRY(append_group(file, groups.at(group), state));
  TRY(file.finish(entry));
  TRY(env.sync_folder(folder));
  TRY(env.sync_folder(lake_folder));
  return entry;
}

namespace {

// Reads a file front to back; asking for more than is left is damage.
class SnapshotBytes {
 public:
  SnapshotBytes(const RandomFile& file, const SnapshotEntry& snapshot)
      : file_(file), snapshot_(snapshot) {}

  Result<std::string_view> read(uint64_t count) {
    if (count > snapshot_.bytes - offset_) return damaged(snapshot_, "it ends too early");
    bytes_.resize(count);
    if (TRY(file_.read(offset_, bytes_)) != count) return damaged(snapshot_, "it ends too early");
    offset_ += count;
    return std::string_view(bytes_);
  }

 private:
  const RandomFile& file_;
  const SnapshotEntry& snapshot_;
  uint64_t offset_ = 0;
  std::string bytes_;
};

Status check_digest(const RandomFile& file, const SnapshotEntry& snapshot) {
  if (file.size() != snapshot.bytes) return damaged(snapshot, "its size differs");
  constexpr uint64_t kPieceBytes = 1 << 20;
  Sha256 hash;
  SnapshotBytes bytes(file, snapshot);
  for (uint64_t left = snapshot.bytes; left > 0; left -= std::min(left, kPieceBytes))
    hash.add(TRY(bytes.read(std::min(left, kPieceBytes))));
  return hash.finish() == snapshot.sha256 ? Status() : damaged(snapshot, "its bytes are damaged");
}

}  // namespace

Status read_snapshot(Env& env, const std::string& lake_folder, const SnapshotEntry& snapshot,
                     KeyGroups& groups) {
  const std::unique_ptr<RandomFile> file =
      TRY(env.open_file(join_path(lake_folder, snapshot.path)));
  TRY(check_digest(*file, snapshot));
  SnapshotBytes bytes(*file, snapshot);
  if (TRY(bytes.read(kMagic.size())) != kMagic) return damaged(snapshot, "it is none");
  uint32_t version = 0;
  TRY(StateReader(TRY(bytes.read(sizeof(version)))).get(version));
  if (version < kStateVersionOldest || version > kStateVersion)
    return Status::invalid("another version wrote the snapshot");
  for (size_t group = 0; group < kKeyGroups; ++group) {
    uint64_t size = 0;
    TRY(StateReader(TRY(bytes.read(sizeof(size)))).get(size));
    TRY(groups.load(group, TRY(bytes.read(size))));
  }
  return {};
}

}  // namespace telltale
