#include "app/former_journal.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "journal/request_frame.h"

namespace telltale {

Result<std::vector<JournalNumber>> list_journals(Env& env, const std::string& lake_folder) {
  std::vector<JournalNumber> numbers;
  const Result<std::vector<std::string>> names =
      env.list_folder(parent_path(journal_folder(lake_folder, 1)));
  if (names.status().code() == Code::kNotFound) return numbers;
  TRY(names.status());
  for (const std::string& name : names.value()) {
    JournalNumber number = 0;
    const char* end = name.data() + name.size();
    const auto [rest, error] = std::from_chars(name.data(), end, number);
    if (error == std::errc() && rest == end && number > 0) numbers.push_back(number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

Status learn_keys_of_frames(Env& env, const std::string& folder, RequestKeys& keys) {
  for (const JournalSegment& segment : TRY(list_segments(env, folder))) {
    if (TRY(env.stat(segment.path)).size < kFrameFileHeaderBytes) continue;  // of a killed writer
    const std::unique_ptr<FrameReader> reader = TRY(FrameReader::open(env, segment.path));
    RequestFrame frame;
    while (true) {
      const Offset offset = segment.first + reader->bytes_read();
      const std::optional<std::string_view> payload = TRY(reader->next());
      if (!payload) break;
      TRY(read_request_frame(*payload, frame));
      keys.add(frame.key,
               {frame.log, offset, static_cast<uint32_t>(frame.sizes.size()), frame.received});
    }
  }
  return {};
}

FormerJournal::FormerJournal(Env& env, Place place, const RequestKeys::Options& keys)
    : env_(env),
      place_(std::move(place)),
      folder_(journal_folder(place_.lake_folder, place_.number)),
      keys_(env, folder_, place_.lake, keys) {}

Result<std::unique_ptr<FormerJournal>> FormerJournal::open(Env& env, Place place, Instant now,
                                                           const RequestKeys::Options& keys) {
  std::unique_ptr<FormerJournal> journal(new FormerJournal(env, std::move(place), keys));
  TRY(journal->keys_.load(now));
  TRY(learn_keys_of_frames(env, journal->folder_, journal->keys_));
  journal->is_done_ = TRY(list_segments(env, journal->folder_)).empty();
  return journal;
}

Result<bool> FormerJournal::try_lock(Offset committed) {
  if (lock_ == nullptr) {
    Result<std::unique_ptr<FileLock>> lock = env_.lock_file(join_path(folder_, "_lock"));
    if (lock.status().code() == Code::kUnavailable) return false;
    TRY(lock.status());
    lock_ = std::move(lock).value();
  }
  // Requests that came since it was opened are known from here on.
  TRY(learn_keys_of_frames(env_, folder_, keys_));
  // Less than is committed, perhaps: a frame that was taken need not have been durable here.
  end_ = 0;
  const std::vector<JournalSegment> segments = TRY(list_segments(env_, folder_));
  if (!segments.empty() && segments.front().first > committed) {
    return Status::corrupt(fmt::format(
        "cannot read journal: frames are missing that were acknowledged and are not in the lake: "
        "bring the segments back: path={} from={} to={}",
        folder_, committed, segments.front().first));
  }
  for (const JournalSegment& segment : segments) {
    if (TRY(env_.stat(segment.path)).size < kFrameFileHeaderBytes) {
      TRY(env_.remove_file(segment.path));  // one that was being made
      continue;
    }
    const FrameFileContent content = TRY(read_frame_file(env_, segment.path));
    end_ = std::max(end_, segment.first + content.whole_bytes - kFrameFileHeaderBytes);
  }
  return true;
}

std::unique_ptr<JournalSource> FormerJournal::source(const Catalog& catalog,
                                                     std::map<LogId, Offset> committed) {
  JournalSource::From from{folder_, std::move(committed)};
  return std::make_unique<JournalSource>(env_, *this, catalog, std::move(from));
}

Status FormerJournal::let_go() {
  TRY(keys_.save_below(end_));
  for (const JournalSegment& segment : TRY(list_segments(env_, folder_)))
    TRY(env_.remove_file(segment.path));
  TRY(env_.sync_folder(folder_));
  is_done_ = true;
  lock_.reset();
  return {};
}

}  // namespace telltale
