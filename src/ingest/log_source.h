// LogSource: the records of one file or stream, from an offset on. Offsets count the bytes after
// decompression. It reads once, front to back, into batches; a record longer than kRecordBytesMax
// passes through without being held.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "ingest/log_probe.h"
#include "pipeline/source.h"

namespace telltale {

class LogSource : public Source {
 public:
  // `probed` is what probe_log returned for the log's bytes; records before `from` are passed over.
  LogSource(std::shared_ptr<const LogInfo> log, ProbedLog probed, Offset from);

  Result<bool> poll(Batch& batch) override;
  void commit(LogId log, Offset to) override;

  // Whether any byte is left to take; may wait for a sender.
  bool has_more();
  // Why the bytes ended: nothing wrong, or the error after which no more could be read (a damaged
  // gzip file). The records before it were given out.
  const Status& end_status() const { return end_status_; }
  // Bytes taken from the log so far; any thread may ask.
  uint64_t bytes_taken() const { return bytes_taken_.load(std::memory_order_relaxed); }

 private:
  std::string_view window() const {
    return {buffer_.data() + window_begin_, window_end_ - window_begin_};
  }
  void read_more();
  void consume(size_t count);
  void skip_to(Offset from);
  void skip_header();
  // Adds the next record, or passes over bytes that hold none. False: the batch has no room for it,
  // or the log is at its end.
  bool add_next(Batch& batch);
  bool add_record(Batch& batch, std::string_view record, Offset offset, uint32_t index);
  bool add_message(Batch& batch, const Piece& piece);
  bool add_oversize(Batch& batch);
  bool add_truncated(Batch& batch);
  bool is_cut_off(const Piece& piece) const;

  const std::shared_ptr<const LogInfo> log_;
  const Layout layout_;
  const bool may_wait_;
  std::unique_ptr<ByteStream> stream_;
  std::unique_ptr<Splitter> splitter_;

  std::vector<char> buffer_;
  size_t window_begin_ = 0;
  size_t window_end_ = 0;
  Offset offset_ = 0;   // of the window's first byte
  Offset covered_ = 0;  // up to here batches were given out
  bool at_end_ = false;
  Status end_status_;

  // Elements of the message at the window's start, and how many of them were given out.
  std::vector<std::string_view> elements_;
  size_t next_element_ = 0;
  std::atomic<uint64_t> bytes_taken_{0};
};

}  // namespace telltale
