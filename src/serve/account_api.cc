#include "serve/account_api.h"

#include "serve/api.h"
#include "serve/one_time_code.h"
#include "serve/password.h"
#include "serve/session_api.h"
#include "serve/text_members.h"

namespace telltale::serve {
namespace {

// Who asks, as a user. kNotFound: a key asks, or the user has been removed.
Result<User> asking_user(const Call& call) {
  if (!call.principal.session.empty()) {
    const std::optional<User> user = TRY(call.tenant->users->find(call.principal.id));
    if (user) return *user;
  }
  return Status::not_found("this is for users who signed in: a key asks");
}

// What is wrong with a password or code is no sign that the session has ended.
HttpReply wrong_secret(const Status& status) {
  return status.code() == Code::kInvalid ? problem(403, status.message()) : problem_of(status);
}

Status check_present(Api& api, const Call& call, const User& user, const std::string& password) {
  return api.sign_in().check_password(user, {user.name, password, "", call.head().remote, ""});
}

HttpReply change_password(Api& api, const Call& call) {
  std::optional<std::string> present;
  std::optional<std::string> wanted;
  const std::array members = {TextMember{"password", &present, true},
                              TextMember{"new_password", &wanted, true}};
  const Status read = read_text_members(call.exchange->body(), members);
  if (!read.ok()) return problem_of(read);
  const Result<User> user = asking_user(call);
  if (!user.ok()) return problem_of(user.status());
  const Status right = check_present(api, call, user.value(), *present);
  if (!right.ok()) return wrong_secret(right);
  const Status good = check_password(*wanted, user.value().name);
  if (!good.ok()) return problem_of(good);
  Result<std::string> hash = hash_password(*wanted);
  if (!hash.ok()) return problem_of(hash.status());
  UserChange change;
  change.password = std::move(hash).value();
  change.keeps_session = call.principal.session;
  const Result<User> changed = call.tenant->users->change(user.value().name, change,
                                                          call.tenant->clock.now(), actor_of(call));
  if (!changed.ok()) return problem_of(changed.status());
  const Status known = call.tenant->keys->refresh();
  return known.ok() ? session_reply(call) : problem_of(known);
}

HttpReply begin_second_factor(Api& api, const Call& call) {
  std::optional<std::string> password;
  const std::array members = {TextMember{"password", &password, true}};
  const Status read = read_text_members(call.exchange->body(), members);
  if (!read.ok()) return problem_of(read);
  const Result<User> user = asking_user(call);
  if (!user.ok()) return problem_of(user.status());
  // Or a session and a password would be enough to be rid of it.
  if (user.value().has_second_factor())
    return problem(409, "there is a second factor: an administrator turns it off first");
  const Status right = check_present(api, call, user.value(), *password);
  if (!right.ok()) return wrong_secret(right);
  const std::string secret = make_code_secret();
  const Status begun = call.tenant->users->begin_second_factor(user.value().name, secret);
  if (!begun.ok()) return problem_of(begun);
  const std::string uri = code_uri(secret, call.tenant->name, user.value().name);
  return private_reply(200, Json::object({{"secret", secret}, {"uri", uri}}));
}

HttpReply confirm_second_factor(const Call& call) {
  std::optional<std::string> code;
  const std::array members = {TextMember{"code", &code, true}};
  const Status read = read_text_members(call.exchange->body(), members);
  if (!read.ok()) return problem_of(read);
  const Result<User> user = asking_user(call);
  if (!user.ok()) return problem_of(user.status());
  if (user.value().new_secret.empty())
    return problem(409, "no second factor was begun: POST /v1/session/two-factor first");
  const Instant now = call.tenant->clock.now();
  const std::optional<int64_t> step = step_of_code(user.value().new_secret, *code, now, 0);
  if (!step) return problem(403, "the code is not right: see to the phone's clock");
  const Status confirmed =
      call.tenant->users->confirm_second_factor(user.value().name, *step, now, actor_of(call));
  return confirmed.ok() ? session_reply(call) : problem_of(confirmed);
}

}  // namespace

void post_password(Api& api, Call call) {
  api.work_at_door(std::move(call),
                   [&api](const Call& asked) { return change_password(api, asked); });
}

void post_second_factor(Api& api, Call call) {
  api.work_at_door(std::move(call),
                   [&api](const Call& asked) { return begin_second_factor(api, asked); });
}

void post_second_factor_code(Api& api, Call call) {
  api.work(std::move(call), confirm_second_factor);
}

}  // namespace telltale::serve
