#include "serve/query_pool.h"

#include "serve/query_child.h"

namespace telltale::serve {
namespace {

// Arrow's allocator would start a thread, which Landlock would not hold.
Result<std::unique_ptr<ChildProcess>> start() {
  return ChildProcess::start(kQueryChildCommand, {"JE_ARROW_MALLOC_CONF=background_thread:false"});
}

}  // namespace

Result<std::shared_ptr<ChildProcess>> QueryPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::shared_ptr<ChildProcess> child = std::move(idle_.front());  // ready for the longest
      idle_.erase(idle_.begin());
      return child;
    }
  }
  return std::shared_ptr<ChildProcess>(TRY(start()));
}

void QueryPool::refill() {
  while (true) {
    {
      const std::lock_guard lock(mutex_);
      if (idle_.size() >= idle_wanted_) return;
    }
    Result<std::unique_ptr<ChildProcess>> child = start();
    if (!child.ok()) return;
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(child).value());
  }
}

}  // namespace telltale::serve
