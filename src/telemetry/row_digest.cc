#include "telemetry/row_digest.h"

#include <bit>

namespace telltale {

static_assert(std::endian::native == std::endian::little);

Hash128 log_key(const LogInfo& log) {
  return hash128(log.digest + "#" + std::to_string(log.pass));
}

void RowEncoder::begin(const Hash128& key, Offset offset, uint32_t index, Disposition disposition) {
  size_ = 0;
  put(key.low);
  put(key.high);
  put(offset);
  put(index);
  put(disposition);
}

void RowEncoder::rejected(RejectReason reason, uint16_t field) {
  put(reason);
  put(field);
}

void RowEncoder::identity(std::string_view device, int64_t event_time, int64_t seq) {
  text(device);
  put(event_time);
  put(seq);
}

void RowEncoder::first(const Hash128& key, Offset offset, uint32_t index) {
  put(key.low);
  put(key.high);
  put(offset);
  put(index);
}

void RowEncoder::text(std::string_view value) {
  make_room(value.size());
  put(static_cast<uint32_t>(value.size()));
  size_ = static_cast<size_t>(copy(value, buffer_.data() + size_) - buffer_.data());
}

void RowEncoder::judged(uint8_t flags, float score) {
  put(flags);
  put(score);
}

void RowEncoder::anomaly(AnomalyKind kind, uint16_t field, float score) {
  make_room(0);
  put(kind);
  put(field);
  put(score);
}

}  // namespace telltale
