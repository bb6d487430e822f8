// POST /v1/readings: records in, receipts out once they are durable.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

void post_readings(Api& api, Call call);
// Whether the lake takes requests at all, before any of the body is read.
std::optional<HttpReply> refuse_readings(Tenant& tenant);

}  // namespace telltale::serve
