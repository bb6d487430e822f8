#include "ingest/log_source.h"

#include <algorithm>
#include <cstring>

namespace telltale {
namespace {

// Half of a small processor's second cache, so that what was read is still there when it is taken.
constexpr size_t kBufferBytes = 128 << 10;
// How long a silent sender is waited for before an empty batch lets what came before be committed.
constexpr std::chrono::milliseconds kPatience{500};

}  // namespace

LogSource::LogSource(std::shared_ptr<const LogInfo> log, ProbedLog probed, Offset from)
    : log_(std::move(log)),
      layout_(probed.layout),
      may_wait_(probed.may_wait),
      stream_(std::move(probed.rest)),
      splitter_(make_splitter(probed.layout, log_->schema->csv)),
      buffer_(std::max(kBufferBytes, probed.head.size())) {
  std::memcpy(buffer_.data(), probed.head.data(), probed.head.size());
  window_end_ = probed.head.size();
  covered_ = from;
  if (from == 0) {
    skip_header();
  } else {
    skip_to(from);
  }
}

// A header holds no record; nor does a byte order mark.
void LogSource::skip_header() {
  if (window().starts_with(kByteOrderMark)) consume(kByteOrderMark.size());
  if (layout_ != Layout::kCsv || log_->schema->csv.header == CsvForm::Header::kAbsent) return;
  Piece header;
  while (!splitter_->next(window(), at_end_, header) || header.size == 0) {
    if (at_end_ && window().empty()) return;
    consume(header.total());
    header = {};
    read_more();
  }
  consume(header.total());
}

void LogSource::skip_to(Offset from) {
  while (offset_ < from) {
    if (window().empty()) read_more();
    if (window().empty()) return;
    consume(std::min<uint64_t>(window().size(), from - offset_));
  }
}

void LogSource::consume(size_t count) {
  window_begin_ += count;
  offset_ += count;
  bytes_taken_.store(offset_, std::memory_order_relaxed);
}

// Adds bytes to the window: moves it to the front of the buffer, doubles the buffer when full.
void LogSource::read_more() {
  if (at_end_) return;
  std::memmove(buffer_.data(), buffer_.data() + window_begin_, window_end_ - window_begin_);
  window_end_ -= window_begin_;
  window_begin_ = 0;
  if (window_end_ == buffer_.size()) buffer_.resize(buffer_.size() * 2);
  const Result<size_t> got = stream_->read(std::span(buffer_).subspan(window_end_));
  if (!got.ok()) end_status_ = got.status();
  at_end_ = !got.ok() || got.value() == 0;
  if (got.ok()) window_end_ += got.value();
}

bool LogSource::has_more() {
  if (window().empty()) read_more();
  return !window().empty();
}

Result<bool> LogSource::poll(Batch& batch) {
  if (window().empty() && may_wait_ && !at_end_ && !stream_->is_ready_within(kPatience)) {
    batch.start(log_, 0);
    batch.from = batch.to = covered_;
    return true;
  }
  if (window().empty()) read_more();
  if (window().empty()) return false;
  constexpr size_t kTextBytes = 1 << 20;
  batch.start(log_, std::max(kTextBytes, std::min(window().size(), kRecordBytesMax)));
  batch.from = covered_;
  while (!batch.is_full() && add_next(batch)) {
  }
  batch.to = covered_ = offset_;
  batch.is_message_open = next_element_ > 0;
  return true;
}

bool LogSource::add_next(Batch& batch) {
  if (next_element_ > 0) {
    Piece piece;
    CHECK(splitter_->next(window(), at_end_, piece));
    return add_message(batch, piece);
  }
  Piece piece;
  while (!splitter_->next(window(), at_end_, piece)) {
    if (window().empty() && at_end_) return false;
    if (window().size() > kRecordBytesMax) return add_oversize(batch);
    // What is there already should not wait for a slow sender.
    if (may_wait_ && batch.rows() > 0) return false;
    read_more();
    if (batch.rows() == 0 && window().size() > batch.text.capacity())
      batch.start(log_, std::min(window().size(), kRecordBytesMax));
  }
  if (piece.size == 0) {
    consume(piece.total());
    return true;
  }
  if (piece.size > kRecordBytesMax) return add_oversize(batch);
  if (at_end_ && !end_status_.ok() && is_cut_off(piece)) return add_truncated(batch);
  if (layout_ == Layout::kLines && window()[piece.skip] == '[' &&
      split_json_array(window().substr(piece.skip, piece.size), elements_))
    return add_message(batch, piece);
  if (!add_record(batch, window().substr(piece.skip, piece.size), offset_ + piece.skip, 0))
    return false;
  consume(piece.total());
  return true;
}

// Whether a record at the end of damaged bytes may have been longer. An object of an array that is
// closed is whole; a line without its end is not known to be.
bool LogSource::is_cut_off(const Piece& piece) const {
  if (piece.total() != window().size() || piece.after > 0) return false;
  return layout_ != Layout::kJsonArray || window().back() != '}';
}

bool LogSource::add_record(Batch& batch, std::string_view record, Offset offset, uint32_t index) {
  if (batch.is_full() || record.size() > batch.text.capacity() - batch.text.size()) return false;
  const char* text = batch.text.append(record);
  batch.add_row({text, static_cast<uint32_t>(record.size())}, offset, index);
  return true;
}

// The elements of an array on one line: one message of several records.
bool LogSource::add_message(Batch& batch, const Piece& piece) {
  const std::string_view line = window().substr(piece.skip, piece.size);
  split_json_array(line, elements_);
  for (; next_element_ < elements_.size(); ++next_element_) {
    if (!add_record(batch, elements_[next_element_], offset_ + piece.skip,
                    static_cast<uint32_t>(next_element_)))
      return false;
  }
  next_element_ = 0;
  consume(piece.total());
  return true;
}

// The bytes ended in the middle of a record: it is kept as far as it came.
bool LogSource::add_truncated(Batch& batch) {
  const std::string_view record = window();
  if (!add_record(batch, record, offset_, 0)) return false;
  batch.reject(batch.rows() - 1, RejectReason::kTruncated);
  consume(record.size());
  return true;
}

// A record longer than the limit, up to the next line end: its first bytes, length and digest stay.
bool LogSource::add_oversize(Batch& batch) {
  if (batch.is_full() || batch.text.capacity() - batch.text.size() < kRecordBytesKept) return false;
  const Offset offset = offset_;
  const char* text = batch.text.append(window().substr(0, kRecordBytesKept));
  Sha256 hash;
  uint64_t size = 0;
  while (true) {
    const size_t newline = window().find('\n');
    const std::string_view part = window().substr(0, newline);
    hash.add(part);
    size += part.size();
    consume(part.size());
    if (newline != std::string_view::npos) break;
    read_more();
    if (window().empty()) break;
  }
  const size_t row = batch.add_row(
      {text, static_cast<uint32_t>(std::min<uint64_t>(size, kRecordBytesKept))}, offset, 0);
  batch.full_size[row] = size;
  batch.oversize_digests.emplace_back(static_cast<uint16_t>(row), to_hex(hash.finish()));
  batch.reject(row, RejectReason::kTooLarge);
  return true;
}

void LogSource::commit(LogId, Offset) {}

}  // namespace telltale
