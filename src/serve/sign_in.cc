#include "serve/sign_in.h"

#include <fmt/format.h>

#include "base/random.h"
#include "serve/api.h"
#include "serve/one_time_code.h"
#include "serve/password.h"

namespace telltale::serve {
namespace {

constexpr AttemptLimit::Options kOfOneOrigin{10, std::chrono::seconds(10)};
// 100 at once and 100 an hour: who knows the password has an even chance to guess a code (three of
// a million count at a time) after 96 days.
constexpr AttemptLimit::Options kOfAnyOrigin{100, std::chrono::seconds(36)};
// Whatever the names: a twentieth of a core for passwords (80 ms each), once a crowd has been let
// by.
constexpr AttemptLimit::Options kOfAnyName{60, std::chrono::seconds(2)};

HttpReply wait_reply(Duration wait) {
  HttpReply reply = problem(kTooMany, "too many attempts failed: wait");
  const int64_t seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  reply.fields.emplace_back("Retry-After", std::to_string(seconds));
  return reply;
}

// The password was right: only who knows it learns that there is a second factor.
HttpReply needs_code(std::string_view why) {
  return problem(401, why, {{"needs", "code"}});
}

std::string origin_of(const SignIn::Wish& wish) {
  return attempt_origin(wish.from) + ' ' + wish.user;
}

}  // namespace

SignIn::SignIn(const Clock& clock, Duration session_lifetime)
    : clock_(clock),
      session_lifetime_(session_lifetime),
      by_name_and_origin_(kOfOneOrigin, system_entropy()),
      by_name_(kOfAnyOrigin, system_entropy()),
      by_origin_(kOfAnyName, system_entropy()) {}

std::variant<SignIn::SignedIn, HttpReply> SignIn::sign_in(const LakePeople& lake,
                                                          const Wish& wish) {
  if (auto refusal = refuse_early(wish)) return *std::move(refusal);
  const Result<std::optional<User>> found = lake.users.find(wish.user);
  if (!found.ok()) return problem_of(found.status());
  const User user = found.value().value_or(User());
  if (!is_password_of(wish.password, user.password)) return refuse_password(lake, user, wish);
  std::optional<int64_t> step;
  if (user.has_second_factor()) {
    if (wish.code.empty()) return needs_code("this user has a second factor: give its code");
    step = step_of_code(user.secret, wish.code, clock_.now(), user.step);
    if (!step) return refuse_code(lake, user, wish);
  }
  const Result<bool> noted = lake.users.note_signed_in(user.name, step, clock_.now());
  if (!noted.ok()) return problem_of(noted.status());
  if (!noted.value()) return refuse_code(lake, user, wish);
  Result<SignedIn> signed_in = begin(lake, user, wish);
  if (!signed_in.ok()) return problem_of(signed_in.status());
  return std::move(signed_in).value();
}

Result<SignIn::SignedIn> SignIn::begin(const LakePeople& lake, const User& user, const Wish& wish) {
  AccessKey session = plan_session(user, clock_.now(), session_lifetime_);
  session.agent = wish.agent;
  session.remote = wish.from;
  return SignedIn{TRY(lake.keys.make_session(std::move(session), {user.name, wish.from})), user};
}

Status SignIn::check_password(const User& user, const Wish& wish) {
  if (refuse_early(wish)) return Status::unavailable("too many attempts failed: wait");
  if (is_password_of(wish.password, user.password)) return {};
  count(wish);
  return Status::invalid("the present password is not right");
}

std::optional<HttpReply> SignIn::refuse_early(const Wish& wish) {
  const Duration now = clock_.running();
  const Duration wait =
      std::max({by_name_and_origin_.wait(origin_of(wish), now), by_name_.wait(wish.user, now),
                by_origin_.wait(attempt_origin(wish.from), now)});
  if (wait == Duration(0)) return std::nullopt;
  return wait_reply(wait);
}

HttpReply SignIn::refuse_password(const LakePeople& lake, const User& user, const Wish& wish) {
  count(wish);
  const Status noted = note_refusal(lake, user, wish, "password");
  return noted.ok() ? problem(401, "the name or the password is not right") : problem_of(noted);
}

HttpReply SignIn::refuse_code(const LakePeople& lake, const User& user, const Wish& wish) {
  count(wish);
  const Status noted = note_refusal(lake, user, wish, "code");
  return noted.ok() ? needs_code("the code is not right, or was used: wait for the next one")
                    : problem_of(noted);
}

Status SignIn::note_refusal(const LakePeople& lake, const User& user, const Wish& wish,
                            std::string_view what) {
  if (user.name.empty()) return {};
  return lake.audit.add({user.name, wish.from}, clock_.now(), {"sign_in_refused", user.name, what});
}

void SignIn::count(const Wish& wish) {
  const Duration now = clock_.running();
  by_name_and_origin_.count(origin_of(wish), now);
  by_name_.count(wish.user, now);
  by_origin_.count(attempt_origin(wish.from), now);
}

}  // namespace telltale::serve
