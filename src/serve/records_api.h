// Single records: where one is (GET /v1/receipts/{receipt}, GET /v1/where-is), and which were
// refused (GET /v1/rejects).
#pragma once

#include "serve/route.h"

namespace telltale::serve {

void get_receipt(Api& api, Call call);
void get_where_is(Api& api, Call call);
void get_rejects(Api& api, Call call);

}  // namespace telltale::serve
