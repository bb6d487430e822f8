// QueryRun: one query from its process to its answer: hands over what the process asks for, passes
// on what it says, ends it when it takes too long or its asker has gone. Used by one thread.
#pragma once

#include "serve/query_service.h"

namespace telltale::serve {

class QueryRun {
 public:
  // All must outlive the run.
  QueryRun(const Clock& clock, const QueryOptions& options, CheckedFiles& checked)
      : clock_(clock), options_(options), checked_(checked) {}

  void run(const Call& call, const QueryRequest& request, ChildProcess& child);

 private:
  Status start(const Call& call, const QueryRequest& request, ChildProcess& child);
  Status open_lake(const Call& call, const QueryRequest& request);
  Status send_plan(ChildProcess& child, const UserSql::Reads& reads);
  Status relay(const Call& call, ChildProcess& child);
  Status pass_on(const Call& call, std::string piece);
  // What a process that ended without a word, or not in time, died of.
  Status died(ChildProcess& child, const Status& why) const;
  Result<ProcessMessage> next(ChildProcess& child) const;

  const Clock& clock_;
  const QueryOptions& options_;
  CheckedFiles& checked_;
  Duration time_max_{0};
  Duration until_{0};
  std::optional<LakeAt> lake_;
  std::vector<SqlView> views_;  // of its commit
  HttpReply reply_;
  uint64_t bytes_ = 0;
  std::shared_ptr<HttpStream> stream_;  // once the answer has begun
};

// The answer to a query that failed.
HttpReply problem_of_query(const Status& status);

}  // namespace telltale::serve
