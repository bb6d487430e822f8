// UserStore: the users of a lake on disk. What changes who may what ends the sessions of that user
// and adds to the audit trail in the same transaction. Any thread may call. Errors are the
// database's (serve/access_database.h).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "serve/audit_trail.h"
#include "serve/user.h"

namespace telltale::serve {

// What is to be different of a user.
struct UserChange {
  std::optional<Role> role;
  std::optional<std::string> password;  // its hash
  bool drops_second_factor = false;
  std::string keeps_session;  // the id of one that does not end
};

class UserStore {
 public:
  // It must outlive this.
  explicit UserStore(AccessDatabase& database) : database_(database) {}

  // kExists: the name is taken.
  Status add(const User& user, const Actor& actor);
  // kExists: somebody may administer already; kInvalid: the name is taken.
  Status add_first_admin(const User& user, const Actor& actor);
  Result<std::optional<User>> find(std::string_view name);
  Status list(const std::function<void(const User& user)>& take);

  // kNotFound: there is none of that name; kExists: nobody could administer the lake then.
  Result<User> change(std::string_view name, const UserChange& change, Instant now,
                      const Actor& actor);
  // Gives the user as it was.
  Result<User> remove(std::string_view name, Instant now, const Actor& actor);

  // A secret that counts when a code of it has been seen.
  Status begin_second_factor(std::string_view name, std::string_view secret);
  Status confirm_second_factor(std::string_view name, int64_t step, Instant now,
                               const Actor& actor);
  // Notes that somebody signed in, by the code of that step, or none. False: it was used meanwhile.
  Result<bool> note_signed_in(std::string_view name, std::optional<int64_t> step, Instant now);

 private:
  Status insert(const User& user);
  Result<std::optional<User>> find_row(std::string_view name);
  Result<User> existing(std::string_view name);
  Status set(std::string_view name, const char* column, std::string_view value);
  Status apply(std::string_view name, const UserChange& change, Instant now, const Actor& actor);
  Status see_admin(Instant now);

  AccessDatabase& database_;
};

}  // namespace telltale::serve
