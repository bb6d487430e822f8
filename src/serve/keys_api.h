// The keys of a lake over HTTP: made, listed, revoked, by who may administer it.
#pragma once

#include "serve/key_ring.h"
#include "serve/route.h"

namespace telltale::serve {

constexpr size_t kKeyBodyBytesMax = 16 << 10;

void post_keys(Api& api, Call call);
void get_keys(Api& api, Call call);
void get_key(Api& api, Call call);
void delete_key(Api& api, Call call);

// A new key with its text, which is shown this once.
HttpReply made_reply(const KeyRing::Made& made);

}  // namespace telltale::serve
