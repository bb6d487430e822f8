// LiveRing: the newest entries of what is told live, numbered for ever, up to so many bytes.
// Whoever follows stands somewhere in it; who falls behind its oldest entry has missed something.
// Of the hub's thread.
#pragma once

#include <deque>
#include <functional>

#include "serve/live_entry.h"

namespace telltale::serve {

class LiveRing {
 public:
  explicit LiveRing(size_t bytes_max) : bytes_max_(bytes_max) {}

  // Numbers of the oldest entry and of the one to come.
  uint64_t first() const { return first_; }
  uint64_t end() const { return first_ + entries_.size(); }
  const LiveEntry& at(uint64_t number) const { return entries_[number - first_]; }
  size_t bytes() const { return bytes_; }

  void add(LiveEntry entry) {
    bytes_ += entry.bytes();
    entries_.push_back(std::move(entry));
  }
  // Whether the oldest must go; it stays readable until drop_first().
  bool is_over() const { return bytes_ > bytes_max_ && entries_.size() > 1; }
  void drop_first() {
    bytes_ -= entries_.front().bytes();
    entries_.pop_front();
    ++first_;
  }
  void clear() {
    first_ = end();
    entries_.clear();
    bytes_ = 0;
  }

 private:
  const size_t bytes_max_;
  std::deque<LiveEntry> entries_;
  uint64_t first_ = 0;
  size_t bytes_ = 0;
};

}  // namespace telltale::serve
