// GET /v1/anomalies: what was found unusual, with reasons, the newest first.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

void get_anomalies(Api& api, Call call);

}  // namespace telltale::serve
