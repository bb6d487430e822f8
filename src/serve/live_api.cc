#include "serve/live_api.h"

#include "serve/api.h"

namespace telltale::serve {

void get_live(Api&, Call call) {
  Result<LiveRequest> request = live_request_of(call.head(), call.exchange->body());
  if (!request.ok()) return call.reply(problem_of(request.status()));
  LiveHub& live = call.tenant->live;
  if (!live.has_room())
    return call.reply(problem_of(
        Status::unavailable("as many follow live as may: end another stream, or ask again later")));
  HttpReply reply;
  reply.type = std::string(kEventStreamType);
  reply.fields = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
  const Offset journal_end = call.tenant->health.status().journal_end;
  const std::shared_ptr<HttpStream> stream = call.exchange->begin_stream(std::move(reply));
  if (!live.join(std::move(request).value(), stream, journal_end).ok()) stream->end();
}

void post_live(Api& api, Call call) {
  get_live(api, std::move(call));
}

}  // namespace telltale::serve
