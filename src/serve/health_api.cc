#include "serve/health_api.h"

#include "base/json.h"
#include "serve/api.h"
#include "serve/lake_json.h"

namespace telltale::serve {
namespace {

// A supervisor that looks ten times a second and has not looked for so long is stuck.
constexpr Duration kLoopAgeMax = std::chrono::seconds(30);

bool can_query(const Tenant& tenant) {
  return tenant.board.now().view != nullptr;
}

HttpReply answer(bool is_well, Json body) {
  HttpReply reply;
  reply.status = is_well ? 200 : 503;
  reply.body = body.dump() + "\n";
  return reply;
}

// `wanted`: ingest, query, or empty for both.
HttpReply readiness(const Api& api, std::string_view wanted) {
  Json lakes = Json::object();
  bool is_ready = true;
  for (const Tenant* tenant : api.tenants()) {
    const LakeStatus status = tenant->health.status();
    Json lake = Json::object();
    if (wanted != "query") lake.add("ingest", status.ingest.ok());
    if (wanted != "ingest") lake.add("query", can_query(*tenant));
    const bool ingests = wanted == "query" || status.ingest.ok();
    const bool answers = wanted == "ingest" || can_query(*tenant);
    is_ready = is_ready && ingests && answers;
    // What an anonymous probe may know: no paths, no messages of the system.
    if (!status.problems.empty()) lake.add("problems", problems_json(status));
    lakes.add(tenant->name, std::move(lake));
  }
  return answer(is_ready, Json::object({{"ready", is_ready}, {"lakes", std::move(lakes)}}));
}

}  // namespace

// The thread that answers is one that would be stuck; the other is the one that supervises.
void get_livez(Api& api, Call call) {
  const Duration age = api.options().facts().loop_age;
  if (age > kLoopAgeMax) return call.reply({503, "text/plain", "the supervisor is stuck\n", {}});
  call.reply({200, "text/plain", "alive\n", {}});
}

void get_readyz(Api& api, Call call) {
  call.reply(readiness(api, ""));
}

void get_readyz_of(Api& api, Call call) {
  const std::string_view function = call.part("function");
  if (function != "ingest" && function != "query")
    return call.reply(problem(404, "it can be ready for `ingest` and for `query`"));
  call.reply(readiness(api, function));
}

void get_startupz(Api& api, Call call) {
  Json lakes = Json::object();
  bool has_started = true;
  for (const Tenant* tenant : api.tenants()) {
    const LakeStatus status = tenant->health.status();
    has_started = has_started && status.state != LakeState::kStarting;
    const RestoreProgress& restored = status.restored;
    lakes.add(tenant->name, Json::object({{"state", name_of(status.state)},
                                          {"records_done", restored.records_done},
                                          {"records_total", restored.records_total},
                                          {"bytes_done", restored.bytes_done},
                                          {"bytes_total", restored.bytes_total}}));
  }
  call.reply(
      answer(has_started, Json::object({{"started", has_started}, {"lakes", std::move(lakes)}})));
}

}  // namespace telltale::serve
