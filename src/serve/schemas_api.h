// Schemas of a lake: all (GET /v1/schemas), one (GET /v1/schemas/{name}), a new one
// (POST /v1/schemas).
#pragma once

#include "serve/route.h"

namespace telltale::serve {

constexpr size_t kSchemaBytesMax = 1 << 20;

void get_schemas(Api& api, Call call);
void get_schema(Api& api, Call call);
void post_schema(Api& api, Call call);

}  // namespace telltale::serve
