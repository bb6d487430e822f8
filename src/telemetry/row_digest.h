// The canonical digest: one number for all logical rows of a lake, the same for any number of
// lanes, cuts, files and machines. Each record's row becomes 128 bits (XXH3 of its encoding below);
// rows are summed modulo 2^128, so their order does not matter.
//
// The encoding, little endian: log key (16 bytes: hash of the log's digest and pass) · offset u64 ·
// index u32 · disposition u8, then
//   rejected:   reason u8, field u16
//   otherwise:  device text · event time i64 · seq i64, then
//   duplicate:  the first's log key, offset, index
//   stored, conflict: present u64 · each present field's value in schema order (8 bytes, or text)
//   stored:     flags u8 · score f32 · each anomaly: kind u8, field u16, score f32, by field and
//   kind
// A text is its length as u32, then its bytes. Never in it: ingest time, commits, file names.
#pragma once

#include <cstring>
#include <vector>

#include "base/hash.h"
#include "telemetry/batch.h"

namespace telltale {

class RowDigest {
 public:
  void add(const Hash128& row) { sum_ += whole(row); }
  void add(const RowDigest& other) { sum_ += other.sum_; }
  void subtract(const RowDigest& other) { sum_ -= other.sum_; }
  Hash128 value() const { return {static_cast<uint64_t>(sum_), static_cast<uint64_t>(sum_ >> 64)}; }
  static RowDigest of(const Hash128& value) {
    RowDigest digest;
    digest.sum_ = whole(value);
    return digest;
  }
  bool operator==(const RowDigest&) const = default;

 private:
  static unsigned __int128 whole(const Hash128& hash) {
    return static_cast<unsigned __int128>(hash.high) << 64 | hash.low;
  }
  unsigned __int128 sum_ = 0;
};

// Stands for a log wherever a row names one.
Hash128 log_key(const LogInfo& log);

// Builds the encoding of one row after another in one buffer; one owner.
class RowEncoder {
 public:
  // Values of a row on their way in: where the next one goes stays in a register.
  class Values {
   public:
    void number(double value) { put(value); }
    void text(std::string_view value) {
      if (static_cast<size_t>(end_ - at_) < value.size() + kFixedBytesMax) grow(value.size());
      put(static_cast<uint32_t>(value.size()));
      at_ = copy(value, at_);
    }

   private:
    friend class RowEncoder;
    explicit Values(RowEncoder& row) : row_(row) { begin(); }
    void begin() {
      at_ = row_.buffer_.data() + row_.size_;
      end_ = row_.buffer_.data() + row_.buffer_.size();
    }
    void grow(size_t text_bytes) {
      row_.size_ = static_cast<size_t>(at_ - row_.buffer_.data());
      row_.make_room(text_bytes);
      begin();
    }
    template <typename T>
    void put(const T& value) {
      std::memcpy(at_, &value, sizeof(value));
      at_ += sizeof(value);
    }

    RowEncoder& row_;
    char* at_;
    char* end_;
  };

  void begin(const Hash128& key, Offset offset, uint32_t index, Disposition disposition);
  void rejected(RejectReason reason, uint16_t field);
  void identity(std::string_view device, int64_t event_time, int64_t seq);
  void first(const Hash128& key, Offset offset, uint32_t index);
  // `present`, then what `encode` puts into the Values it is given.
  template <typename Encode>
  void values(uint64_t present, Encode encode) {
    put(present);
    Values values(*this);
    encode(values);
    size_ = static_cast<size_t>(values.at_ - buffer_.data());
  }
  void judged(uint8_t flags, float score);
  void anomaly(AnomalyKind kind, uint16_t field, float score);
  Hash128 finish() const { return hash128({buffer_.data(), size_}); }

 private:
  // What the parts of a row beside its texts may take; texts make room for themselves.
  static constexpr size_t kFixedBytesMax = 2048;
  static_assert(kFixedBytesMax > 128 + kFieldsMax * (sizeof(double) + sizeof(uint32_t)));

  // Copies a text and returns the place after it; a short one as two words that may overlap.
  static char* copy(std::string_view text, char* to) {
    const size_t size = text.size();
    if (size >= 8 && size <= 16) {
      copy_ends<uint64_t>(text, to);
    } else if (size >= 4 && size < 8) {
      copy_ends<uint32_t>(text, to);
    } else {
      text.copy(to, size);
    }
    return to + size;
  }
  template <typename Word>
  static void copy_ends(std::string_view text, char* to) {
    Word first;
    Word last;
    const size_t last_at = text.size() - sizeof(Word);
    std::memcpy(&first, text.data(), sizeof(Word));
    std::memcpy(&last, text.data() + last_at, sizeof(Word));
    std::memcpy(to, &first, sizeof(Word));
    std::memcpy(to + last_at, &last, sizeof(Word));
  }

  void text(std::string_view value);
  template <typename T>
  void put(const T& value) {
    std::memcpy(buffer_.data() + size_, &value, sizeof(value));
    size_ += sizeof(value);
  }
  void make_room(size_t text_bytes) {
    if (buffer_.size() - size_ < text_bytes + kFixedBytesMax)
      buffer_.resize((size_ + text_bytes + kFixedBytesMax) * 2);
  }

  std::vector<char> buffer_ = std::vector<char>(2 * kFixedBytesMax);
  size_t size_ = 0;
};

}  // namespace telltale
