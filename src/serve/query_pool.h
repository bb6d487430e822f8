// QueryPool: processes that wait for a query, so that none waits for a process. Each serves one
// query and ends. Any thread may call.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "base/child_process.h"

namespace telltale::serve {

class QueryPool {
 public:
  explicit QueryPool(size_t idle_wanted) : idle_wanted_(idle_wanted) {}

  // One that waits, or a new one.
  Result<std::shared_ptr<ChildProcess>> take();
  // Starts processes until as many wait as are wanted. What cannot be started is started when it
  // is needed.
  void refill();

 private:
  const size_t idle_wanted_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<ChildProcess>> idle_;
};

}  // namespace telltale::serve
