#include "serve/query_service.h"

#include "base/sandbox.h"
#include "serve/api.h"
#include "serve/query_run.h"

namespace telltale::serve {

// Notes a process as running for as long as it is, so that a service that stops can end it.
class QueryService::Running {
 public:
  Running(QueryService& service, std::shared_ptr<ChildProcess> child)
      : service_(service), child_(std::move(child)) {
    const std::lock_guard lock(service_.mutex_);
    service_.running_.insert(child_);
    if (service_.is_stopping_) child_->kill();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    const std::lock_guard lock(service_.mutex_);
    service_.running_.erase(child_);
  }

 private:
  QueryService& service_;
  std::shared_ptr<ChildProcess> child_;
};

QueryService::QueryService(const Clock& clock, const QueryOptions& options)
    : clock_(clock),
      options_(options),
      available_(check_sandbox()),
      pool_(options.idle_processes),
      workers_(options.concurrent_max, options.waiting_max) {
  if (available_.ok()) pool_.refill();
}

QueryService::~QueryService() {
  const std::lock_guard lock(mutex_);
  is_stopping_ = true;
  for (const auto& child : running_) child->kill();
}

void QueryService::run(Call call, QueryRequest request) {
  auto shared = std::make_shared<Call>(std::move(call));
  const bool is_taken = workers_.add([this, shared, request = std::move(request)] {
    const Result<std::shared_ptr<ChildProcess>> child = pool_.take();
    if (!child.ok()) return shared->reply(problem_of(child.status()));
    {
      const Running running(*this, child.value());
      const std::weak_ptr<ChildProcess> weak = child.value();
      shared->exchange->on_gone([weak] {
        if (const auto alive = weak.lock()) alive->kill();
      });
      QueryRun(clock_, options_, checked_).run(*shared, request, *child.value());
    }
    pool_.refill();
  });
  if (is_taken) return;
  shared->reply(problem_of(Status::unavailable("too many queries wait: ask again later")));
}

}  // namespace telltale::serve
