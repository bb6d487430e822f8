// TextTable: texts interned: each different one gets a number, from 0, in order of arrival. Lookup
// is one hash probe and one comparison; adding allocates only when the table doubles. One owner
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/same_bytes.h"
#include "base/state_bytes.h"

namespace telltale {

class TextTable {
 public:
  static constexpr uint32_t kNone = 0xffffffff;

  TextTable();

  // The number of the text; a new one is added. `hash` is hash64 of it.
  uint32_t intern(uint64_t hash, std::string_view text);
  std::string_view text(uint32_t number) const {
    const uint32_t begin = number == 0 ? 0 : ends_[number - 1];
    return {all_.data() + begin, ends_[number] - begin};
  }
  // The number of the text, or kNone.
  uint32_t find(uint64_t hash, std::string_view text) const {
    for (uint64_t at = hash & mask_; slots_[at].number != kNone; at = (at + 1) & mask_) {
      if (is_at(at, hash, text)) return slots_[at].number;
    }
    return kNone;
  }
  uint32_t size() const { return static_cast<uint32_t>(ends_.size()); }
  void prefetch(uint64_t hash) const { __builtin_prefetch(&slots_[hash & mask_]); }

  size_t bytes() const { return slots_.size() * sizeof(Slot) + all_.size() + ends_.size() * 4; }

  void save(StateWriter& out) const;
  Status load(StateReader& in);

 private:
  struct Slot {
    uint64_t hash = 0;
    uint32_t number = kNone;
  };
  void grow();
  void place(Slot slot);
  bool is_at(uint64_t place, uint64_t hash, std::string_view text) const {
    return slots_[place].hash == hash && same_text(this->text(slots_[place].number), text);
  }

  std::vector<Slot> slots_;  // open addressing, a power of two, at most two thirds full
  uint64_t mask_;
  std::string all_;             // all texts, one after another
  std::vector<uint32_t> ends_;  // by number: where the text ends in `all_`
};

}  // namespace telltale
