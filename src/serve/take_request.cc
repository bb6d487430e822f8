#include "serve/take_request.h"

#include "serve/api.h"
#include "serve/events.h"

namespace telltale::serve {

void take_request(const Call& call, InboxRequest request,
                  std::function<HttpReply(const TakenRequest& taken)> answer) {
  const Tenant& tenant = *call.tenant;
  const uint64_t bytes = request.records.bytes.size();
  const Duration begun = tenant.clock.running();
  call.tenant->inbox.take(std::move(request), [exchange = call.exchange, answer = std::move(answer),
                                               bytes, begun,
                                               &tenant](const Result<TakenRequest>& taken) {
    if (!taken.ok()) return exchange->reply(problem_of(taken.status()));
    tenant.events.emit(ReadingsTaken{taken.value().records, bytes, tenant.clock.running() - begun});
    exchange->reply(answer(taken.value()));
  });
}

}  // namespace telltale::serve
