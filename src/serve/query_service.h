// QueryService: SQL of users, each query in a process that can read the files of one commit and do
// nothing else. As many run at a time as may, some more wait, others are told to come again; who
// takes too long, needs too much or has gone is ended. Any thread may call.
#pragma once

#include <atomic>
#include <memory>
#include <set>
#include <string>

#include "base/clock.h"
#include "serve/query_child.h"
#include "serve/query_pool.h"
#include "serve/route.h"
#include "serve/worker_pool.h"
#include "store/file_check.h"

namespace telltale::serve {

struct QueryOptions {
  size_t concurrent_max = 2;
  size_t waiting_max = 32;
  size_t idle_processes = 2;  // that wait for a query
  Duration time_max = std::chrono::seconds(30);
  uint64_t memory_bytes = 1UL << 30;  // of one query
  uint64_t rows_max = 1'000'000;
  uint64_t result_bytes_max = 256UL << 20;
  uint32_t threads = 2;  // of one query
};

// One query, its limits within those of the service.
struct QueryRequest {
  std::string sql;
  ResultFormat format = ResultFormat::kJson;
  uint64_t rows_max = 0;
  bool cuts_rows = false;
  Duration time_max{0};
  LakeBoard::Now now;  // pinned until it is done
  std::string as_of;   // an earlier commit it sees in that: its number, or a time; empty: none
};

class QueryService {
 public:
  QueryService(const Clock& clock, const QueryOptions& options);
  ~QueryService();

  const QueryOptions& options() const { return options_; }
  // Whether queries can be confined on this system.
  const Status& available() const { return available_; }

  // Answers the call, perhaps later.
  void run(Call call, QueryRequest request);

 private:
  class Running;

  const Clock& clock_;
  const QueryOptions options_;
  const Status available_;
  CheckedFiles checked_;
  QueryPool pool_;
  std::mutex mutex_;
  std::set<std::shared_ptr<ChildProcess>> running_;
  bool is_stopping_ = false;
  WorkerPool workers_;  // last: they use the rest
};

}  // namespace telltale::serve
