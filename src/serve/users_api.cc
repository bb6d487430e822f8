#include "serve/users_api.h"

#include "serve/api.h"
#include "serve/parameters.h"
#include "serve/password.h"
#include "serve/text_members.h"

namespace telltale::serve {
namespace {

constexpr uint64_t kPageEntriesMax = 1'000;
constexpr uint64_t kPageEntries = 200;

Json to_json(const User& user) {
  return Json::object({{"name", user.name},
                       {"role", name_of(user.role)},
                       {"created", format_instant(user.created)},
                       {"two_factor", user.has_second_factor()},
                       {"last_signed_in", time_or_null(user.signed_in)}});
}

HttpReply list_users(const Call& call) {
  const Parameters parameters(call.head(), {});
  if (!parameters.status().ok()) return problem_of(parameters.status());
  Json::Array users;
  const Status listed =
      call.tenant->users->list([&](const User& user) { users.push_back(to_json(user)); });
  if (!listed.ok()) return problem_of(listed);
  return private_reply(200, Json::object({{"users", std::move(users)}}));
}

Result<User> read_user(const Call& call) {
  std::optional<std::string> name;
  std::optional<std::string> role;
  std::optional<std::string> password;
  const std::array members = {TextMember{"name", &name, true}, TextMember{"role", &role, true},
                              TextMember{"password", &password, true}};
  TRY(read_text_members(call.exchange->body(), members));
  return plan_user(*name, TRY(role_named(*role)), *password, call.tenant->clock.now());
}

HttpReply make_user(const Call& call) {
  const Result<User> user = read_user(call);
  if (!user.ok()) return problem_of(user.status());
  const Status added = call.tenant->users->add(user.value(), actor_of(call));
  return added.ok() ? private_reply(201, to_json(user.value())) : problem_of(added);
}

Result<UserChange> read_change(const Call& call) {
  std::optional<std::string> role;
  std::optional<std::string> password;
  const std::array members = {TextMember{"role", &role}, TextMember{"password", &password}};
  TRY(read_text_members(call.exchange->body(), members));
  if (!role && !password) return Status::invalid("`role` or `password` must be there");
  UserChange change;
  if (role) change.role = TRY(role_named(*role));
  if (password) {
    TRY(check_password(*password, call.part("name")));
    change.password = TRY(hash_password(*password));
  }
  return change;
}

// The user after it, whose sessions have ended at once.
HttpReply change_user(const Call& call, const UserChange& change) {
  const Result<User> user = call.tenant->users->change(call.part("name"), change,
                                                       call.tenant->clock.now(), actor_of(call));
  if (!user.ok()) return problem_of(user.status());
  const Status known = call.tenant->keys->refresh();
  return known.ok() ? private_reply(200, to_json(user.value())) : problem_of(known);
}

HttpReply change_as_asked(const Call& call) {
  const Result<UserChange> change = read_change(call);
  return change.ok() ? change_user(call, change.value()) : problem_of(change.status());
}

HttpReply drop_second_factor(const Call& call) {
  UserChange change;
  change.drops_second_factor = true;
  return change_user(call, change);
}

HttpReply remove_user(const Call& call) {
  const Result<User> user =
      call.tenant->users->remove(call.part("name"), call.tenant->clock.now(), actor_of(call));
  if (!user.ok()) return problem_of(user.status());
  const Status known = call.tenant->keys->refresh();
  return known.ok() ? private_reply(200, to_json(user.value())) : problem_of(known);
}

Json to_json(const AuditEntry& entry) {
  return Json::object({{"number", entry.number},
                       {"at", format_instant(entry.at)},
                       {"by", entry.actor.by},
                       {"from", entry.actor.from},
                       {"act", entry.act},
                       {"about", entry.about},
                       {"detail", entry.detail}});
}

HttpReply list_audit(const Call& call) {
  Parameters parameters(call.head(), {"limit", "before", "act"});
  const uint64_t limit = parameters.number("limit", {kPageEntries, 1, kPageEntriesMax});
  const uint64_t before = parameters.number("before", {INT64_MAX, 1, INT64_MAX});
  const std::string act = parameters.text("act");
  if (!parameters.status().ok()) return problem_of(parameters.status());
  AuditTrail& audit = *call.tenant->audit;
  Json::Array entries;
  int64_t last = 0;
  Status listed = audit.flush();
  if (listed.ok()) {
    listed = audit.list(static_cast<int64_t>(before), limit, act, [&](const AuditEntry& entry) {
      entries.push_back(to_json(entry));
      last = entry.number;
    });
  }
  if (!listed.ok()) return problem_of(listed);
  const bool may_have_more = entries.size() == limit;
  Json body = Json::object({{"entries", std::move(entries)}});
  body.add("next", may_have_more ? Json(last) : Json());
  return private_reply(200, body);
}

}  // namespace

Result<User> plan_user(const std::string& name, Role role, const std::string& password,
                       Instant now) {
  TRY(check_user_name(name));
  TRY(check_password(password, name));
  User user;
  user.name = name;
  user.role = role;
  user.password = TRY(hash_password(password));
  user.created = now;
  return user;
}

void get_users(Api& api, Call call) {
  api.work(std::move(call), list_users);
}

void post_users(Api& api, Call call) {
  api.work_at_door(std::move(call), make_user);
}

void post_user(Api& api, Call call) {
  api.work_at_door(std::move(call), change_as_asked);
}

void delete_user(Api& api, Call call) {
  api.work(std::move(call), remove_user);
}

void delete_second_factor(Api& api, Call call) {
  api.work(std::move(call), drop_second_factor);
}

void get_audit(Api& api, Call call) {
  api.work(std::move(call), list_audit);
}

}  // namespace telltale::serve
