#include "serve/people_api.h"

namespace telltale::serve {

LakePeople people_of(const Tenant& tenant) {
  return {*tenant.keys, *tenant.users, *tenant.audit};
}

Actor actor_of(const Call& call) {
  return {call.principal.id, call.head().remote};
}

void note_act(const Call& call, const Act& act) {
  const Tenant& tenant = *call.tenant;
  if (tenant.audit == nullptr) return;
  tenant.audit->note({0, tenant.clock.now(), actor_of(call), std::string(act.act),
                      std::string(act.about), std::string(act.detail)});
}

std::string agent_of(const HttpHead& head) {
  constexpr size_t kBytesMax = 200;
  std::string agent(head.field("user-agent").value_or("").substr(0, kBytesMax));
  for (char& c : agent) {
    if (c < ' ' || c > '~') c = '?';
  }
  return agent;
}

HttpReply private_reply(int status, const Json& body) {
  HttpReply reply;
  reply.status = status;
  reply.body = body.dump() + "\n";
  reply.fields.emplace_back("Cache-Control", "no-store");
  return reply;
}

Json scopes_json(const Rights& rights) {
  Json::Array scopes;
  for (const std::string_view name : scope_names(rights)) scopes.emplace_back(name);
  return scopes;
}

Json time_or_null(const std::optional<Instant>& instant) {
  return instant ? Json(format_instant(*instant)) : Json();
}

}  // namespace telltale::serve
