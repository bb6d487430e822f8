// The keys of a lake over HTTP: made, listed, revoked, by who may administer it; and the first one,
// by who holds the token that the server printed at its start.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

constexpr size_t kKeyBodyBytesMax = 16 << 10;

void post_setup(Api& api, Call call);
void post_keys(Api& api, Call call);
void get_keys(Api& api, Call call);
void get_key(Api& api, Call call);
void delete_key(Api& api, Call call);

}  // namespace telltale::serve
