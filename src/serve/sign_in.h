// SignIn: lets users in by name, password and second factor, and counts who fails: by name and
// place, by name from anywhere, and by place whatever the name. A password can be guessed, and
// looking at one is dear, so who is over a limit is not even looked at. Any thread may call.
#pragma once

#include <string>
#include <variant>

#include "serve/attempt_limit.h"
#include "serve/key_ring.h"
#include "serve/user_store.h"

namespace telltale::serve {

// Of one lake.
struct LakePeople {
  KeyRing& keys;
  UserStore& users;
  AuditTrail& audit;
};

class SignIn {
 public:
  SignIn(const Clock& clock, Duration session_lifetime);

  struct Wish {
    std::string user;
    std::string password;
    std::string code;  // of the second factor
    std::string from;  // the address
    std::string agent;
  };
  struct SignedIn {
    KeyRing::Made made;  // the session
    User user;
  };
  // A session, or how it is refused: 401, with `"needs":"code"` where only the code is missing or
  // wrong; 429; or what the store said.
  std::variant<SignedIn, HttpReply> sign_in(const LakePeople& lake, const Wish& wish);
  // A session without looking at a password, for who has just shown to be that user.
  Result<SignedIn> begin(const LakePeople& lake, const User& user, const Wish& wish);
  // Whether the password of the wish is the user's. kInvalid: it is not; kUnavailable: too many
  // were wrong.
  Status check_password(const User& user, const Wish& wish);

 private:
  std::optional<HttpReply> refuse_early(const Wish& wish);
  HttpReply refuse_password(const LakePeople& lake, const User& user, const Wish& wish);
  HttpReply refuse_code(const LakePeople& lake, const User& user, const Wish& wish);
  // A name that is nobody's is not written down: it may be a password in the wrong field.
  Status note_refusal(const LakePeople& lake, const User& user, const Wish& wish,
                      std::string_view what);
  void count(const Wish& wish);

  const Clock& clock_;
  const Duration session_lifetime_;
  AttemptLimit by_name_and_origin_;
  AttemptLimit by_name_;
  AttemptLimit by_origin_;
};

}  // namespace telltale::serve
