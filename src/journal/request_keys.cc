#include "journal/request_keys.h"

#include <fmt/format.h>

#include "base/state_bytes.h"
#include "journal/frame_file.h"

namespace telltale {
namespace {

constexpr size_t kEntriesAFrame = 65'536;

}  // namespace

std::string RequestKeys::keys_folder() const {
  return join_path(folder_, "keys");
}

Status RequestKeys::load(Instant now) {
  const std::lock_guard lock(mutex_);
  const Result<std::vector<std::string>> names = env_.list_folder(keys_folder());
  if (names.status().code() == Code::kNotFound) return {};
  TRY(names.status());
  for (const std::string& name : names.value())
    TRY(load_file(join_path(keys_folder(), name), now - options_.kept));
  remove_old_files(now - options_.kept);
  return {};
}

// A file that was being written when its process was killed is of no use: the frames are still
// there.
Status RequestKeys::load_file(const std::string& path, Instant oldest) {
  if (TRY(env_.stat(path)).size < kFrameFileHeaderBytes) return env_.remove_file(path);
  const FrameFileContent content = TRY(read_frame_file(env_, path));
  files_.push_back({path, Instant()});
  for (const std::string& frame : content.frames) {
    StateReader in(frame);
    while (!in.at_end()) {
      Entry entry;
      TRY(in.get(entry));
      files_.back().newest = std::max(files_.back().newest, entry.request.received);
      saved_below_ = std::max(saved_below_, entry.request.offset + 1);
      if (entry.request.received >= oldest) add_locked(entry);
    }
  }
  return {};
}

std::optional<TakenRequest> RequestKeys::find(const Hash128& key) const {
  const std::lock_guard lock(mutex_);
  const auto found = requests_.find(key);
  return found == requests_.end() ? std::nullopt : std::optional(found->second);
}

void RequestKeys::add(const Hash128& key, const TakenRequest& request) {
  if (key == Hash128()) return;
  const std::lock_guard lock(mutex_);
  add_locked({key, request});
}

void RequestKeys::add_locked(const Entry& entry) {
  if (!requests_.try_emplace(entry.key, entry.request).second) return;
  in_order_.push_back(entry);
  const Instant oldest = entry.request.received - options_.kept;
  while (in_order_.size() > options_.count_max || in_order_.front().request.received < oldest) {
    requests_.erase(in_order_.front().key);
    in_order_.pop_front();
  }
}

Status RequestKeys::save_below(Offset offset) {
  const std::lock_guard lock(mutex_);
  std::vector<StateWriter> frames;
  Instant newest;
  size_t in_frame = kEntriesAFrame;
  for (const Entry& entry : in_order_) {
    if (entry.request.offset < saved_below_) continue;
    if (entry.request.offset >= offset) break;
    if (in_frame == kEntriesAFrame) {
      frames.emplace_back();
      in_frame = 0;
    }
    frames.back().put(entry);
    ++in_frame;
    newest = std::max(newest, entry.request.received);
  }
  const Offset from = saved_below_;
  if (frames.empty()) {
    saved_below_ = std::max(saved_below_, offset);
    return {};
  }
  TRY(env_.make_folders(keys_folder()));
  const std::string path = join_path(keys_folder(), fmt::format("{:020}.frames", from));
  const Status removed = env_.remove_file(path);  // what a killed process left
  if (!removed.ok() && removed.code() != Code::kNotFound) return removed;
  TRY(create_frame_file(env_, path, lake_, from));
  const std::unique_ptr<FrameWriter> file =
      TRY(FrameWriter::open(env_, path, TRY(read_frame_file(env_, path))));
  for (const StateWriter& frame : frames) TRY(file->append(frame.bytes()));
  TRY(env_.sync_folder(keys_folder()));
  TRY(env_.sync_folder(folder_));
  saved_below_ = offset;
  files_.push_back({path, newest});
  remove_old_files(newest - options_.kept);
  return {};
}

void RequestKeys::remove_old_files(Instant oldest) {
  while (!files_.empty() && files_.front().newest < oldest) {
    if (!env_.remove_file(files_.front().path).ok()) return;
    files_.pop_front();
  }
}

}  // namespace telltale
