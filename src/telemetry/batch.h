// Batch: up to kBatchRows records of one log that move together, by column. It owns the records'
// bytes; texts in it are views of them. The pipeline hands a batch from thread to thread: one owner
// at a time, except that lanes write at the same time, each only to the rows it owns.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "telemetry/anomaly.h"
#include "telemetry/clock_tick.h"
#include "telemetry/disposition.h"
#include "telemetry/limits.h"
#include "telemetry/position.h"
#include "telemetry/schema.h"

namespace telltale {

// What identifies a log and how its records are read; fixed when the log is opened.
struct LogInfo {
  LogId id{0};
  std::string digest;  // BLAKE3 of a file's bytes in hex; of a stream, a name nobody else has
  uint32_t pass = 1;   // how often the same bytes were taken as a new log
  std::string name;    // the file's name without its folders
  std::shared_ptr<const Schema> schema;
  uint32_t schema_number = 0;            // of this schema and version, in the lake
  std::vector<uint16_t> signal_numbers;  // of the schema's signals, by name, in the lake
  RecordFormat format = RecordFormat::kJson;
  std::string csv_header;  // the first line as it was, without its line end
  LogClock clock = LogClock::kEvent;
  Instant ingest_time;  // when it was opened; of a file, the time of all its records

  // The device, for schemas that take it from the file's name: without its last extensions.
  std::string_view device_from_name() const;
  // Where the time of its records is: as their schema says, unless their format says it.
  const TimeRule& time_rule() const;
};

// A piece of text inside a batch, or nothing (null).
struct TextRef {
  const char* data = nullptr;
  uint32_t size = 0;

  bool is_null() const { return data == nullptr; }
  std::string_view view() const { return {data, size}; }
};

// Bytes at addresses that stay until clear(), with kTextPadding readable bytes after the last.
class TextBuffer {
 public:
  // Makes room for `capacity` bytes; what was held is gone.
  void reset(size_t capacity);
  // Adds bytes; they must fit the capacity.
  const char* append(std::string_view bytes);
  std::string_view view() const { return {data_.get(), size_}; }
  size_t size() const { return size_; }
  size_t capacity() const { return capacity_; }

 private:
  std::unique_ptr<char[]> data_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

// Small texts that had to be rewritten (escapes, numbers as ids): grows in blocks that never move.
class TextArena {
 public:
  TextRef add(std::string_view text);
  void clear();

 private:
  static constexpr size_t kBlockBytes = 64 * 1024;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::vector<std::unique_ptr<char[]>> large_;
  size_t block_ = 0;
  size_t used_ = 0;
};

template <typename T>
using Column = std::array<T, kBatchRows>;

// Where a row stands on its way to a disposition.
enum class RowState : uint8_t {
  kDecoded,   // nothing wrong so far
  kRejected,  // refused; `reason` says why
  kFresh,     // newer than everything of its series: stored, scored, learned
  kSuspect,   // not newer: settled at the cut
};

class Batch {
 public:
  Batch();

  // Empties the batch and gives it the shape of the log's schema.
  void start(std::shared_ptr<const LogInfo> log, size_t text_bytes);
  // Empties the batch and makes it a tick's: one position of the control log, and no rows.
  void start(const ClockTick& tick);

  const LogInfo& log() const { return *log_; }
  const std::shared_ptr<const LogInfo>& shared_log() const { return log_; }
  const Schema& schema() const { return *log_->schema; }

  size_t rows() const { return rows_; }
  bool is_full() const { return rows_ == kBatchRows; }
  // Adds a row for a record; its bytes must be what `text` got last. It was received when its log
  // was opened, unless the source says otherwise.
  size_t add_row(TextRef bytes, Offset offset, uint32_t index);

  // Marks the row as refused; the first reason stays.
  void reject(size_t row, RejectReason reason, uint16_t field = kNoField, TextRef value = {});

  // The signals, attributes and claims the row carries, a bit each, as the schema numbers them.
  bool has(size_t row, size_t field) const { return (present[row] >> field & 1) != 0; }

  static constexpr uint16_t kNoField = 0xffff;
  static constexpr uint16_t kDeviceField = 0xfffe;  // the device's own field
  static constexpr uint16_t kTimeField = 0xfffd;
  static constexpr uint16_t kSeqField = 0xfffc;

  TextBuffer text;  // the rows' bytes, one after another
  TextArena arena;
  Offset from = 0;  // the batch covers [from, to) of its log
  Offset to = 0;
  // The last message goes on in the next batch: no cut may come between.
  bool is_message_open = false;
  // Its records are taken again, long after they came: none of them counts as fresh.
  bool is_redriven = false;
  // It is no log's but a moment's.
  std::optional<ClockTick> tick;

  // As it arrived.
  Column<TextRef> bytes;
  Column<Offset> offset;
  Column<uint32_t> index;
  Column<int64_t> ingest_time;  // microseconds since 1970, UTC; of a batch all in one hour
  Column<TextRef> sender;      // what the transport says of who sends (telemetry/sender.h), or null
  Column<uint64_t> full_size;  // of the record: more than `bytes` when it was over the limit
  std::vector<std::pair<uint16_t, std::string>> oversize_digests;  // row, SHA-256 in hex

  // Decoded.
  Column<TextRef> device;  // null: not known
  Column<uint64_t> device_hash;
  Column<int64_t> event_time;  // microseconds since 1970, UTC
  Column<int64_t> seq;         // 0 where the schema names none
  Column<uint64_t> present;
  std::vector<Column<double>> numbers;  // by Field::slot; meaningful where `has`
  std::vector<Column<TextRef>> texts;

  // Judged.
  Column<RowState> state;
  Column<RejectReason> reason;
  Column<uint16_t> reason_field;
  Column<TextRef> reason_value;
  Column<uint8_t> flags;
  Column<float> score;
  std::array<std::vector<Anomaly>, kLanesMax> anomalies;  // by lane
  std::vector<Silence> silences;                          // of a tick

  // Rows by lane: lane i owns order[lane_begin[i] .. lane_begin[i + 1]).
  Column<uint16_t> order;
  std::array<uint16_t, kLanesMax + 1> lane_begin;
  std::span<const uint16_t> rows_of_lane(size_t lane) const {
    return std::span(order).subspan(lane_begin[lane], lane_begin[lane + 1] - lane_begin[lane]);
  }

 private:
  std::shared_ptr<const LogInfo> log_;
  size_t rows_ = 0;
};

}  // namespace telltale
