// User: a person who signs in to a lake with a name and a password, and what their role lets them.
// Plain data, and the rules for new ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "serve/access_key.h"

namespace telltale::serve {

enum class Role : uint8_t {
  kViewer,    // reads
  kOperator,  // and says what became of what was found
  kAdmin,     // and says who may what, and changes schemas
};
std::string_view name_of(Role role);
// kInvalid says which there are.
Result<Role> role_named(std::string_view name);

struct User {
  std::string name;
  Role role = Role::kViewer;
  std::string password;    // its hash (serve/password.h)
  std::string secret;      // of the second factor; empty: there is none
  std::string new_secret;  // one that is not confirmed yet
  int64_t step = 0;        // of the newest code that was used (serve/one_time_code.h)
  Instant created;
  std::optional<Instant> signed_in;

  bool has_second_factor() const { return !secret.empty(); }
};

// 1 to 64 of a-z, 0-9 and `._-@`: what is read out and typed in, and looks like nobody else's.
Status check_user_name(std::string_view name);
// At least 12 characters, and none that a guesser would try (NIST SP 800-63B section 5.1.1.2).
Status check_password(std::string_view password, std::string_view user);

// A session of that user, but for its id and hash.
AccessKey plan_session(const User& user, Instant now, Duration lifetime);
// The role that a session has: its user's, since whatever changes that ends the session.
Role role_of(const AccessKey& session);

}  // namespace telltale::serve
