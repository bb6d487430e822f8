#include "serve/session_api.h"

#include "serve/api.h"
#include "serve/parameters.h"
#include "serve/session_cookie.h"
#include "serve/text_members.h"

namespace telltale::serve {
namespace {

struct Shown {
  std::string id;  // of the session or key
  Rights rights;
  std::optional<Instant> expires;
};

Json to_json(const Shown& shown, const std::string& lake, const std::optional<User>& user) {
  Json json = Json::object({{"id", shown.id}});
  json.add("user", user ? Json(user->name) : Json());
  json.add("role", user ? Json(name_of(user->role)) : Json());
  json.add("scopes", scopes_json(shown.rights));
  json.add("lake", lake);
  json.add("two_factor", user ? Json(user->has_second_factor()) : Json());
  json.add("expires", time_or_null(shown.expires));
  return json;
}

Json session_json(const AccessKey& session, bool is_own) {
  Json json = Json::object({{"id", session.id}, {"user", session.user}});
  json.add("role", name_of(role_of(session)));
  json.add("created", format_instant(session.created));
  json.add("last_used", time_or_null(session.last_used));
  json.add("expires", time_or_null(session.expires));
  json.add("agent", session.agent);
  json.add("remote", session.remote);
  json.add("own", is_own);
  return json;
}

// The browser forgets it.
HttpReply ended_reply(HttpReply reply) {
  reply.fields.push_back(set_session_cookie(""));
  return reply;
}

// The lake that is named, or else the first that has that user, or the first.
const Tenant* lake_of(Api& api, const std::string& named, const std::string& user) {
  const Tenant* first = nullptr;
  for (const Tenant* tenant : api.tenants()) {
    if (tenant->users == nullptr || (!named.empty() && tenant->name != named)) continue;
    const Result<std::optional<User>> found = tenant->users->find(user);
    if (found.ok() && found.value()) return tenant;
    if (first == nullptr) first = tenant;
  }
  return first;
}

struct SignInAsked {
  SignIn::Wish wish;
  std::string lake;
};

Result<SignInAsked> read_body(const Call& call) {
  std::optional<std::string> user;
  std::optional<std::string> password;
  std::optional<std::string> code;
  std::optional<std::string> lake;
  const std::array members = {TextMember{"user", &user, true},
                              TextMember{"password", &password, true}, TextMember{"code", &code},
                              TextMember{"lake", &lake}};
  TRY(read_text_members(call.exchange->body(), members));
  SignInAsked asked;
  asked.wish = {*user, *password, code.value_or(""), call.head().remote, agent_of(call.head())};
  asked.lake = lake.value_or("");
  return asked;
}

HttpReply sign_in(Api& api, const Call& call) {
  // A page from elsewhere must not sign somebody in as another.
  if (is_of_other_page(call.head()))
    return problem(403, "a page from elsewhere asks: sign in on the server's own page");
  const Result<SignInAsked> asked = read_body(call);
  if (!asked.ok()) return problem_of(asked.status());
  const SignIn::Wish& wish = asked.value().wish;
  const Tenant* lake = lake_of(api, asked.value().lake, wish.user);
  if (lake == nullptr) return api.access().refuse(call.head(), "there is no such lake");
  auto outcome = api.sign_in().sign_in(people_of(*lake), wish);
  if (HttpReply* refusal = std::get_if<HttpReply>(&outcome)) return std::move(*refusal);
  return signed_in_reply(200, std::get<SignIn::SignedIn>(outcome), lake->name);
}

Result<std::optional<User>> user_of(const Call& call) {
  if (call.principal.session.empty()) return std::optional<User>();
  return call.tenant->users->find(call.principal.id);
}

HttpReply sign_out(const Call& call) {
  const Principal& who = call.principal;
  if (who.session.empty()) return problem(404, "there is no session to end: a key asks");
  const HttpReply reply = session_reply(call);
  const Result<AccessKey> ended =
      call.tenant->keys->end_session({who.session, who.id, "signed_out"}, actor_of(call));
  return ended.ok() ? ended_reply(reply) : problem_of(ended.status());
}

HttpReply list_sessions(const Call& call) {
  const Parameters parameters(call.head(), {});
  if (!parameters.status().ok()) return problem_of(parameters.status());
  const Principal& who = call.principal;
  Json::Array list;
  if (who.may_admin || !who.session.empty()) {
    const Status listed = call.tenant->keys->store().list_sessions(
        who.may_admin ? "" : who.id, call.tenant->clock.now(), [&](const AccessKey& session) {
          list.push_back(session_json(session, session.id == who.session));
          return Status();
        });
    if (!listed.ok()) return problem_of(listed);
  }
  return private_reply(200, Json::object({{"sessions", std::move(list)}}));
}

HttpReply end_session(const Call& call) {
  const Principal& who = call.principal;
  if (!who.may_admin && who.session.empty()) return problem(404, "there is no such session");
  const Result<AccessKey> ended = call.tenant->keys->end_session(
      {call.part("id"), who.may_admin ? "" : who.id, "session_ended"}, actor_of(call));
  if (!ended.ok()) return problem_of(ended.status());
  const bool is_own = ended.value().id == who.session;
  HttpReply reply = private_reply(200, session_json(ended.value(), is_own));
  return is_own ? ended_reply(std::move(reply)) : reply;
}

}  // namespace

HttpReply session_reply(const Call& call) {
  const Result<std::optional<User>> user = user_of(call);
  if (!user.ok()) return problem_of(user.status());
  const Principal& who = call.principal;
  Shown shown{who.session.empty() ? who.id : who.session, who, {}};
  if (const auto held = call.tenant->keys->find(shown.id)) shown.expires = held->key.expires;
  return private_reply(200, to_json(shown, call.tenant->name, user.value()));
}

HttpReply signed_in_reply(int status, const SignIn::SignedIn& signed_in, const std::string& lake) {
  const AccessKey& session = signed_in.made.key;
  const Shown shown{session.id, session, session.expires};
  HttpReply reply = private_reply(status, to_json(shown, lake, signed_in.user));
  reply.fields.push_back(set_session_cookie(signed_in.made.text));
  return reply;
}

void post_session(Api& api, Call call) {
  api.work_at_door(std::move(call), [&api](const Call& asked) { return sign_in(api, asked); });
}

void get_session(Api& api, Call call) {
  api.work(std::move(call), session_reply);
}

void delete_session(Api& api, Call call) {
  api.work(std::move(call), sign_out);
}

void get_sessions(Api& api, Call call) {
  api.work(std::move(call), list_sessions);
}

void delete_session_of_id(Api& api, Call call) {
  api.work(std::move(call), end_session);
}

}  // namespace telltale::serve
