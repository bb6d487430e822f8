// GET and POST /v1/live: one stream of server-sent events for each client, of what it asks for
// (docs/reference/live.md).
#pragma once

#include "serve/route.h"

namespace telltale::serve {

constexpr size_t kLiveBodyBytesMax = 1 << 20;

void get_live(Api& api, Call call);
void post_live(Api& api, Call call);

}  // namespace telltale::serve
