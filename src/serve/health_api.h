// Whether the server lives, is ready, has started: for those who restart it or send to it.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

// Whether its threads move; nothing of lakes or disks, which no restart mends.
void get_livez(Api& api, Call call);
// Whether each lake takes records and answers questions, and why not; `{function}` is one of
// ingest and query.
void get_readyz(Api& api, Call call);
void get_readyz_of(Api& api, Call call);
// Whether all lakes have started, and how far they are.
void get_startupz(Api& api, Call call);

}  // namespace telltale::serve
