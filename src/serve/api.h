// Api: answers HTTP by the table of routes: finds the route, identifies who asks, refuses what they
// may not, and hands over. Work that reads files is done by a few threads of its own, and what does
// not fit their queue is refused. Runs in the server's thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/events.h"
#include "serve/query_service.h"
#include "serve/route.h"
#include "serve/server_facts.h"
#include "serve/sign_in.h"
#include "serve/table_list.h"
#include "serve/worker_pool.h"

namespace telltale::serve {

struct ApiOptions {
  size_t workers = 2;
  size_t waiting_max = 64;  // calls that wait for a worker
  std::string version;
  QueryOptions queries;
  Duration session_lifetime = std::chrono::hours(12);
  const Clock* clock = &system_clock();  // for how long answers take
  Events* events = nullptr;              // what metrics are shown of
  std::function<ServerFacts()> facts = [] { return ServerFacts(); };
};

class Api : public HttpApp {
 public:
  // The tenants must outlive it. The first is the one meant when a principal has none.
  Api(std::vector<Tenant*> tenants, std::unique_ptr<Access> access, const ApiOptions& options);

  std::variant<Admitted, HttpReply> admit(const HttpHead& head) override;
  void note_refusal(const HttpHead& head, const HttpReply& refusal) override;
  void handle(std::shared_ptr<HttpExchange> exchange, std::shared_ptr<void> known) override;

  const ApiOptions& options() const { return options_; }
  const std::vector<Tenant*>& tenants() const { return tenants_; }
  Access& access() { return *access_; }
  SignIn& sign_in() { return sign_in_; }
  QueryService& queries() { return queries_; }
  TableList& tables() { return tables_; }
  // What is known of the server now.
  ServerFacts facts() const;

  // Has a worker see to the call, which it answers; 429 when too many wait already.
  void hand_over(Call call, std::function<void(const Call& call)> act);
  // Has the answer made by a worker; 429 when too many wait already.
  void work(Call call, std::function<HttpReply(const Call& call)> answer);
  // The same by a worker of its own, for what looks at passwords: that is slow on purpose, anybody
  // may ask for it, and nobody else waits behind it.
  void work_at_door(Call call, std::function<HttpReply(const Call& call)> answer);

 private:
  static void hand_to(WorkerPool& workers, Call call, std::function<void(const Call& call)> act);

  struct Found {
    const Route* route;
    HttpFields parts;
    Principal principal;
    Tenant* tenant;
  };
  // What the head leads to, or how it is refused.
  std::variant<Found, HttpReply> find(const HttpHead& head);
  Tenant* tenant_of(const Principal& principal, const HttpHead& head) const;

  std::vector<Tenant*> tenants_;
  std::unique_ptr<Access> access_;
  const ApiOptions options_;
  const Emitter events_;  // of the server
  SignIn sign_in_;
  TableList tables_;
  QueryService queries_;
  WorkerPool workers_;
  WorkerPool door_;
  std::map<const Tenant*, HttpGate> gates_;  // of what brings records
};

// The status that says what kind of error it is, and its message.
HttpReply problem_of(const Status& status);

}  // namespace telltale::serve
