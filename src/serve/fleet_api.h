// The fleet as a whole: where it is (GET /v1/map) and how many of each kind (GET /v1/fleet).
#pragma once

#include "serve/route.h"

namespace telltale::serve {

void get_map(Api& api, Call call);
void get_fleet(Api& api, Call call);

}  // namespace telltale::serve
