// BoundedQueue: where threads meet. Full makes the sender wait (slows, never drops); closed makes
// the receiver drain what is left and then see the end. Any number of senders and receivers.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "base/check.h"

namespace telltale {

template <typename T>
class BoundedQueue {
 public:
  explicit BoundedQueue(size_t count_max) : count_max_(count_max) { CHECK(count_max > 0); }

  // Waits for room. False: the queue is closed and `item` was not taken.
  bool push(T item) {
    std::unique_lock lock(mutex_);
    has_room_.wait(lock, [&] { return closed_ || items_.size() < count_max_; });
    if (closed_) return false;
    items_.push_back(std::move(item));
    lock.unlock();
    has_items_.notify_one();
    return true;
  }

  // Waits for an item. Nothing: the queue is closed and empty.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    has_items_.wait(lock, [&] { return closed_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    T item = std::move(items_.front());
    items_.pop_front();
    lock.unlock();
    has_room_.notify_one();
    return item;
  }

  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    has_items_.notify_all();
    has_room_.notify_all();
  }

 private:
  const size_t count_max_;
  std::mutex mutex_;
  std::condition_variable has_room_;
  std::condition_variable has_items_;
  std::deque<T> items_;
  bool closed_ = false;
};

}  // namespace telltale
