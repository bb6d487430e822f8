// The users of a lake over HTTP, by who may administer it, and what was done by whom.
#pragma once

#include "serve/people_api.h"

namespace telltale::serve {

void get_users(Api& api, Call call);
void post_users(Api& api, Call call);
void post_user(Api& api, Call call);
void delete_user(Api& api, Call call);
void delete_second_factor(Api& api, Call call);
void get_audit(Api& api, Call call);

// A user as wished. kInvalid says what to change.
Result<User> plan_user(const std::string& name, Role role, const std::string& password,
                       Instant now);

}  // namespace telltale::serve
