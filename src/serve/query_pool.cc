#include "serve/query_pool.h"

#include "serve/query_child.h"

namespace telltale::serve {
namespace {

// Arrow's allocator would start a thread, which Landlock would not hold. The C library's takes
// memory from the system in large pages and keeps it: the process is gone after one query, of
// which page faults were 8 %.
Result<std::unique_ptr<ChildProcess>> start() {
  return ChildProcess::start(
      kQueryChildCommand,
      {"JE_ARROW_MALLOC_CONF=background_thread:false",
       "GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=33554432:"
       "glibc.malloc.trim_threshold=1073741824:glibc.malloc.top_pad=67108864"});
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
