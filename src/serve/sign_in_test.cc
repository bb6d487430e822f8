#include "serve/sign_in.h"

#include "serve/key_access.h"
#include "serve/one_time_code.h"
#include "serve/password.h"
#include "serve/session_cookie.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"

namespace telltale::serve {
namespace {

const Actor kActor{"somebody", "10.0.0.1"};
const std::string kPassword = "correct horse battery";

// A lake's folder with an administrator, ada.
class SignInTest {
 public:
  SignInTest() { expect_ok(users_.add(user("ada", Role::kAdmin), kActor)); }

  User user(const std::string& name, Role role) {
    static const std::string kHash = value_of(hash_password(kPassword));
    User made;
    made.name = name;
    made.role = role;
    made.password = kHash;
    made.created = clock_.now();
    return made;
  }
  // The status; 200: signed in.
  int sign_in(const std::string& name, const std::string& password, const std::string& code = "") {
    auto outcome = sign_in_.sign_in(people_, {name, password, code, "10.0.0.1", "a browser"});
    if (const HttpReply* reply = std::get_if<HttpReply>(&outcome)) {
      last_body_ = reply->body;
      return reply->status;
    }
    session_ = std::get<SignIn::SignedIn>(std::move(outcome)).made;
    return 200;
  }
  // The status of a request under the newest session; 200: it is let in.
  int ask(const std::string& method, HttpFields fields = {}) {
    HttpHead head;
    head.method = method;
    head.fields = std::move(fields);
    head.fields.emplace_back("host", "plant:8080");
    head.fields.emplace_back("cookie", "a=b; __Host-telltale=" + session_.text);
    const auto outcome = access_.identify(head);
    if (const HttpReply* reply = std::get_if<HttpReply>(&outcome)) return reply->status;
    principal_ = std::get<Principal>(outcome);
    return 200;
  }
  std::string acts() {
    std::string text;
    expect_ok(audit_.list(INT64_MAX, 100, "", [&](const AuditEntry& entry) {
      text = entry.act + ":" + entry.about + " " + text;
    }));
    return text;
  }

