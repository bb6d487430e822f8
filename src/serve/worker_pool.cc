#include "serve/worker_pool.h"

#include "base/thread_name.h"

namespace telltale::serve {

WorkerPool::WorkerPool(size_t threads, size_t waiting_max) : waiting_max_(waiting_max) {
  for (size_t i = 0; i < threads; ++i) threads_.emplace_back([this, i] { loop(i); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  has_work_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::add(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (is_closed_ || waiting_.size() >= waiting_max_) return false;
    waiting_.push_back(std::move(work));
  }
  has_work_.notify_one();
  return true;
}

size_t WorkerPool::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

void WorkerPool::loop(size_t number) {
  name_thread("worker", number);
  while (true) {
    std::function<void()> work;
    {
      std::unique_lock lock(mutex_);
      has_work_.wait(lock, [&] { return is_closed_ || !waiting_.empty(); });
      if (is_closed_) return;
      work = std::move(waiting_.front());
      waiting_.pop_front();
    }
    work();
  }
}

}  // namespace telltale::serve
