#include "serve/health_api.h"

#include "base/json.h"
#include "serve/api.h"

namespace telltale::serve {

// The thread that answers is the one that would be stuck.
void get_livez(Api&, Call call) {
  call.reply({200, "text/plain", "alive\n", {}});
}

void get_readyz(Api& api, Call call) {
  Json lakes = Json::object();
  bool is_ready = true;
  for (const Tenant* tenant : api.tenants()) {
    const Status accepts = tenant->inbox.accepts();
    is_ready = is_ready && accepts.ok();
    Json lake = Json::object({{"ingest", accepts.ok()}, {"query", true}});
    if (!accepts.ok()) lake.add("why", accepts.message());
    lakes.add(tenant->name, std::move(lake));
  }
  HttpReply reply;
  reply.status = is_ready ? 200 : 503;
  reply.body = Json::object({{"ready", is_ready}, {"lakes", std::move(lakes)}}).dump() + "\n";
  call.reply(std::move(reply));
}

}  // namespace telltale::serve
