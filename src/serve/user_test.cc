#include "serve/user.h"

#include "serve/password.h"
#include "tests/catch.h"

namespace telltale::serve {
namespace {

bool is_taken(std::string_view password) {
  return check_password(password, "ada").ok();
}

}  // namespace

TEST_CASE("a password is long, and none that a guesser would try") {
  CHECK(is_taken("correct horse battery"));
  CHECK(is_taken("größere Öfen brennen"));
  CHECK(is_taken("9f8#kL2m!qWz"));
  CHECK(!is_taken(""));
  CHECK(!is_taken("9f8#kL2m!qW"));   // too short
  CHECK(!is_taken("éééééééééééé"));  // few characters
  CHECK(!is_taken("qwerty123456"));  // everybody's
  CHECK(!is_taken("QWERTY123456"));
  CHECK(!is_taken("Password2026!!"));  // everybody's with something around it
  CHECK(!is_taken("!!!telltale!!!2026"));
  CHECK(!is_taken("112233112233"));
  CHECK(!is_taken("ada-20261234!?"));  // the name with something around it
  CHECK(!is_taken(std::string(300, 'x') + "abcdefgh"));
  CHECK(!is_taken("correct\xff horse battery"));
}

TEST_CASE("names are small letters, digits and a few signs") {
  for (const char* name : {"a", "ada", "ada.lovelace", "ada@example.org", "x-1_2"})
    CHECK(check_user_name(name).ok());
  for (const char* name : {"", "Ada", "a b", "a/b", "ädа", "a\n"})
    CHECK(!check_user_name(name).ok());
  CHECK(check_user_name(std::string(64, 'a')).ok());
  CHECK(!check_user_name(std::string(65, 'a')).ok());
}

TEST_CASE("a role says what a session may, and none sends records") {
  for (const auto& [role, operates, administers] :
       {std::tuple(Role::kViewer, false, false), std::tuple(Role::kOperator, true, false),
        std::tuple(Role::kAdmin, true, true)}) {
    User user;
    user.name = "ada";
    user.role = role;
    const AccessKey session = plan_session(user, Instant(), std::chrono::hours(12));
    CHECK(session.is_session());
    CHECK(session.may_read);
    CHECK(!session.may_ingest);
    CHECK(session.may_operate == operates);
    CHECK(session.may_admin == administers);
    CHECK(value_of(role_named(name_of(role))) == role);
    CHECK(role_of(session) == role);
  }
  CHECK(!role_named("root").ok());
}

TEST_CASE("what is kept of a password fits it alone, and is another each time") {
  const std::string hash = value_of(hash_password("correct horse battery"));
  CHECK(hash.starts_with("$argon2id$"));
  CHECK(is_password_of("correct horse battery", hash));
  CHECK(!is_password_of("correct horse batterz", hash));
  CHECK(!is_password_of("", hash));
  CHECK(!is_password_of("", ""));
  CHECK(!is_password_of("nobody's", ""));
  CHECK(hash != value_of(hash_password("correct horse battery")));
}

}  // namespace telltale::serve
