#include "journal/journal_writer.h"

#include <algorithm>

#include <fmt/format.h>

namespace telltale {
namespace {

constexpr std::string_view kEnding = ".frames";

std::string segment_path(const std::string& folder, Offset first) {
  return join_path(folder, frame_file_name(first, kEnding));
}

// A segment that was being made when its writer was killed holds no frame.
Result<bool> is_unborn(Env& env, const std::string& path) {
  return TRY(env.stat(path)).size < kFrameFileHeaderBytes;
}

}  // namespace

Result<std::vector<JournalSegment>> list_segments(Env& env, const std::string& folder) {
  std::vector<JournalSegment> segments;
  const Result<std::vector<std::string>> names = env.list_folder(folder);
  if (names.status().code() == Code::kNotFound) return segments;
  TRY(names.status());
  for (const std::string& name : names.value()) {
    if (const std::optional<Offset> first = first_in_name(name, kEnding))
      segments.push_back({*first, join_path(folder, name)});
  }
  return segments;
}

Result<std::unique_ptr<JournalWriter>> JournalWriter::open(Env& env, const Place& place,
                                                           const Options& options) {
  const std::string& folder = place.folder;
  TRY(env.make_folders(folder));
  TRY(env.sync_folder(parent_path(folder)));
  TRY(env.sync_folder(parent_path(parent_path(folder))));
  std::unique_ptr<JournalWriter> writer(new JournalWriter(env, place, options));
  writer->lock_ = TRY(env.lock_file(join_path(folder, "_lock")));
  writer->segments_ = TRY(list_segments(env, folder));
  // A name that a killed writer gave may not be durable yet.
  TRY(env.sync_folder(folder));
  TRY(writer->open_newest(place.committed));
  return writer;
}

Status JournalWriter::open_newest(Offset committed) {
  if (!segments_.empty() && TRY(is_unborn(env_, segments_.back().path))) {
    TRY(env_.remove_file(segments_.back().path));
    segments_.pop_back();
  }
  if (segments_.empty()) {
    end_ = committed;
    return begin_segment();
  }
  if (segments_.front().first > committed) {
    return Status::corrupt(fmt::format(
        "cannot open journal: frames are missing that were acknowledged and are not in the lake: "
        "bring the segments back: path={} from={} to={}",
        folder_, committed, segments_.front().first));
  }
  const JournalSegment& newest = segments_.back();
  const FrameFileContent content = TRY(read_frame_file(env_, newest.path));
  if (!(content.lake == lake_) || content.first != newest.first)
    return Status::corrupt(
        fmt::format("cannot open journal: a segment is not where it belongs: "
                    "path={}",
                    newest.path));
  segment_ = TRY(FrameWriter::open(env_, newest.path, content));
  end_ = newest.first + segment_->bytes() - kFrameFileHeaderBytes;
  if (end_ >= committed) return {};
  // What is missing here is in the lake; offsets must not be given out twice.
  end_ = committed;
  return begin_segment();
}

Status JournalWriter::begin_segment() {
  segment_.reset();
  const std::string path = segment_path(folder_, end_);
  if (segments_.empty() || segments_.back().first != end_) {
    TRY(create_frame_file(env_, path, lake_, end_));
    segments_.push_back({end_, path});
  }
  TRY(env_.sync_folder(folder_));
  segment_ = TRY(FrameWriter::open(env_, path, TRY(read_frame_file(env_, path))));
  return {};
}

Result<Offset> JournalWriter::append(std::span<const std::string_view> payloads) {
  if (segment_ == nullptr || segment_->bytes() >= options_.segment_bytes) TRY(begin_segment());
  const Offset first = end_;
  TRY(segment_->append(payloads));
  end_ = segments_.back().first + segment_->bytes() - kFrameFileHeaderBytes;
  return first;
}

Status JournalWriter::repair() {
  if (segment_ == nullptr) {
    // The next segment could not be made: what there is of it is made anew.
    const std::string path = segment_path(folder_, end_);
    const Status removed = segments_.back().first == end_ ? Status() : env_.remove_file(path);
    if (!removed.ok() && removed.code() != Code::kNotFound) return removed;
    return begin_segment();
  }
  return segment_->is_repairable() ? segment_->repair(env_) : Status();
}

Offset JournalWriter::first_after_trim(Offset to) const {
  size_t place = 0;
  while (place + 1 < segments_.size() && segments_[place + 1].first <= to) ++place;
  return segments_[place].first;
}

Status JournalWriter::trim(Offset to) {
  const Offset keep = first_after_trim(to);
  while (segments_.front().first < keep) {
    TRY(env_.remove_file(segments_.front().path));
    segments_.erase(segments_.begin());
  }
  return {};
}

}  // namespace telltale
