// WorkerPool: a few threads for work that may wait, such as reading files for an answer. Its queue
// is bounded: what does not fit is refused, never waited for.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace telltale::serve {

class WorkerPool {
 public:
  WorkerPool(size_t threads, size_t waiting_max);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  // Waits for the work that was begun; what was not is dropped.
  ~WorkerPool();

  // False: too much waits already.
  bool add(std::function<void()> work);
  // Work that was not begun yet.
  size_t waiting() const;

 private:
  void loop(size_t number);

  const size_t waiting_max_;
  mutable std::mutex mutex_;
  std::condition_variable has_work_;
  std::deque<std::function<void()>> waiting_;
  bool is_closed_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace telltale::serve
