// Signing in and out over HTTP, who one is, and the sessions there are.
#pragma once

#include "serve/people_api.h"

namespace telltale::serve {

void post_session(Api& api, Call call);
void get_session(Api& api, Call call);
void delete_session(Api& api, Call call);
void get_sessions(Api& api, Call call);
void delete_session_of_id(Api& api, Call call);

// Who asks, and what they may.
HttpReply session_reply(const Call& call);
// The same of somebody who has just signed in, with the cookie.
HttpReply signed_in_reply(int status, const SignIn::SignedIn& signed_in, const std::string& lake);

}  // namespace telltale::serve
