// What the routes about people share: whose lake, who acts, and answers that nobody may keep.
#pragma once

#include "base/json.h"
#include "serve/route.h"
#include "serve/sign_in.h"

namespace telltale::serve {

constexpr size_t kPeopleBodyBytesMax = 16 << 10;

LakePeople people_of(const Tenant& tenant);

// Who acts by this call, for the audit.
Actor actor_of(const Call& call);
// Notes what the call did, where that is kept elsewhere too.
void note_act(const Call& call, const Act& act);

// What the client says it is, as far as it can be shown.
std::string agent_of(const HttpHead& head);

// An answer that nobody on its way may keep.
HttpReply private_reply(int status, const Json& body);

// The scopes as a list of their names.
Json scopes_json(const Rights& rights);

Json time_or_null(const std::optional<Instant>& instant);

}  // namespace telltale::serve
