// GET /v1/catalog: the tables that can be queried, with columns, types, units and rows.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

void get_catalog(Api& api, Call call);

}  // namespace telltale::serve
