// The first who may administer a lake over HTTP: a key or a user, by who holds the token that the
// server printed at its start.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

void post_setup(Api& api, Call call);

}  // namespace telltale::serve
