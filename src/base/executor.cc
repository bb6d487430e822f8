#include "base/executor.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/bounded_queue.h"
#include "base/thread_name.h"

namespace telltale {
namespace {

class ThreadExecutor : public Executor {
 public:
  explicit ThreadExecutor(bool yields) : yields_(yields) {}

  std::unique_ptr<Strand> new_strand(Work work) override {
    return std::make_unique<ThreadStrand>(*this, std::move(work));
  }

  void wait_until(const std::function<bool()>& is_true) override {
    if (is_true()) return;
    std::unique_lock lock(mutex_);
    ++waiting_;
    announced_.wait(lock, is_true);
    --waiting_;
  }

  // Who waits looks once more under the lock before it sleeps, so nothing announced is missed.
  void announce() override {
    {
      const std::lock_guard lock(mutex_);
      if (waiting_ == 0) return;
    }
    announced_.notify_all();
  }

 private:
  class ThreadStrand : public Strand {
   public:
    ThreadStrand(ThreadExecutor& executor, Work work)
        : executor_(executor), work_(std::move(work)), items_(work_.items_max) {
      thread_ = std::thread([this] { loop(); });
    }
    ~ThreadStrand() override {
      items_.close();
      thread_.join();
    }
    void push(void* item) override { items_.push(item); }

   private:
    void loop() {
      name_thread(work_.name, work_.number);
      if (executor_.yields_) give_way(GivesWay::kToAnswers);
      while (const std::optional<void*> item = items_.pop()) {
        if (work_.is_ready) executor_.wait_until([&] { return work_.is_ready(*item); });
        work_.act(*item);
      }
    }

    ThreadExecutor& executor_;
    const Work work_;
    BoundedQueue<void*> items_;
    std::thread thread_;
  };

  const bool yields_;
  std::mutex mutex_;
  std::condition_variable announced_;
  int waiting_ = 0;
};

}  // namespace

Executor& thread_executor() {
  static ThreadExecutor executor(false);
  return executor;
}

Executor& yielding_executor() {
  static ThreadExecutor executor(true);
  return executor;
}

}  // namespace telltale
