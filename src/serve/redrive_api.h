// POST /v1/redrive.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

void post_redrive(Api& api, Call call);

}  // namespace telltale::serve
