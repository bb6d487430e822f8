#include "serve/api.h"

#include <fmt/format.h>

#include "serve/events.h"
#include "serve/measured_exchange.h"
#include "serve/readings_api.h"
#include "serve/standing.h"
#include "serve/web_pages.h"

namespace telltale::serve {
namespace {

constexpr std::string_view kLakeField = "telltale-lake";
constexpr size_t kDoorWaitingMax = 16;  // a second or two of passwords

std::string allowed_methods(std::string_view path) {
  std::string methods;
  for (const Route& route : all_routes()) {
    if (!match_path(route.path, path)) continue;
    if (!methods.empty()) methods += ", ";
    methods += route.method;
    if (route.method == "GET") methods += ", HEAD";
  }
  return methods;
}

bool is_method_of(const Route& route, std::string_view method) {
  return route.method == method || (method == "HEAD" && route.method == "GET");
}

// A lake that is starting has nothing to be asked about.
std::optional<HttpReply> refuse_while_starting(const Tenant& tenant) {
  if (tenant.board.now().view != nullptr) return std::nullopt;
  const LakeStatus status = tenant.health.status();
  return problem_of(status.ingest.ok()
                        ? Status(Code::kCancelled, "the lake is starting: ask again soon")
                        : status.ingest);
}

HttpReply forbidden(const Route& route) {
  return problem(
      403, fmt::format("this needs the scope `{}`, which who asks has not", name_of(route.scope)));
}

}  // namespace

HttpReply problem_of(const Status& status) {
  switch (status.code()) {
    case Code::kInvalid:
      return problem(400, status.message());
    case Code::kNotFound:
      return problem(404, status.message());
    case Code::kExists:
      return problem(409, status.message());
    case Code::kUnavailable: {
      HttpReply reply = problem(kTooMany, status.message());
      reply.fields.emplace_back("Retry-After", "1");
      return reply;
    }
    case Code::kExhausted:
      return problem(507, status.message());
    case Code::kCancelled:
    case Code::kFenced: {
      HttpReply reply = problem(503, status.message());
      reply.fields.emplace_back("Retry-After", "5");
      return reply;
    }
    default:
      return problem(500, status.message());
  }
}

Api::Api(std::vector<Tenant*> tenants, std::unique_ptr<Access> access, const ApiOptions& options)
    : tenants_(std::move(tenants)),
      access_(std::move(access)),
      options_(options),
      events_(options.events == nullptr ? Emitter() : Emitter(*options.events, Emitter::kServer)),
      sign_in_(*options_.clock, options_.session_lifetime),
      queries_(tenants_.front()->clock, options.queries),
      workers_(options.workers, options.waiting_max),
      door_(1, kDoorWaitingMax) {
  for (Tenant* tenant : tenants_)
    gates_.try_emplace(tenant, [tenant] { return refuse_readings(*tenant); });
}

Tenant* Api::tenant_of(const Principal& principal, const HttpHead& head) const {
  const std::string_view named = head.field(kLakeField).value_or("");
  const std::string_view wanted = principal.lake.empty() ? named : principal.lake;
  if (wanted.empty()) return tenants_.front();
  if (!named.empty() && named != wanted) return nullptr;  // what is another's is not there
  for (Tenant* tenant : tenants_) {
    if (tenant->name == wanted) return tenant;
  }
  return nullptr;
}

std::variant<Api::Found, HttpReply> Api::find(const HttpHead& head) {
  bool is_known = false;
  for (const Route& route : all_routes()) {
    std::optional<HttpFields> parts = match_path(route.path, head.path);
    if (!parts) continue;
    is_known = true;
    if (!is_method_of(route, head.method)) continue;
    Found found{&route, std::move(*parts), {}, nullptr};
    if (route.scope != Scope::kPublic) {
      auto identified = access_->identify(head);
      if (HttpReply* refusal = std::get_if<HttpReply>(&identified)) return std::move(*refusal);
      found.principal = std::get<Principal>(std::move(identified));
      if (!found.principal.may(route.scope)) return forbidden(route);
    }
    if (route.of != Route::Of::kServer) {
      found.tenant = tenant_of(found.principal, head);
      if (found.tenant == nullptr) return problem(404, "there is no such lake");
    }
    if (route.of == Route::Of::kLake) {
      if (auto refusal = refuse_while_starting(*found.tenant)) return std::move(*refusal);
    }
    return found;
  }
  if (!is_known) {
    if (std::optional<HttpReply> reply = web_reply(head, web_assets())) return std::move(*reply);
    return problem(404, "there is nothing at this path: api/openapi.yaml lists all");
  }
  HttpReply refusal = problem(405, fmt::format("{} is not for this path", head.method));
  refusal.fields.emplace_back("Allow", allowed_methods(head.path));
  return refusal;
}

std::variant<HttpApp::Admitted, HttpReply> Api::admit(const HttpHead& head) {
  std::variant<Found, HttpReply> outcome = find(head);
  if (HttpReply* refusal = std::get_if<HttpReply>(&outcome)) return std::move(*refusal);
  auto found = std::make_shared<Found>(std::get<Found>(std::move(outcome)));
  const Route& route = *found->route;
  HttpGate* gate = route.brings_records ? &gates_.at(found->tenant) : nullptr;
  return Admitted{route.body_bytes_max, std::move(found), gate};
}

void Api::handle(std::shared_ptr<HttpExchange> exchange, std::shared_ptr<void> known) {
  Found& found = *std::static_pointer_cast<Found>(known);
  const std::shared_ptr<Standing>& standing = found.principal.standing;
  if (standing != nullptr) {
    if (standing->has_ended())
      return exchange->reply(problem(401, "the key or session has ended meanwhile"));
    exchange = guarded(std::move(exchange), standing);
  }
  const auto route = static_cast<size_t>(found.route - all_routes().data());
  exchange = std::make_shared<MeasuredExchange>(std::move(exchange),
                                                MeasuredExchange::About{route, found.principal.id},
                                                *options_.clock, events_);
  found.route->handle(*this, {std::move(exchange), found.tenant, std::move(found.principal),
                              std::move(found.parts)});
}

void Api::note_refusal(const HttpHead& head, const HttpReply& refusal) {
  size_t place = 0;
  for (const Route& route : all_routes()) {
    if (match_path(route.path, head.path) && is_method_of(route, head.method)) break;
    ++place;
  }
  events_.emit(RequestAnswered{
      place, head.method, refusal.status, {}, {}, head.field("user-agent").value_or("")});
}

ServerFacts Api::facts() const {
  ServerFacts facts = options_.facts();
  facts.version = options_.version;
  facts.work_waiting = workers_.waiting();
  return facts;
}

void Api::hand_over(Call call, std::function<void(const Call&)> act) {
  hand_to(workers_, std::move(call), std::move(act));
}

void Api::hand_to(WorkerPool& workers, Call call, std::function<void(const Call&)> act) {
  auto shared = std::make_shared<Call>(std::move(call));
  const bool is_taken = workers.add([shared, act = std::move(act)] { act(*shared); });
  if (is_taken) return;
  shared->reply(problem_of(Status::unavailable("too many requests wait: send again later")));
}

void Api::work(Call call, std::function<HttpReply(const Call&)> answer) {
  hand_over(std::move(call),
            [answer = std::move(answer)](const Call& asked) { asked.reply(answer(asked)); });
}

void Api::work_at_door(Call call, std::function<HttpReply(const Call&)> answer) {
  hand_to(door_, std::move(call),
          [answer = std::move(answer)](const Call& asked) { asked.reply(answer(asked)); });
}

}  // namespace telltale::serve
