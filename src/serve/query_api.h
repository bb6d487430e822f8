// POST /v1/query: one SELECT over the lake as of one commit.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

constexpr size_t kQueryBytesMax = 256 << 10;

void post_query(Api& api, Call call);

}  // namespace telltale::serve
