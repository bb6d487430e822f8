#include "serve/setup_api.h"

#include "serve/api.h"
#include "serve/keys_api.h"
#include "serve/session_api.h"
#include "serve/text_members.h"
#include "serve/users_api.h"

namespace telltale::serve {
namespace {

struct SetupAsked {
  std::string token;
  std::optional<std::string> user;
  std::optional<std::string> password;
};

Result<SetupAsked> read_body(const std::string& body) {
  std::optional<std::string> token;
  SetupAsked asked;
  const std::array members = {TextMember{"token", &token, true}, TextMember{"user", &asked.user},
                              TextMember{"password", &asked.password}};
  TRY(read_text_members(body, members));
  if (asked.user.has_value() != asked.password.has_value())
    return Status::invalid("`user` and `password` must be there both, or none for a key");
  asked.token = *std::move(token);
  return asked;
}

Result<HttpReply> make_first_key(const Tenant& tenant, const Call& call, const SetupAsked& asked) {
  return made_reply(TRY(tenant.keys->set_up(asked.token, call.head().remote)));
}

// Who made themselves the first administrator is signed in.
Result<HttpReply> make_first_user(Api& api, const Tenant& tenant, const Call& call,
                                  const SetupAsked& asked) {
  const LakePeople people = people_of(tenant);
  const User user = TRY(plan_user(*asked.user, Role::kAdmin, *asked.password, tenant.clock.now()));
  const std::string& from = call.head().remote;
  TRY(people.keys.set_up_by(asked.token,
                            [&] { return people.users.add_first_admin(user, {user.name, from}); }));
  TRY(people.users.note_signed_in(user.name, std::nullopt, tenant.clock.now()));
  const SignIn::Wish wish{user.name, "", "", from, agent_of(call.head())};
  return signed_in_reply(201, TRY(api.sign_in().begin(people, user, wish)), tenant.name);
}

// The lake that the token is of, or why there is none.
Result<const Tenant*> find_lake(Api& api, const std::string& token) {
  Status refused = Status::invalid("this server has no lake to set up");
  const Tenant* found = nullptr;
  for (const Tenant* tenant : api.tenants()) {
    if (tenant->keys == nullptr) continue;
    const Status fits = tenant->keys->check_setup(token);
    if (fits.ok()) found = tenant;
    if (!fits.ok()) refused = fits;
  }
  if (found != nullptr) return found;
  return refused;
}

HttpReply set_up(Api& api, const Call& call) {
  const Result<SetupAsked> asked = read_body(call.exchange->body());
  if (!asked.ok()) return problem_of(asked.status());
  const Result<const Tenant*> lake = find_lake(api, asked.value().token);
  if (!lake.ok()) return api.access().refuse(call.head(), lake.status().message());
  const Result<HttpReply> made = asked.value().user
                                     ? make_first_user(api, *lake.value(), call, asked.value())
                                     : make_first_key(*lake.value(), call, asked.value());
  return made.ok() ? made.value() : problem_of(made.status());
}

}  // namespace

void post_setup(Api& api, Call call) {
  api.work_at_door(std::move(call), [&api](const Call& asked) { return set_up(api, asked); });
}

}  // namespace telltale::serve
