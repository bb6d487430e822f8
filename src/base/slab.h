// Slab: fixed-size items in fixed-size pages, named by u32 numbers. Items never move, hold no
// pointers and start as zero bytes, so a snapshot is a copy of pages. One owner thread.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <type_traits>
#include <vector>

#include "base/check.h"

namespace telltale {

class Slab {
 public:
  static constexpr size_t kPageBytes = 16 * 1024;

  // `item_bytes` is rounded up to a multiple of 64, a cache line, when it is larger than half of
  // one, so that no item lies across more lines than it must.
  explicit Slab(size_t item_bytes)
      : item_bytes_(item_bytes > 32 ? (item_bytes + 63) / 64 * 64 : item_bytes),
        page_shift_(std::bit_width(std::max<size_t>(kPageBytes / item_bytes_, 1)) - 1) {
    CHECK(item_bytes > 0);
  }

  uint32_t size() const { return count_; }
  size_t item_bytes() const { return item_bytes_; }
  size_t bytes() const { return pages_.size() * page_bytes(); }

  // Adds a zeroed item and returns its number.
  uint32_t add() {
    if (count_ == pages_.size() << page_shift_) {
      pages_.emplace_back(static_cast<char*>(::operator new(page_bytes(), std::align_val_t{64})));
      std::memset(pages_.back().get(), 0, page_bytes());
    }
    return count_++;
  }

  char* at(uint32_t number) {
    const uint32_t in_page = number & ((1U << page_shift_) - 1);
    return pages_[number >> page_shift_].get() + in_page * item_bytes_;
  }
  const char* at(uint32_t number) const { return const_cast<Slab*>(this)->at(number); }

  void prefetch(uint32_t number, size_t bytes) const {
    const char* item = at(number);
    for (size_t i = 0; i < bytes; i += 64) __builtin_prefetch(item + i, 1);
  }

 private:
  struct Free {
    void operator()(char* page) const { ::operator delete(page, std::align_val_t{64}); }
  };
  size_t page_bytes() const { return item_bytes_ << page_shift_; }

  size_t item_bytes_;
  int page_shift_;  // a page holds two to this many items
  uint32_t count_ = 0;
  std::vector<std::unique_ptr<char, Free>> pages_;
};

// A Slab of one trivially copyable type.
template <typename T>
class SlabOf {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  SlabOf() : slab_(sizeof(T)) {}
  uint32_t size() const { return slab_.size(); }
  uint32_t add() { return slab_.add(); }
  T& operator[](uint32_t number) { return *reinterpret_cast<T*>(slab_.at(number)); }
  const T& operator[](uint32_t number) const {
    return *reinterpret_cast<const T*>(slab_.at(number));
  }
  void prefetch(uint32_t number) const { slab_.prefetch(number, sizeof(T)); }
  Slab& bytes() { return slab_; }
  const Slab& bytes() const { return slab_; }

 private:
  Slab slab_;
};

}  // namespace telltale
