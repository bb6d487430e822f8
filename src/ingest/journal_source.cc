#include "ingest/journal_source.h"

#include <algorithm>

#include <fmt/format.h>

#include "journal/journal_writer.h"

namespace telltale {
namespace {

// How long a silent journal is waited for before an empty batch lets what came before be committed.
constexpr std::chrono::milliseconds kPatience{200};
constexpr size_t kTextBytes = 1 << 20;

int64_t hour_of(Instant instant) {
  return micros(instant) / kMicrosPerHour;
}

}  // namespace

Result<bool> JournalSource::poll(Batch& batch) {
  while (!current_.is_open()) {
    if (is_interrupted_()) return false;
    if (!current_.is_done() || TRY(load_next())) break;
    if (is_interrupted_()) return false;
    const bool has_more = tail_.wait_beyond(position_, kPatience);
    if (has_more || last_log_ == nullptr) continue;
    give_nothing(batch);
    return true;
  }
  batch.start(current_.log, std::max(kTextBytes, current_.frame.records.size()));
  last_log_ = current_.log;
  Offset& covered = covered_[current_.log->id];
  batch.from = covered;
  do {
    add_records(batch);
    covered = current_.is_done() ? current_.end : current_.offset;
  } while (current_.is_done() && !batch.is_full() && TRY(load_next()) && joins(batch));
  batch.is_message_open = current_.is_open();
  batch.to = covered;
  return true;
}

void JournalSource::give_nothing(Batch& batch) {
  batch.start(last_log_, 0);
  batch.from = batch.to = covered_[last_log_->id];
}

// Makes the next frame that is not in the lake yet the current one. False: there is none so far.
Result<bool> JournalSource::load_next() {
  while (segment_ == nullptr || position_ < tail_.readable()) {
    if (segment_ == nullptr) {
      TRY(open_segment());
      continue;
    }
    const std::optional<std::string_view> payload = TRY(segment_->next(tail_.readable()));
    if (!payload) {
      segment_.reset();
      continue;
    }
    const Offset offset = position_;
    position_ += frame_bytes(*payload);
    if (TRY(start(*payload, offset))) return true;
  }
  return false;
}

Offset highest_offset(const std::map<LogId, Offset>& offsets) {
  Offset most = 0;
  for (const auto& [log, offset] : offsets) most = std::max(most, offset);
  return most;
}

// The first segment, then always the one that begins where the last ended. What is missing between
// two may only be what the lake has.
Status JournalSource::open_segment() {
  const std::vector<JournalSegment> segments = TRY(list_segments(env_, folder_));
  const bool is_first = last_segment_.empty();
  for (const JournalSegment& segment : segments) {
    if (segment.path == last_segment_ || (!is_first && segment.first < position_)) continue;
    if (!is_first && segment.first > std::max(position_, committed_)) break;
    segment_ = TRY(FrameReader::open(env_, segment.path));
    position_ = segment.first;
    last_segment_ = segment.path;
    return {};
  }
  return Status::corrupt(
      fmt::format("cannot read journal: a frame that is durable cannot be read: path={} offset={}",
                  last_segment_.empty() ? folder_ : last_segment_, position_));
}

// False: the frame is in the lake already.
Result<bool> JournalSource::start(std::string_view payload, Offset offset) {
  current_.offset = offset;
  current_.end = offset + frame_bytes(payload);
  current_.next_record = current_.next_byte = current_.run = 0;
  current_.run_done = 0;
  TRY(read_request_frame(payload, current_.frame));
  const auto covered = covered_.find(current_.frame.log);
  if (covered != covered_.end() && offset < covered->second) {
    current_.frame.sizes.clear();
    return false;
  }
  current_.log = catalog_.log(current_.frame.log);
  if (current_.log != nullptr) return true;
  return Status::corrupt(fmt::format("cannot read journal: a frame is of an unknown log: log={}",
                                     static_cast<uint32_t>(current_.frame.log)));
}

// Whether the current frame may follow what is in the batch: it is of the same log and hour, and
// there is room for its bytes.
bool JournalSource::joins(const Batch& batch) const {
  return current_.log->id == batch.log().id &&
         hour_of(current_.frame.received) == batch.ingest_time[0] / kMicrosPerHour &&
         current_.frame.records.size() <= batch.text.capacity() - batch.text.size();
}

void JournalSource::add_records(Batch& batch) {
  const RequestFrame& frame = current_.frame;
  const size_t first = batch.rows();
  const size_t count = std::min(kBatchRows - first, frame.sizes.size() - current_.next_record);
  const std::span<const uint32_t> sizes =
      std::span(frame.sizes).subspan(current_.next_record, count);
  size_t bytes = 0;
  for (const uint32_t size : sizes) bytes += size;
  const char* text = batch.text.append(frame.records.substr(current_.next_byte, bytes));
  for (size_t i = 0; i < count; ++i) {
    const size_t row = batch.add_row({text, sizes[i]}, current_.offset,
                                     static_cast<uint32_t>(current_.next_record + i));
    batch.ingest_time[row] = micros(frame.received);
    text += sizes[i];
  }
  if (!frame.senders.empty()) add_senders(batch, first, count);
  current_.next_record += count;
  current_.next_byte += bytes;
}

void JournalSource::add_senders(Batch& batch, size_t first, size_t count) {
  for (size_t row = first; row < first + count;) {
    const SenderRun& run = current_.frame.senders[current_.run];
    const size_t here = std::min<size_t>(run.records - current_.run_done, first + count - row);
    const TextRef sender = run.sender.empty() ? TextRef() : batch.arena.add(run.sender);
    std::fill_n(batch.sender.begin() + static_cast<std::ptrdiff_t>(row), here, sender);
    row += here;
    current_.run_done += static_cast<uint32_t>(here);
    if (current_.run_done < run.records) continue;
    ++current_.run;
    current_.run_done = 0;
  }
}

}  // namespace telltale
