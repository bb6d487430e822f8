#include "serve/measured_exchange.h"

#include "serve/events.h"

namespace telltale::serve {

void MeasuredExchange::reply(HttpReply reply) {
  tell(reply.status);
  inner_->reply(std::move(reply));
}

std::shared_ptr<HttpStream> MeasuredExchange::begin_stream(HttpReply reply) {
  tell(reply.status);
  return inner_->begin_stream(std::move(reply));
}

void MeasuredExchange::tell(int status) const {
  events_.emit(RequestAnswered{about_.route, head().method, status, clock_.running() - begun_,
                               about_.principal, head().field("user-agent").value_or("")});
}

}  // namespace telltale::serve