 protected:
  const TemporaryFolder folder_;
  ManualClock clock_{instant_of(1'700'000'000'000'000)};
  std::unique_ptr<AccessDatabase> database_ =
      value_of(AccessDatabase::open(folder_.path(), {1, 2}));
  KeyStore store_{*database_};
  KeyRing ring_{store_, clock_};
  UserStore users_{*database_};
  AuditTrail audit_{*database_};
  LakePeople people_{ring_, users_, audit_};
  SignIn sign_in_{clock_, std::chrono::hours(12)};
  KeyAccess access_{{{"plant", &ring_}}, clock_};
  KeyRing::Made session_;
  Principal principal_;
  std::string last_body_;
};

}  // namespace

TEST_CASE_METHOD(SignInTest, "who knows the password has a session, until its time is over") {
  CHECK(sign_in("ada", kPassword) == 200);
  CHECK(ask("GET") == 200);
  CHECK(principal_.id == "ada");
  CHECK(principal_.session == session_.key.id);
  CHECK(principal_.may_admin);
  CHECK(!principal_.may_ingest);
  CHECK(acts() == "user_made:ada signed_in:ada ");
  clock_.advance(std::chrono::hours(12));
  CHECK(ask("GET") == 401);
}

TEST_CASE_METHOD(SignInTest, "a wrong password and an unknown name are answered the same") {
  CHECK(sign_in("ada", "wrong") == 401);
  const std::string body = last_body_;
  CHECK(sign_in("bob", kPassword) == 401);
  CHECK(last_body_ == body);
  CHECK(sign_in("", "") == 401);
  CHECK(acts() == "user_made:ada sign_in_refused:ada ");
}

TEST_CASE_METHOD(SignInTest, "who fails too often waits, even with the right password") {
  int refused = 0;
  for (int i = 0; i < 12; ++i) refused += sign_in("ada", "wrong") == 429;
  CHECK(refused == 2);
  CHECK(sign_in("ada", kPassword) == 429);
  clock_.advance(std::chrono::minutes(2));
  CHECK(sign_in("ada", kPassword) == 200);
}

TEST_CASE_METHOD(SignInTest, "who tries one name after another waits, too") {
  int refused = 0;
  for (int i = 0; i < 70; ++i) refused += sign_in("nobody" + std::to_string(i), "wrong") == 429;
  CHECK(refused == 10);
  clock_.advance(std::chrono::minutes(2));
  CHECK(sign_in("ada", kPassword) == 200);
}

TEST_CASE_METHOD(SignInTest, "a second factor is asked for after the password, and counts once") {
  const std::string secret = make_code_secret();
  const auto code = [&] { return code_of_step(secret, micros(clock_.now()) / 30'000'000); };
  expect_ok(users_.begin_second_factor("ada", secret));
  CHECK(sign_in("ada", kPassword) == 200);  // it is not confirmed
  expect_ok(users_.confirm_second_factor("ada", 1, clock_.now(), kActor));
  CHECK(sign_in("ada", kPassword) == 401);
  CHECK(last_body_.find(R"("needs":"code")") != std::string::npos);
  CHECK(sign_in("ada", "wrong", code()) == 401);
  CHECK(last_body_.find("needs") == std::string::npos);
  CHECK(sign_in("ada", kPassword, "000000") == 401);
  CHECK(sign_in("ada", kPassword, code()) == 200);
  CHECK(sign_in("ada", kPassword, code()) == 401);
  clock_.advance(std::chrono::minutes(1));
  CHECK(sign_in("ada", kPassword, code()) == 200);
}

TEST_CASE_METHOD(SignInTest, "a session is for the server's own pages") {
  CHECK(sign_in("ada", kPassword) == 200);
  CHECK(ask("GET") == 200);
  CHECK(ask("POST") == 403);
  CHECK(ask("POST", {{"origin", "http://plant:8080"}}) == 200);
  CHECK(ask("POST", {{"origin", "https://plant:8080"}}) == 200);  // TLS ended before the server
  CHECK(ask("POST", {{"sec-fetch-site", "same-origin"}}) == 200);
  CHECK(ask("GET", {{"sec-fetch-site", "none"}}) == 200);
  CHECK(ask("POST", {{"sec-fetch-site", "none"}}) == 403);
  for (const char* origin : {"http://evil", "null", "http://plant", "http://plant:8080.evil", ""}) {
    CHECK(ask("GET", {{"origin", origin}}) == 403);
    CHECK(ask("POST", {{"origin", origin}, {"sec-fetch-site", "same-origin"}}) == 403);
  }
  for (const char* site : {"cross-site", "same-site"})
    CHECK(ask("GET", {{"sec-fetch-site", site}}) == 403);
}

TEST_CASE_METHOD(SignInTest, "a session is no key, and a key is no session") {
  CHECK(sign_in("ada", kPassword) == 200);
  HttpHead head;
  head.fields = {{"authorization", "Bearer " + session_.text}};
  CHECK(std::holds_alternative<HttpReply>(access_.identify(head)));
  session_ =
      value_of(ring_.make(value_of(plan_key({"n", "read", "", "", "", ""}, clock_.now())), kActor));
  CHECK(ask("GET") == 401);
  session_.text = "no key at all";
  CHECK(ask("GET") == 401);
}

TEST_CASE_METHOD(SignInTest, "what changes a user ends the sessions at once") {
  expect_ok(users_.add(user("bob", Role::kViewer), kActor));
  const auto ends = [&](const std::function<void()>& change) {
    CHECK(sign_in("bob", kPassword) == 200);
    CHECK(ask("GET") == 200);
    change();
    expect_ok(ring_.refresh());
    CHECK(principal_.standing->has_ended());
    return ask("GET") == 401;
  };
  UserChange promoted;
  promoted.role = Role::kOperator;
  CHECK(ends([&] { value_of(users_.change("bob", promoted, clock_.now(), kActor)); }));
  CHECK(ends([&] { value_of(ring_.end_session({session_.key.id, "bob", "signed_out"}, kActor)); }));
  CHECK(ends([&] { value_of(users_.remove("bob", clock_.now(), kActor)); }));
  CHECK(sign_in("bob", kPassword) == 401);
}

TEST_CASE_METHOD(SignInTest, "a session is ended by its user or by who names nobody") {
  CHECK(sign_in("ada", kPassword) == 200);
  const std::string id = session_.key.id;
  CHECK(ring_.end_session({id, "bob", "session_ended"}, kActor).status().code() == Code::kNotFound);
  CHECK(ring_.revoke(id, kActor).status().code() == Code::kNotFound);
  CHECK(ask("GET") == 200);
  value_of(ring_.end_session({id, "", "session_ended"}, kActor));
  CHECK(ask("GET") == 401);
  CHECK(ring_.end_session({id, "", "session_ended"}, kActor).status().code() == Code::kNotFound);
}

TEST_CASE_METHOD(SignInTest, "somebody can always administer the lake") {
  UserChange demoted;
  demoted.role = Role::kViewer;
  CHECK(users_.change("ada", demoted, clock_.now(), kActor).status().code() == Code::kExists);
  CHECK(users_.remove("ada", clock_.now(), kActor).status().code() == Code::kExists);
  CHECK(sign_in("ada", kPassword) == 200);
  CHECK(!value_of(ring_.begin_setup()));
  expect_ok(users_.add(user("bob", Role::kAdmin), kActor));
  CHECK(users_.add(user("bob", Role::kViewer), kActor).code() == Code::kExists);
  value_of(users_.remove("ada", clock_.now(), kActor));
  CHECK(users_.remove("ada", clock_.now(), kActor).status().code() == Code::kNotFound);
}

TEST_CASE_METHOD(SignInTest, "the audit trail is read in pages, newest first, by act") {
  for (int i = 0; i < 5; ++i) audit_.note({0, clock_.now(), kActor, "redriven", "", "x"});
  expect_ok(audit_.flush());
  expect_ok(audit_.flush());
  std::vector<int64_t> numbers;
  const auto take = [&](const AuditEntry& entry) { numbers.push_back(entry.number); };
  expect_ok(audit_.list(INT64_MAX, 2, "redriven", take));
  REQUIRE(numbers == std::vector<int64_t>{6, 5});
  expect_ok(audit_.list(5, 10, "redriven", take));
  CHECK(numbers == std::vector<int64_t>{6, 5, 4, 3, 2});
}

}  // namespace telltale::serve
