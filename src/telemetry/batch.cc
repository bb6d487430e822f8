#include "telemetry/batch.h"

#include <algorithm>
#include <cstring>

namespace telltale {
namespace {

// How many bytes of the text to keep, so that no character of it is cut in two.
size_t whole_characters(std::string_view text) {
  if (text.size() <= kOffendingBytesMax) return text.size();
  size_t size = kOffendingBytesMax;
  const auto continues = [&] { return (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80; };
  while (size > kOffendingBytesMax - 4 && continues()) --size;
  return size;
}

}  // namespace

std::string_view LogInfo::device_from_name() const {
  std::string_view device = name;
  for (const std::string_view ending : {".gz", ".json", ".jsonl", ".ndjson", ".csv", ".txt"}) {
    if (device.size() > ending.size() && device.ends_with(ending))
      device.remove_suffix(ending.size());
  }
  return device;
}

const TimeRule& LogInfo::time_rule() const {
  static const TimeRule kThingsBoard{.kind = TimeRule::Kind::kFieldOrIngest,
                                     .form = TimeRule::Form::kMillis,
                                     .from = "ts",
                                     .zone = {},
                                     .start = {}};
  return format == RecordFormat::kThingsBoard ? kThingsBoard : schema->time;
}

void TextBuffer::reset(size_t capacity) {
  size_ = 0;
  if (capacity <= capacity_ && data_) return;
  data_ = std::make_unique_for_overwrite<char[]>(capacity + kTextPadding);
  capacity_ = capacity;
}

const char* TextBuffer::append(std::string_view bytes) {
  CHECK(bytes.size() <= capacity_ - size_);
  char* begin = data_.get() + size_;
  std::memcpy(begin, bytes.data(), bytes.size());
  size_ += bytes.size();
  return begin;
}

TextRef TextArena::add(std::string_view text) {
  const auto size = static_cast<uint32_t>(text.size());
  if (text.size() > kBlockBytes) {
    large_.push_back(std::make_unique<char[]>(text.size()));
    std::memcpy(large_.back().get(), text.data(), text.size());
    return {large_.back().get(), size};
  }
  if (blocks_.empty() || used_ + text.size() > kBlockBytes) {
    if (!blocks_.empty()) ++block_;
    if (block_ == blocks_.size()) blocks_.push_back(std::make_unique<char[]>(kBlockBytes));
    used_ = 0;
  }
  char* begin = blocks_[block_].get() + used_;
  std::memcpy(begin, text.data(), text.size());
  used_ += text.size();
  return {begin, size};
}

void TextArena::clear() {
  large_.clear();
  block_ = 0;
  used_ = 0;
}

Batch::Batch() = default;

void Batch::start(std::shared_ptr<const LogInfo> log, size_t text_bytes) {
  log_ = std::move(log);
  is_redriven = false;
  tick.reset();
  silences.clear();
  rows_ = 0;
  is_message_open = false;
  text.reset(text_bytes);
  arena.clear();
  oversize_digests.clear();
  for (std::vector<Anomaly>& of_lane : anomalies) of_lane.clear();
  if (numbers.size() < schema().number_slots()) numbers.resize(schema().number_slots());
  if (texts.size() < schema().text_slots()) texts.resize(schema().text_slots());
}

void Batch::start(const ClockTick& moment) {
  start(control_log(), 0);
  tick = moment;
  from = moment.control;
  to = moment.control + 1;
}

const std::shared_ptr<const LogInfo>& control_log() {
  static const std::shared_ptr<const LogInfo> kInfo = [] {
    auto log = std::make_shared<LogInfo>();
    log->id = kControlLog;
    log->schema = std::make_shared<const Schema>();
    return log;
  }();
  return kInfo;
}

size_t Batch::add_row(TextRef record, Offset at, uint32_t in_message) {
  CHECK(!is_full());
  const size_t row = rows_++;
  bytes[row] = record;
  offset[row] = at;
  index[row] = in_message;
  ingest_time[row] = micros(log_->ingest_time);
  sender[row] = {};
  full_size[row] = record.size;
  device[row] = {};
  device_hash[row] = 0;
  event_time[row] = 0;
  seq[row] = 0;
  present[row] = 0;
  state[row] = RowState::kDecoded;
  reason[row] = RejectReason::kNone;
  flags[row] = 0;
  score[row] = 0;
  return row;
}

void Batch::reject(size_t row, RejectReason why, uint16_t field, TextRef value) {
  if (state[row] == RowState::kRejected) return;
  state[row] = RowState::kRejected;
  reason[row] = why;
  reason_field[row] = field;
  reason_value[row] = {value.data, static_cast<uint32_t>(whole_characters(value.view()))};
}

}  // namespace telltale
