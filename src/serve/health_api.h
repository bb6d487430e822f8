// Whether the server lives, is ready, has started: for those who restart it or send to it.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

void get_livez(Api& api, Call call);
void get_readyz(Api& api, Call call);

}  // namespace telltale::serve
