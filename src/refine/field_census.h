// FieldCensus: fields that records have and the schema does not name, with how often each was seen.
// Bounded: past kNamesMax different names only their number is known. One owner thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/text_table.h"

namespace telltale {

class FieldCensus {
 public:
  static constexpr size_t kNamesMax = 256;

  void count(std::string_view name, uint64_t times = 1) {
    if (times == 0) return;
    const uint64_t hash = hash64(name);
    uint32_t number = names_.find(hash, name);
    if (number == TextTable::kNone) {
      if (names_.size() == kNamesMax) {
        other_ += times;
        return;
      }
      number = names_.intern(hash, name);
      counts_.push_back(0);
    }
    counts_[number] += times;
  }

  struct Entry {
    std::string name;
    uint64_t count;
  };
  std::vector<Entry> entries() const {
    std::vector<Entry> entries;
    for (uint32_t i = 0; i < names_.size(); ++i)
      entries.push_back({std::string(names_.text(i)), counts_[i]});
    return entries;
  }
  // Fields seen under names beyond the bound.
  uint64_t other() const { return other_; }

 private:
  TextTable names_;
  std::vector<uint64_t> counts_;
  uint64_t other_ = 0;
};

}  // namespace telltale
